/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/silent-rows.h: the addresses of a session that did not answer, as ranges. */
#pragma once

#include "model/address-set.h"
#include "store/query.h"

G_BEGIN_DECLS

/* Saving again changes nothing. */
gboolean ptl_silent_rows_save (PtlDatabase *db,
                               gint64 session_id,
                               const PtlAddressSet *silent,
                               GError **error);

/* Returns: (transfer full) (nullable) */
PtlAddressSet *ptl_silent_rows_load (PtlDatabase *db, gint64 session_id, GError **error);

/* Makes one row of ranges that touch: they come in as the scan finds them. */
gboolean ptl_silent_rows_compact (PtlDatabase *db, gint64 session_id, GError **error);

G_END_DECLS
