/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/scroll-anchor.c: what one reads in a table stays where it is while rows come in.
 *
 * GTK itself keeps the topmost row in its place; this sees to the other two cases. */
#include "app/scroll-anchor.h"

typedef struct
{
  GtkTreeView *tree;
  GtkTreeRowReference *row; /* (nullable): the selected row in sight */
  double align;             /* its place: 0 at the top, 1 at the bottom */
  gboolean at_top;
} Anchor;

static void
clear (Anchor *self)
{
  g_clear_pointer (&self->row, gtk_tree_row_reference_free);
}

static void
free_anchor (gpointer data, GClosure *closure)
{
  clear (data);
  g_free (data);
}

/* Returns: (transfer full) (nullable): the first selected row in sight */
static GtkTreePath *
find_selected_in_sight (GtkTreeView *tree)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (tree);
  g_autoptr (GtkTreePath) path = NULL;
  g_autoptr (GtkTreePath) last = NULL;

  if (!gtk_tree_view_get_visible_range (tree, &path, &last))
    return NULL;

  while (gtk_tree_path_compare (path, last) <= 0)
    {
      if (gtk_tree_selection_path_is_selected (selection, path))
        return g_steal_pointer (&path);
      gtk_tree_path_next (path);
    }

  return NULL;
}

static void
rows_entering_cb (PtlRowModel *model, Anchor *self)
{
  g_autoptr (GtkTreePath) path = find_selected_in_sight (self->tree);
  GtkAdjustment *adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->tree));
  GdkRectangle cell;
  GdkRectangle sight;

  clear (self);
  self->at_top = gtk_adjustment_get_value (adjustment) <= 0;
  if (path == NULL)
    return;

  gtk_tree_view_get_background_area (self->tree, path, NULL, &cell);
  gtk_tree_view_get_visible_rect (self->tree, &sight);
  if (sight.height <= cell.height)
    return;

  self->row = gtk_tree_row_reference_new (GTK_TREE_MODEL (model), path);
  /* GTK rounds down to whole pixels. */
  self->align = CLAMP ((cell.y + 0.5) / (sight.height - cell.height), 0.0, 1.0);
}

static void
rows_entered_cb (PtlRowModel *model, Anchor *self)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (self->row != NULL)
    path = gtk_tree_row_reference_get_path (self->row);
  else if (self->at_top)
    path = gtk_tree_path_new_first ();
  if (path != NULL)
    gtk_tree_view_scroll_to_cell (self->tree, path, NULL, TRUE,
                                  self->row != NULL ? (float) self->align : 0.0f, 0.0f);
  clear (self);
}

void
ptl_scroll_anchor_set_model (GtkTreeView *tree, PtlRowModel *model)
{
  Anchor *self = g_new0 (Anchor, 1);

  self->tree = tree;
  g_signal_connect (model, "rows-entering", G_CALLBACK (rows_entering_cb), self);
  g_signal_connect_data (model, "rows-entered", G_CALLBACK (rows_entered_cb), self,
                         free_anchor, 0);
  gtk_tree_view_set_model (tree, GTK_TREE_MODEL (model));
}
