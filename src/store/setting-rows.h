/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/setting-rows.h: what the person has set about the store. */
#pragma once

#include "model/retention.h"
#include "store/database.h"

G_BEGIN_DECLS

/* @retention: (out): no limits if none were set */
gboolean
ptl_setting_rows_get_retention (PtlDatabase *db, PtlRetention *retention, GError **error);
gboolean ptl_setting_rows_set_retention (PtlDatabase *db,
                                         const PtlRetention *retention,
                                         GError **error);

G_END_DECLS
