/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library.h: all sessions a person has, and the scans that run now.
 *
 * One for the program, shared by its windows.  It owns the store.  Lives on the main
 * context.  Trouble with the store is told by the signal "failed" (const char *),
 * verdicts that are others now by "revised" (PtlSessionItem *). */
#pragma once

#include "app/session-item.h"
#include "filter/filter.h"
#include "runner/response-corpus.h"

G_BEGIN_DECLS

/* Properties: "n-running" (uint): scans that run in this program. */
#define PTL_TYPE_LIBRARY (ptl_library_get_type ())
G_DECLARE_FINAL_TYPE (PtlLibrary, ptl_library, PTL, LIBRARY, GObject)

/**
 * ptl_library_new:
 * @store_path: (nullable): NULL: nothing is saved
 *
 * Opens the store and lists its sessions; what is asked meanwhile waits.
 */
PtlLibrary *ptl_library_new (const char *store_path);

/* Returns: (transfer none): of PtlSessionItem, newest first */
GListModel *ptl_library_get_items (PtlLibrary *self);

guint ptl_library_get_n_running (PtlLibrary *self);

/* Starts a scan.  Finish gives (transfer full) its item, which is in the list by then. */
void ptl_library_scan_async (PtlLibrary *self,
                             const PtlScanOptions *options,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PtlSessionItem *
ptl_library_scan_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/* Goes on with a scan that was stopped, paused or interrupted.  Finish as that of
 * ptl_library_scan_async(): a new item takes the place of @item. */
void ptl_library_resume_async (PtlLibrary *self,
                               PtlSessionItem *item,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Saves a session that did not come from a scan of this program, as it is, with its
 * responses.  Finish gives (transfer full) its item, which is in the list by then. */
void ptl_library_save_async (PtlLibrary *self,
                             PtlSession *session,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PtlSessionItem *
ptl_library_save_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/**
 * ptl_library_load_async:
 * @with_responses: gives a session of the caller's own, with all its responses, which a
 * worker thread may read; but for a session that is not saved
 *
 * Finish gives (transfer full) the session of @item, live if it runs.
 */
void ptl_library_load_async (PtlLibrary *self,
                             PtlSessionItem *item,
                             gboolean with_responses,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PtlSession *
ptl_library_load_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/**
 * ptl_library_load_responses_async:
 * @port: of @host of @session
 *
 * Finish gives (transfer full) (element-type PtlResponse) what the port answered so far,
 * in the order of asking.
 */
void ptl_library_load_responses_async (PtlLibrary *self,
                                       PtlSession *session,
                                       PtlHost *host,
                                       PtlPort *port,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *ptl_library_load_responses_finish (PtlLibrary *self,
                                              GAsyncResult *result,
                                              GError **error);

/* The same of the steps of the scan on that port, as far as they are in the store: finish
 * gives (transfer full) (element-type PtlFact). */
void ptl_library_load_trace_async (PtlLibrary *self,
                                   PtlSession *session,
                                   PtlHost *host,
                                   PtlPort *port,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *
ptl_library_load_trace_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/* Finish gives (transfer full) (element-type PtlPlace) the ports of all saved sessions
 * that gave one of @replies (element-type GBytes): see ptl_store_find_places_async(). */
void ptl_library_find_places_async (PtlLibrary *self,
                                    GPtrArray *replies,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
ptl_library_find_places_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/* Finish gives (transfer full) (element-type gint64) the ids of the sessions of which, or
 * of any of whose hosts or ports, the filter is true. */
void ptl_library_search_async (PtlLibrary *self,
                               const PtlFilter *filter,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GArray *
ptl_library_search_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

void ptl_library_rename (PtlLibrary *self, PtlSessionItem *item, const char *name);

/* @tags: (nullable) */
void ptl_library_set_notes (PtlLibrary *self,
                            PtlSessionItem *item,
                            GStrv tags,
                            const char *notes);

/* Takes @item off the list; it is deleted from the store when ptl_library_undo_delete()
 * can no longer be asked for: at the next delete, or after some seconds.  Not for a scan
 * that runs. */
void ptl_library_delete (PtlLibrary *self, PtlSessionItem *item);

/* Returns: (transfer none) (nullable): the item that is back on the list */
PtlSessionItem *ptl_library_undo_delete (PtlLibrary *self);

/* Finish gives (transfer full) what every saved session has been answered. */
void ptl_library_load_answers_async (PtlLibrary *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PtlResponseCorpus *
ptl_library_load_answers_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/* Judges the answers of @items (element-type PtlSessionItem), saved ones, by today's
 * rules; "revised" tells of each. */
void ptl_library_reidentify_async (PtlLibrary *self,
                                   GPtrArray *items,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
ptl_library_reidentify_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

/* Stops all scans, saves everything and closes the store.  Nothing may be asked of the
 * library afterwards. */
void ptl_library_close_async (PtlLibrary *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
ptl_library_close_finish (PtlLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
