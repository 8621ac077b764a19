/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/cell-tooltip.c: the whole text of a table cell, as a tooltip. */
#include "app/cell-tooltip.h"

#define CELL_MARGIN 12 /* pixels of a column that are not text */

static GtkTreeViewColumn *
find_column (GtkTreeView *tree, int x, int y, gboolean keyboard_mode)
{
  GtkTreeViewColumn *column = NULL;

  if (keyboard_mode)
    gtk_tree_view_get_cursor (tree, NULL, &column);
  else
    gtk_tree_view_get_path_at_pos (tree, x, y, NULL, &column, NULL, NULL);

  return column;
}

/* Returns: the column of the model whose text stands in @column */
static int
get_text_column (GtkTreeViewColumn *column)
{
  GtkCellLayout *layout = GTK_CELL_LAYOUT (column);
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (layout);

  return gtk_cell_area_attribute_get_column (gtk_cell_layout_get_area (layout),
                                             cells->data, "text");
}

static gboolean
is_cut (GtkTreeView *tree, GtkTreeViewColumn *column, const char *text)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (tree), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > gtk_tree_view_column_get_width (column) - CELL_MARGIN;
}

gboolean
ptl_cell_tooltip_set (GtkTreeView *tree,
                      int x,
                      int y,
                      gboolean keyboard_mode,
                      GtkTooltip *tooltip)
{
  g_autoptr (GtkTreePath) path = NULL;
  g_autofree char *text = NULL;
  GtkTreeViewColumn *column;
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (!gtk_tree_view_get_tooltip_context (tree, &x, &y, keyboard_mode, &model, &path,
                                          &iter))
    return FALSE;

  column = find_column (tree, x, y, keyboard_mode);
  if (column == NULL)
    return FALSE;

  gtk_tree_model_get (model, &iter, get_text_column (column), &text, -1);
  if (text == NULL || !is_cut (tree, column, text))
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  gtk_tree_view_set_tooltip_cell (tree, tooltip, path, column, NULL);
  return TRUE;
}
