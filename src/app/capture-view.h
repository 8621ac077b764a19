/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/capture-view.h: a response with what a rule captures of it, coloured and numbered.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/service.h"

G_BEGIN_DECLS

#define PTL_TYPE_CAPTURE_VIEW (ptl_capture_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlCaptureView, ptl_capture_view, PTL, CAPTURE_VIEW, GtkBox)

/**
 * ptl_capture_view_show:
 * @response: (nullable)
 * @rule: (nullable): the rule that matched, with its captures
 */
void
ptl_capture_view_show (PtlCaptureView *self, GBytes *response, const PtlRuleRef *rule);

G_END_DECLS
