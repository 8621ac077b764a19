/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-move.h: where a key takes the cursor in a chart. */
#pragma once

#include "app/chart.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_far;      /* with Control: to the next port there is, or the corner */
  gboolean is_mirrored; /* the first column stands at the right */
  int page;             /* rows in sight */
  int right;            /* the rest is set by ptl_chart_move_from_key () */
  int down;
  gboolean is_jump; /* to the edge */
} PtlChartMove;

/* Returns: whether @key (GDK_KEY_...) moves the cursor */
gboolean ptl_chart_move_from_key (PtlChartMove *self, guint key);

/* @from: may be nowhere: then any move enters at the first cell.
 *
 * Returns: a place in @chart, which must not be empty */
PtlChartPlace
ptl_chart_move (const PtlChart *chart, PtlChartPlace from, const PtlChartMove *move);

G_END_DECLS
