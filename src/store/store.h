/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store.h: sessions in one SQLite file.
 *
 * One thread of the store writes, in the order of the calls; a second one reads, on a
 * connection of its own, so that a long load does not hold up what is being saved.  A
 * read sees everything asked of this store before it.  Nothing here blocks, and callbacks
 * come on the thread-default context of the caller.  Facts are committed at most
 * %PTL_STORE_COMMIT_MS after ptl_store_append().  WAL mode; several programs may share
 * the file. */
#pragma once

#include <gio/gio.h>

#include "model/unfinished.h"

G_BEGIN_DECLS

#define PTL_STORE_COMMIT_MS   500
#define PTL_STORE_COMMIT_ROWS 1000
#define PTL_STORE_MAX_BACKLOG                                                            \
  (64 * 1024 * 1024) /* bytes; see %PTL_STORE_ERROR_BEHIND                               \
                      */

#define PTL_STORE_ERROR (ptl_store_error_quark ())

typedef enum
{
  PTL_STORE_ERROR_OPEN,      /* cannot be opened or is not a database of ours */
  PTL_STORE_ERROR_NEWER,     /* written by a newer version, and cannot be read */
  PTL_STORE_ERROR_NOT_FOUND, /* no such session */
  PTL_STORE_ERROR_FULL,      /* the disk is full */
  PTL_STORE_ERROR_READ_ONLY, /* nothing can be saved: see ptl_store_is_read_only() */
  PTL_STORE_ERROR_BUSY,      /* the session is being scanned */
  PTL_STORE_ERROR_COMPLETE,  /* nothing is left of the session to scan */
  PTL_STORE_ERROR_BEHIND,    /* only in "failed": whoever appends should stop */
  PTL_STORE_ERROR_DATABASE   /* anything else SQLite says */
} PtlStoreError;

GQuark ptl_store_error_quark (void);

/* Signals, on the thread-default context of whoever opened the store:
 *   failed (GError *)      appended facts could not be saved (said once until they are);
 *                          they stay in memory and are tried again and again until closed
 *   recovered ()           and now they are saved
 *   sessions-changed ()    a session was begun, ended, renamed or deleted here */
#define PTL_TYPE_STORE (ptl_store_get_type ())
G_DECLARE_FINAL_TYPE (PtlStore, ptl_store, PTL, STORE, GObject)

/* @path: of the file; it and its directory are made (mode 0600 and 0700) if missing.
 * Finish gives (transfer full). */
void ptl_store_open_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
PtlStore *ptl_store_open_finish (GAsyncResult *result, GError **error);

/* Returns: (transfer none) (nullable): what the person should know: the file was damaged
 * and is put aside with what was saved of it in its place, or it can only be read */
const char *ptl_store_get_notice (PtlStore *self);

/* Returns: whether the file was written by a newer version: it is shown, not changed */
gboolean ptl_store_is_read_only (PtlStore *self);

/**
 * ptl_store_check_async:
 *
 * Looks whether the file is sound.  What is found to be damaged is salvaged when the file
 * is opened next.
 *
 * Finish gives FALSE with %PTL_STORE_ERROR_DATABASE if it is damaged.
 */
