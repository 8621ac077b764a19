/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-row.h: one session in the list of past scans. */
#pragma once

#include <gtk/gtk.h>

#include "app/session-item.h"

G_BEGIN_DECLS

#define PTL_TYPE_SESSION_ROW (ptl_session_row_get_type ())
G_DECLARE_FINAL_TYPE (PtlSessionRow, ptl_session_row, PTL, SESSION_ROW, GtkListBoxRow)

GtkWidget *ptl_session_row_new (PtlSessionItem *item);

/* Returns: (transfer none) */
PtlSessionItem *ptl_session_row_get_item (PtlSessionRow *self);

/* Says again how long ago it was. */
void ptl_session_row_refresh (PtlSessionRow *self);

G_END_DECLS
