/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/session-reader.h: a session out of the tables again, as the facts that made it.
 */
#pragma once

#include "model/session.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Both see one state of the file, whatever is written meanwhile.  A row that cannot be
 * understood is left out. */

/* @revision: its number, or %PTL_REVISION_CHOSEN.
 * Returns: (transfer full) (nullable): NULL with %PTL_STORE_ERROR */
PtlSession *ptl_session_reader_load (PtlDatabase *db,
                                     gint64 id,
                                     gint64 revision,
                                     gboolean with_responses,
                                     GError **error);

/* The same, without responses, within a transaction of the caller's. */
PtlSession *ptl_session_reader_load_here (PtlDatabase *db, gint64 id, GError **error);

/* Likewise, of hosts and ports only what state they are in, and what was looked at. */
PtlSession *ptl_session_reader_load_states (PtlDatabase *db, gint64 id, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlResponse): by sequence */
GPtrArray *ptl_session_reader_load_responses (PtlDatabase *db,
                                              gint64 id,
                                              const PtlAddress *address,
                                              PtlProtocol protocol,
                                              guint16 port,
                                              GError **error);

G_END_DECLS
