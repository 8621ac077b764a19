/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-painter.h: draws a chart, on the screen or into a file.
 *
 * Needs no widget.  Colours say the family of a service, and so do shapes: a chart can be
 * read without seeing colours. */
#pragma once

#include <gtk/gtk.h>

#include "app/chart.h"

G_BEGIN_DECLS

#define PTL_CHART_MIN_CELL     3.0 /* pixels a side */
#define PTL_CHART_DEFAULT_CELL 22.0
#define PTL_CHART_MAX_CELL     48.0

/* All of it may be set at will; pixels. */
typedef struct
{
  const PtlChart *chart;
  PangoContext *pango;
  GdkRGBA ink;
  GdkRGBA paper;
  gboolean is_mirrored; /* for scripts that run from right to left */
  double cell_width;
  double cell_height;
  double x; /* what is scrolled out of sight */
  double y;
  double width; /* of the picture */
  double height;
  PtlChartPlace cursor;
  PtlChartPlace hover;
} PtlChartPainter;

/* Pixels, of the whole chart. */
typedef struct
{
  double header_width;
  double header_height;
  double width; /* headers included */
  double height;
} PtlChartSize;

PtlChartSize ptl_chart_painter_get_size (const PtlChartPainter *self);

void ptl_chart_painter_paint (const PtlChartPainter *self, cairo_t *cr);

/* Returns: the cell at a point of the picture; a header is row or column -1 */
PtlChartPlace ptl_chart_painter_find (const PtlChartPainter *self, double x, double y);

/* Draws what stands for a family, as in a cell of that size at the origin; also for the
 * legend. */
void ptl_chart_painter_paint_mark (cairo_t *cr,
                                   PtlServiceFamily family,
                                   gboolean is_encrypted,
                                   double width,
                                   double height,
                                   const GdkRGBA *ink);

G_END_DECLS
