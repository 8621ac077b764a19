/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/response-row.h: one answer in the list of answers of a port. */
#pragma once

#include <gtk/gtk.h>

#include "model/response.h"

G_BEGIN_DECLS

#define PTL_TYPE_RESPONSE_ROW (ptl_response_row_get_type ())
G_DECLARE_FINAL_TYPE (PtlResponseRow, ptl_response_row, PTL, RESPONSE_ROW, GtkListBoxRow)

GtkWidget *ptl_response_row_new (PtlResponse *response);

/* Returns: (transfer none) */
PtlResponse *ptl_response_row_get_response (PtlResponseRow *self);

void ptl_response_row_set_decisive (PtlResponseRow *self, gboolean is_decisive);

/* Returns: (transfer full): "48 bytes in 3 ms · closed by the peer" */
char *ptl_response_row_describe (const PtlResponse *response);

G_END_DECLS
