/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/unfinished-rows.h: what a scan needs to go on with a session. */
#pragma once

#include "model/unfinished.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Within a transaction.  Returns: (transfer full) (nullable): NULL with %PTL_STORE_ERROR
 */
PtlUnfinished *ptl_unfinished_rows_load (PtlDatabase *db, gint64 id, GError **error);

G_END_DECLS
