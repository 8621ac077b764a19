/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-area.h: a chart that is scrolled, zoomed and walked through.
 *
 * Headers stay in sight.  Arrow keys move from cell to cell, with Control to the next
 * cell that is not empty; + and - zoom, as does the wheel with Control. */
#pragma once

#include <gtk/gtk.h>

#include "app/chart.h"

G_BEGIN_DECLS

/* Signals:
 *   place-chosen (PtlHost *, PtlPort *): the cursor moved; the port is NULL on an empty
 *                                        cell
 *   place-activated (PtlHost *, PtlPort *): by Enter or a double click on a port */
#define PTL_TYPE_CHART_AREA (ptl_chart_area_get_type ())
G_DECLARE_FINAL_TYPE (PtlChartArea, ptl_chart_area, PTL, CHART_AREA, GtkDrawingArea)

/* The cursor stays on the port it is on, where @chart has it. */
void ptl_chart_area_set_chart (PtlChartArea *self, PtlChart *chart);

/* Moves the cursor to @port, or to the row of @host if @port is NULL; tells nobody. */
void ptl_chart_area_show_place (PtlChartArea *self, PtlHost *host, PtlPort *port);

/* @steps: so many steps larger, or smaller if negative; 0: as at first, so that all of it
 * is in sight unless that makes it too small to read */
void ptl_chart_area_zoom (PtlChartArea *self, int steps);

G_END_DECLS
