/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-view.h: the chart of a session with its legend. */
#pragma once

#include <gtk/gtk.h>

#include "app/chart.h"

G_BEGIN_DECLS

/* Signals: "place-chosen", "place-activated" (PtlHost *, PtlPort *), as of PtlChartArea
 */
#define PTL_TYPE_CHART_VIEW (ptl_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlChartView, ptl_chart_view, PTL, CHART_VIEW, GtkBox)

/* Follows @session while it lives, once a second, and only where the chart is seen. */
void ptl_chart_view_show (PtlChartView *self, PtlSession *session);

/* Shows nothing any more. */
void ptl_chart_view_clear (PtlChartView *self);

/* @host, @port: (nullable): where the cursor goes; tells nobody */
void ptl_chart_view_show_place (PtlChartView *self, PtlHost *host, PtlPort *port);

/* Returns: (transfer none) (nullable): what is shown */
PtlChart *ptl_chart_view_get_chart (PtlChartView *self);

void ptl_chart_view_focus (PtlChartView *self);

G_END_DECLS
