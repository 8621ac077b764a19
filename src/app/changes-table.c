/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/changes-table.c: what changed from one session to another, row by row.
 *
 * Template: ui/changes-table.ui. */
#include "app/changes-table.h"

#include "app/cell-tooltip.h"
#include "app/changes-model.h"
#include "app/column-widths.h"
#include "app/scroll-anchor.h"
#include "formats/csv-text.h"
#include "formats/markdown.h"

struct _PtlChangesTable
{
  GtkScrolledWindow parent_instance;

  GtkTreeView *tree;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *kind_column;
  GtkCellRenderer *kind_cell;
};

enum
{
  ROW_CHOSEN,
  ROW_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlChangesTable, ptl_changes_table, GTK_TYPE_SCROLLED_WINDOW)

/* Of several selected rows, the one the keyboard is on counts. */
static const PtlChangeRow *
get_chosen_row (PtlChangesTable *self)
{
  GtkTreeModel *model = gtk_tree_view_get_model (self->tree);
  g_autoptr (GtkTreePath) cursor = NULL;
  GtkTreeIter iter;
  GList *paths;
  gboolean found = FALSE;

  if (model == NULL)
    return NULL;

  gtk_tree_view_get_cursor (self->tree, &cursor, NULL);
  paths = gtk_tree_selection_get_selected_rows (self->selection, NULL);
  if (cursor != NULL && gtk_tree_selection_path_is_selected (self->selection, cursor))
    found = gtk_tree_model_get_iter (model, &iter, cursor);
  else if (paths != NULL)
    found = gtk_tree_model_get_iter (model, &iter, paths->data);
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);

  return found ? ptl_changes_model_get_row (PTL_ROW_MODEL (model), &iter) : NULL;
}

static void
selection_changed_cb (PtlChangesTable *self)
{
  g_signal_emit (self, signals[ROW_CHOSEN], 0, get_chosen_row (self));
}

static void
row_activated_cb (PtlChangesTable *self)
{
  g_signal_emit (self, signals[ROW_ACTIVATED], 0);
}

static gboolean
query_tooltip_cb (PtlChangesTable *self,
                  int x,
                  int y,
                  gboolean keyboard_mode,
                  GtkTooltip *tooltip)
{
  return ptl_cell_tooltip_set (self->tree, x, y, keyboard_mode, tooltip);
}

/* The word in the colour of its kind, but where the row is selected: there the theme
 * knows what can be read. */
static void
color_kind (GtkTreeViewColumn *column,
            GtkCellRenderer *cell,
            GtkTreeModel *model,
            GtkTreeIter *iter,
            gpointer user_data)
{
  PtlChangesTable *self = user_data;
  const PtlChangeRow *row = ptl_changes_model_get_row (PTL_ROW_MODEL (model), iter);
  GdkRGBA color;

  if (gtk_tree_selection_iter_is_selected (self->selection, iter) ||
      !ptl_change_group_get_color (row->group, GTK_WIDGET (self->tree), &color))
    g_object_set (cell, "foreground-set", FALSE, NULL);
  else
    g_object_set (cell, "foreground-rgba", &color, NULL);
}

void
ptl_changes_table_show (PtlChangesTable *self, PtlChangeSet *set, GArray *indexes)
{
  g_autoptr (PtlRowModel) model = NULL;
  GtkTreeModel *before;
  GtkSortType order;
  int column;

  g_return_if_fail (PTL_IS_CHANGES_TABLE (self));

  before = gtk_tree_view_get_model (self->tree);
  if (set == NULL)
    {
      gtk_tree_view_set_model (self->tree, NULL);
      return;
    }

  model = ptl_changes_model_new (set, indexes);
  if (before != NULL &&
      gtk_tree_sortable_get_sort_column_id (GTK_TREE_SORTABLE (before), &column, &order))
    gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), column, order);
  ptl_scroll_anchor_set_model (self->tree, model);
}

void
ptl_changes_table_focus (PtlChangesTable *self)
{
  g_return_if_fail (PTL_IS_CHANGES_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->tree));
}

/* Copying ------------------------------------------------------------------------- */

