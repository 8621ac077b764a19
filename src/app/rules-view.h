/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rules-view.h: every rule that matches what a port answered, in the order of trying.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/port.h"
#include "model/scan-options.h"

G_BEGIN_DECLS

#define PTL_TYPE_RULES_VIEW (ptl_rules_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlRulesView, ptl_rules_view, PTL, RULES_VIEW, GtkStack)

/**
 * ptl_rules_view_show:
 * @options: of the scan: its rules, as their files are now
 * @responses: (element-type PtlResponse): of one port, all so far
 *
 * Asks the rules, in a thread, unless they have been asked about as many answers since
 * ptl_rules_view_clear().
 */
void ptl_rules_view_show (PtlRulesView *self,
                          const PtlScanOptions *options,
                          PtlProtocol protocol,
                          GPtrArray *responses);
void ptl_rules_view_clear (PtlRulesView *self);

G_END_DECLS
