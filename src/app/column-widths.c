/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/column-widths.c: fixed columns as wide as the person's letters want them. */
#include "app/column-widths.h"

#define ORDINARY_WIDTH 8.0 /* pixels a letter takes with the desktop's usual font */

void
ptl_column_widths_scale (GtkTreeView *tree)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (tree));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double letter =
      pango_font_metrics_get_approximate_char_width (metrics) / (double) PANGO_SCALE;
  g_autoptr (GList) columns = gtk_tree_view_get_columns (tree);

  for (GList *l = columns; l != NULL; l = l->next)
    {
      int width = gtk_tree_view_column_get_fixed_width (l->data);

      gtk_tree_view_column_set_fixed_width (
          l->data, (int) (width * MAX (letter / ORDINARY_WIDTH, 1.0)));
    }

  pango_font_metrics_unref (metrics);
}