static void
append_cells (GString *out, const char *const *cells, const char *format)
{
  if (g_str_equal (format, "md"))
    {
      ptl_markdown_append_row (out, cells, PTL_CHANGE_N_COLUMNS);
      return;
    }

  for (guint i = 0; i < PTL_CHANGE_N_COLUMNS; i++)
    if (g_str_equal (format, "csv"))
      ptl_csv_append_cell (out, cells[i]);
    else
      g_string_append_printf (out, "%s%s", i > 0 ? "\t" : "", cells[i]);
  if (g_str_equal (format, "csv"))
    ptl_csv_end_record (out);
  else
    g_string_append_c (out, '\n');
}

static void
append_headings (PtlChangesTable *self, GString *out, const char *format)
{
  const char *cells[PTL_CHANGE_N_COLUMNS];

  for (int i = 0; i < PTL_CHANGE_N_COLUMNS; i++)
    cells[i] = gtk_tree_view_column_get_title (gtk_tree_view_get_column (self->tree, i));
  append_cells (out, cells, format);
  if (g_str_equal (format, "md"))
    ptl_markdown_append_rule (out, PTL_CHANGE_N_COLUMNS);
}

void
ptl_changes_table_copy_as (PtlChangesTable *self, const char *format)
{
  g_autoptr (GString) out = NULL;
  GtkTreeModel *model;
  GList *paths;

  g_return_if_fail (PTL_IS_CHANGES_TABLE (self));

  out = g_string_new (NULL);
  paths = gtk_tree_selection_get_selected_rows (self->selection, &model);
  if (paths != NULL)
    append_headings (self, out, format);
  for (GList *l = paths; l != NULL; l = l->next)
    {
      const char *cells[PTL_CHANGE_N_COLUMNS];
      const PtlChangeRow *row;
      GtkTreeIter iter;

      gtk_tree_model_get_iter (model, &iter, l->data);
      row = ptl_changes_model_get_row (PTL_ROW_MODEL (model), &iter);
      for (guint i = 0; i < PTL_CHANGE_N_COLUMNS; i++)
        cells[i] = row->cells[i]->text;
      append_cells (out, cells, format);
    }

  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);
  if (out->len > 0)
    gtk_clipboard_set_text (
        gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), out->str,
        (int) out->len);
}

/* The menu of a row --------------------------------------------------------------- */

static void
pop_up (PtlChangesTable *self, const GdkEvent *event)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GMenu *model = gtk_application_get_menu_by_id (application, "change-menu");
  GtkWidget *menu = gtk_menu_new_from_model (G_MENU_MODEL (model));

  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self->tree), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu), GTK_WIDGET (self), GDK_GRAVITY_CENTER,
                              GDK_GRAVITY_CENTER, NULL);
}

static gboolean
popup_menu_cb (PtlChangesTable *self)
{
  if (get_chosen_row (self) == NULL)
    return GDK_EVENT_PROPAGATE;

  pop_up (self, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
button_press_cb (PtlChangesTable *self, GdkEventButton *event)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event) ||
      event->window != gtk_tree_view_get_bin_window (self->tree) ||
      !gtk_tree_view_get_path_at_pos (self->tree, (int) event->x, (int) event->y, &path,
                                      NULL, NULL, NULL))
    return GDK_EVENT_PROPAGATE;

  if (!gtk_tree_selection_path_is_selected (self->selection, path))
    gtk_tree_view_set_cursor (self->tree, path, NULL, FALSE);
  pop_up (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static gboolean
key_press_cb (PtlChangesTable *self, GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (event->keyval != GDK_KEY_c || modifiers != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  ptl_changes_table_copy_as (self, "txt");
  return GDK_EVENT_STOP;
}

static void
ptl_changes_table_class_init (PtlChangesTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ROW_CHOSEN] =
      g_signal_new ("row-chosen", PTL_TYPE_CHANGES_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ROW_ACTIVATED] =
      g_signal_new ("row-activated", PTL_TYPE_CHANGES_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/changes-table.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlChangesTable, tree);
  gtk_widget_class_bind_template_child (widget_class, PtlChangesTable, selection);
  gtk_widget_class_bind_template_child (widget_class, PtlChangesTable, kind_column);
  gtk_widget_class_bind_template_child (widget_class, PtlChangesTable, kind_cell);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
}

static void
ptl_changes_table_init (PtlChangesTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_column_widths_scale (self->tree);
  gtk_tree_view_column_set_cell_data_func (self->kind_column, self->kind_cell, color_kind,
                                           self, NULL);
}
