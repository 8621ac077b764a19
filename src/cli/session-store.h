/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-store.h: the store of sessions, for a program that waits. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

#define PTL_SESSION_STORE_ERROR (ptl_session_store_error_quark ())

typedef enum
{
  PTL_SESSION_STORE_ERROR_NO_SESSION,
  PTL_SESSION_STORE_ERROR_AMBIGUOUS
} PtlSessionStoreError;

GQuark ptl_session_store_error_quark (void);

/* @path: (nullable): NULL: the usual place.  Returns: (transfer full) (nullable) */
PtlStore *ptl_session_store_open (const char *path, GError **error);

/* Saves everything and closes. */
gboolean ptl_session_store_close (PtlStore *store, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlSessionInfo): newest first */
GPtrArray *ptl_session_store_list (PtlStore *store, GError **error);

/* Returns: (transfer full) (nullable) */
PtlSession *ptl_session_store_load (PtlStore *store,
                                    gint64 id,
                                    gboolean with_responses,
                                    GError **error);

/* Saves a session that did not come from a scan of this program.
 * Returns: (transfer full) (nullable): its info, with the id it has now */
PtlSessionInfo *
ptl_session_store_save (PtlStore *store, PtlSession *session, GError **error);

/* @revision: its number, or %PTL_REVISION_CHOSEN.
 * Returns: (transfer full) (nullable) */
PtlSession *ptl_session_store_load_revision (PtlStore *store,
                                             gint64 id,
                                             gint64 revision,
                                             gboolean with_responses,
                                             GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlFact): its trace */
GPtrArray *ptl_session_store_load_trace (PtlStore *store, gint64 id, GError **error);

/* As ptl_session_store_find().  Returns: (transfer none) (nullable) */
PtlSessionInfo *
ptl_session_store_find_info (GPtrArray *sessions, const char *text, GError **error);

/**
 * ptl_session_store_find:
 * @sessions: (element-type PtlSessionInfo)
 * @text: an id, or a name that one session alone has
 *
 * Returns: the id, or 0 with a %PTL_SESSION_STORE_ERROR
 */
gint64 ptl_session_store_find (GPtrArray *sessions, const char *text, GError **error);

G_END_DECLS
