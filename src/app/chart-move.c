/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-move.c: where a key takes the cursor in a chart. */
#include "app/chart-move.h"

#include <gdk/gdkkeysyms.h>

gboolean
ptl_chart_move_from_key (PtlChartMove *self, guint key)
{
  int forth = self->is_mirrored ? -1 : 1;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      self->right = -forth;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      self->right = forth;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      self->down = -1;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      self->down = 1;
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      self->down = (key == GDK_KEY_Page_Down ? 1 : -1) * MAX (1, self->page);
      self->is_far = FALSE;
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      self->is_jump = TRUE;
      self->right = key == GDK_KEY_End ? 1 : -1;
      self->down = self->is_far ? self->right : 0;
      return TRUE;
    default:
      return FALSE;
    }
}

static PtlChartPlace
step (const PtlChart *chart, PtlChartPlace place, int right, int down)
{
  place.column = CLAMP (place.column + right, 0, (int) chart->columns->len - 1);
  place.row = CLAMP (place.row + down, 0, (int) chart->rows->len - 1);
  return place;
}

/* Returns: the next place with a port on the way, or @from if there is none */
static PtlChartPlace
find_next (const PtlChart *chart, PtlChartPlace from, int right, int down)
{
  PtlChartPlace place = from;

  while (TRUE)
    {
      PtlChartPlace next = step (chart, place, right, down);

      if (ptl_chart_place_equal (next, place))
        return from;
      if (ptl_chart_get_cell (chart, (guint) next.row, (guint) next.column) != NULL)
        return next;
      place = next;
    }
}

PtlChartPlace
ptl_chart_move (const PtlChart *chart, PtlChartPlace from, const PtlChartMove *move)
{
  PtlChartPlace start = { MAX (from.row, 0), MAX (from.column, 0) };

  g_return_val_if_fail (chart->rows->len > 0, from);

  if (move->is_jump)
    return step (chart, start, move->right * (int) chart->columns->len,
                 move->down * (int) chart->rows->len);
  if (!ptl_chart_place_equal (start, from))
    return start;
  if (move->is_far)
    return find_next (chart, start, move->right, move->down);
  return step (chart, start, move->right, move->down);
}
