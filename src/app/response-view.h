/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/response-view.h: one probe and its answer, byte by byte. */
#pragma once

#include <gtk/gtk.h>

#include "model/response.h"

G_BEGIN_DECLS

#define PTL_TYPE_RESPONSE_VIEW (ptl_response_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlResponseView, ptl_response_view, PTL, RESPONSE_VIEW, GtkBox)

void ptl_response_view_show (PtlResponseView *self, PtlResponse *response);

G_END_DECLS