void ptl_store_check_async (PtlStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ptl_store_check_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Saves everything appended, checkpoints, closes the file; what cannot be saved now is
 * lost and the error says why.  The store is of no use afterwards.  Dropping the last
 * reference of an open store does the same and waits for it. */
void ptl_store_close_async (PtlStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ptl_store_close_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Begins a session in state running, which is this program's until its end, or the
 * program's.  Finish gives (transfer full) @info with its id set. */
void ptl_store_begin_async (PtlStore *self,
                            PtlSessionInfo *info,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
PtlSessionInfo *
ptl_store_begin_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Queues facts (GPtrArray of PtlFact; a reference is taken) of session @id.  From any
 * thread.  Facts of a session that was deleted are dropped. */
void ptl_store_append (PtlStore *self, gint64 id, GPtrArray *facts);

/* Marks the session ended and flushes; finish gives (transfer full) its info as stored.
 * If it fails because nothing can be saved now, the end is saved with the facts later. */
void ptl_store_end_async (PtlStore *self,
                          gint64 id,
                          PtlSessionState state,
                          gint64 finished_us,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
PtlSessionInfo *
ptl_store_end_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Says that a session that runs is paused, or running again.  Finish gives (transfer
 * full) its info as stored. */
void ptl_store_set_paused_async (PtlStore *self,
                                 gint64 id,
                                 gboolean paused,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
PtlSessionInfo *
ptl_store_set_paused_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Takes up a session that was stopped, paused or interrupted: it is running again, and
 * this program's.  Finish gives (transfer full) what is known of it, or
 * %PTL_STORE_ERROR_BUSY or %PTL_STORE_ERROR_COMPLETE. */
void ptl_store_resume_async (PtlStore *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PtlUnfinished *
ptl_store_resume_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Everything appended before the call is on disk when it finishes. */
void ptl_store_flush_async (PtlStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ptl_store_flush_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Finish gives (transfer full) (element-type PtlSessionInfo), newest first. */
void ptl_store_list_async (PtlStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *ptl_store_list_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* @with_responses: keep all responses in the session, else only
 * ptl_store_load_responses_async () */
void ptl_store_load_async (PtlStore *self,
                           gint64 id,
                           gboolean with_responses,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* The same with the verdicts of another revision than the one that is shown; it is one of
 * the session's or %PTL_REVISION_OF_SCAN.  Finished likewise. */
void ptl_store_load_revision_async (PtlStore *self,
                                    gint64 id,
                                    gint64 revision,
                                    gboolean with_responses,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PtlSession *ptl_store_load_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Finish gives (transfer full) (element-type PtlResponse) by sequence. */
void ptl_store_load_responses_async (PtlStore *self,
                                     gint64 id,
                                     const PtlAddress *address,
                                     PtlProtocol protocol,
                                     guint16 port,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
ptl_store_load_responses_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* @address: (nullable): of one port of this host; NULL: of all
 *
 * Finish gives (transfer full) (element-type PtlFact): those of the trace, in order; none
 * if the scan was not traced. */
void ptl_store_load_trace_async (PtlStore *self,
                                 gint64 id,
                                 const PtlAddress *address,
                                 PtlProtocol protocol,
                                 guint16 port,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *
ptl_store_load_trace_finish (PtlStore *self, GAsyncResult *result, GError **error);

/**
 * ptl_store_save_async:
 * @session: with its responses (ptl_session_new() with keep_responses); nobody changes it
 *   until this has finished
 *
 * Saves a session that did not come from a scan of this program, an imported one say,
 * whole or not at all: name, state, times, tags, notes as its info says, hosts, ports and
 * evidence.  One that is too large for memory is begun, appended to and ended instead.
 *
 * Finish gives (transfer full) its info as stored, with the id it has in this store.
 */
void ptl_store_save_async (PtlStore *self,
                           PtlSession *session,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
PtlSessionInfo *
ptl_store_save_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* @host: (nullable): the host of the session that the notes are about; NULL: the session
 * @notes: in place of what was noted; "" for none */
void ptl_store_set_notes_async (PtlStore *self,
                                gint64 id,
                                const PtlAddress *host,
                                const char *notes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean
ptl_store_set_notes_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* @tags: (array zero-terminated=1): in place of those there are */
void ptl_store_set_tags_async (PtlStore *self,
                               gint64 id,
                               const char *const *tags,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ptl_store_set_tags_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Gives back the room of what was deleted, and orders the file anew.  Needs as much free
 * room for a while. */
void ptl_store_vacuum_async (PtlStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ptl_store_vacuum_finish (PtlStore *self, GAsyncResult *result, GError **error);

void ptl_store_delete_async (PtlStore *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ptl_store_delete_finish (PtlStore *self, GAsyncResult *result, GError **error);

void ptl_store_rename_async (PtlStore *self,
                             gint64 id,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ptl_store_rename_finish (PtlStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
