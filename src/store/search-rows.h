/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-rows.h: full-text search over banners, products, names and notes.
 *
 * Ended sessions are made searchable some hosts at a time, so that nothing else waits
 * long for the file. */
#pragma once

#include "store/query.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * ptl_search_rows_index:
 * @more: (out): whether there is more to do
 *
 * Within a transaction: makes the next part of an ended session searchable.
 */
gboolean ptl_search_rows_index (PtlDatabase *db, gboolean *more, GError **error);

/* Forgets a session; it is made searchable anew if it is still there. */
gboolean ptl_search_rows_forget (PtlDatabase *db, gint64 session_id, GError **error);

G_END_DECLS
