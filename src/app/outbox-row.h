/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/outbox-row.h: one submission in the list of those on their way or gone. */
#pragma once

#include <gtk/gtk.h>

#include "submit/outbox.h"

G_BEGIN_DECLS

#define PTL_TYPE_OUTBOX_ROW (ptl_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (PtlOutboxRow, ptl_outbox_row, PTL, OUTBOX_ROW, GtkListBoxRow)

/* Shows @item as it is now. */
GtkWidget *ptl_outbox_row_new (PtlOutbox *outbox, const PtlOutboxItem *item);

G_END_DECLS
