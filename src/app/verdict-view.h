/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/verdict-view.h: what a port is held to be, and by which rule. */
#pragma once

#include <gtk/gtk.h>

#include "model/host.h"

G_BEGIN_DECLS

#define PTL_TYPE_VERDICT_VIEW (ptl_verdict_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlVerdictView,
                      ptl_verdict_view,
                      PTL,
                      VERDICT_VIEW,
                      GtkScrolledWindow)

void ptl_verdict_view_show (PtlVerdictView *self, PtlHost *host, PtlPort *port);

/* @service: (nullable); @responses: (nullable): shows what the rule's groups have
 * captured of them */
void ptl_verdict_view_show_captures (PtlVerdictView *self,
                                     const PtlService *service,
                                     GPtrArray *responses);

G_END_DECLS
