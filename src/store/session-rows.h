/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/session-rows.h: the table of sessions. */
#pragma once

#include "model/address.h"
#include "model/session-info.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Returns: the new session's id, 0 on failure */
gint64
ptl_session_rows_insert (PtlDatabase *db, const PtlSessionInfo *info, GError **error);

/* Counts hosts and ports for good.  A session that is not there is not an error. */
gboolean ptl_session_rows_end (PtlDatabase *db,
                               gint64 id,
                               PtlSessionState state,
                               gint64 finished_us,
                               GError **error);

/* A session is said to run, and has no owner: its program died.  It is ended as
 * interrupted, at the time of the last that is known of it. */
gboolean ptl_session_rows_end_orphans (PtlDatabase *db, GError **error);

/* Makes a session that is not running, nor complete, running and ours. */
gboolean ptl_session_rows_take_up (PtlDatabase *db, gint64 id, GError **error);

/* All: FALSE with %PTL_STORE_ERROR_NOT_FOUND if there is no such session or host. */
gboolean
ptl_session_rows_rename (PtlDatabase *db, gint64 id, const char *name, GError **error);
gboolean ptl_session_rows_set_state (PtlDatabase *db,
                                     gint64 id,
                                     PtlSessionState state,
                                     GError **error);
/* @notes: "" takes them away */
gboolean ptl_session_rows_set_notes (PtlDatabase *db,
                                     gint64 id,
                                     const char *notes,
                                     GError **error);
/* @tags: (nullable): in place of those there are */
gboolean
ptl_session_rows_set_tags (PtlDatabase *db, gint64 id, GStrv tags, GError **error);
gboolean ptl_session_rows_set_host_notes (PtlDatabase *db,
                                          gint64 id,
                                          const PtlAddress *address,
                                          const char *notes,
                                          GError **error);
gboolean ptl_session_rows_delete (PtlDatabase *db, gint64 id, GError **error);

/* Returns: (transfer full) (nullable): NULL with %PTL_STORE_ERROR_NOT_FOUND */
PtlSessionInfo *ptl_session_rows_get (PtlDatabase *db, gint64 id, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlSessionInfo): newest first */
GPtrArray *ptl_session_rows_list (PtlDatabase *db, GError **error);

G_END_DECLS
