/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/ports-table.c: the ports of a session or of one of its hosts.
 *
 * Template: ui/ports-table.ui. */
#include "app/ports-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/cell-tooltip.h"
#include "app/column-widths.h"
#include "app/ports-model.h"
#include "app/scroll-anchor.h"

struct _PtlPortsTable
{
  GtkScrolledWindow parent_instance;

  GtkTreeView *tree;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *host_column;
  char *term; /* (nullable): of the cell whose menu is open */
};

enum
{
  PORT_CHOSEN,
  TERM_ASKED,
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlPortsTable, ptl_ports_table, GTK_TYPE_SCROLLED_WINDOW)

/* Of several selected rows, the one the keyboard is on is shown. */
static gboolean
get_chosen_row (PtlPortsTable *self, GtkTreeModel **model, GtkTreeIter *iter)
{
  g_autoptr (GtkTreePath) cursor = NULL;
  GList *paths;
  gboolean found = FALSE;

  *model = gtk_tree_view_get_model (self->tree);
  gtk_tree_view_get_cursor (self->tree, &cursor, NULL);
  if (cursor != NULL && gtk_tree_selection_path_is_selected (self->selection, cursor))
    return gtk_tree_model_get_iter (*model, iter, cursor);

  paths = gtk_tree_selection_get_selected_rows (self->selection, NULL);
  if (paths != NULL)
    found = gtk_tree_model_get_iter (*model, iter, paths->data);
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);
  return found;
}

static void
selection_changed_cb (PtlPortsTable *self)
{
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (gtk_tree_view_get_model (self->tree) != NULL &&
      get_chosen_row (self, &model, &iter))
    g_signal_emit (self, signals[PORT_CHOSEN], 0,
                   ptl_ports_model_get_host (PTL_ROW_MODEL (model), &iter),
                   ptl_ports_model_get_port (PTL_ROW_MODEL (model), &iter));
  else
    g_signal_emit (self, signals[PORT_CHOSEN], 0, NULL, NULL);
}

static gboolean
query_tooltip_cb (PtlPortsTable *self,
                  int x,
                  int y,
                  gboolean keyboard_mode,
                  GtkTooltip *tooltip)
{
  return ptl_cell_tooltip_set (self->tree, x, y, keyboard_mode, tooltip);
}

static void
append_row (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer user_data)
{
  GString *text = user_data;

  for (int column = 0; column < PTL_PORTS_N_COLUMNS; column++)
    {
      g_autofree char *cell = NULL;

      gtk_tree_model_get (model, iter, column, &cell, -1);
      g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", cell);
    }

  g_string_append_c (text, '\n');
}

static void
set_clipboard (PtlPortsTable *self, const char *text)
{
  if (text[0] != '\0')
    gtk_clipboard_set_text (
        gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), text, -1);
}

void
ptl_ports_table_copy (PtlPortsTable *self)
{
  g_autoptr (GString) text = NULL;

  g_return_if_fail (PTL_IS_PORTS_TABLE (self));

  text = g_string_new (NULL);
  gtk_tree_selection_selected_foreach (self->selection, append_row, text);
  set_clipboard (self, text->str);
}

static void
append_port (GtkTreeModel *model,
             GtkTreePath *path,
             GtkTreeIter *iter,
             gpointer user_data)
{
  GArray *ports = user_data;
  PtlSelectedPort selected = { ptl_ports_model_get_host (PTL_ROW_MODEL (model), iter),
                               ptl_ports_model_get_port (PTL_ROW_MODEL (model), iter) };

  g_array_append_val (ports, selected);
}

void
ptl_ports_table_copy_as (PtlPortsTable *self, PtlFormat format)
{
  g_autoptr (GArray) ports = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (PTL_IS_PORTS_TABLE (self));

  ports = g_array_new (FALSE, FALSE, sizeof (PtlSelectedPort));
  gtk_tree_selection_selected_foreach (self->selection, append_port, ports);
  text = ptl_selection_to_string (ports, format);
  set_clipboard (self, text);
}

void
ptl_ports_table_focus (PtlPortsTable *self)
{
  g_return_if_fail (PTL_IS_PORTS_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->tree));
}

static gboolean
key_press_cb (PtlPortsTable *self, GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (event->keyval != GDK_KEY_c || modifiers != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  ptl_ports_table_copy (self);
  return GDK_EVENT_STOP;
}

static GMenu *
make_formats_menu (void)
{
  GMenu *formats = g_menu_new ();

  g_menu_append (formats, _ ("_Text"), "win.copy-as::txt");
  g_menu_append (formats, _ ("_Markdown"), "win.copy-as::md");
  g_menu_append (formats, _ ("_CSV"), "win.copy-as::csv");
  g_menu_append (formats, _ ("_JSON"), "win.copy-as::json");
  return formats;
}

static void
filter_by_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlPortsTable *self = user_data;
  gboolean is_wanted = g_variant_get_boolean (parameter);
  g_autofree char *term = g_strconcat (is_wanted ? "" : "-", self->term, NULL);

  g_signal_emit (self, signals[TERM_ASKED], 0, term);
}

static const GActionEntry action_entries[] = {
  { .name = "filter-by", .activate = filter_by_cb, .parameter_type = "b" },
};

/* The menu of the cell in @column (nullable) of the row at @path. */
static void
take_term (PtlPortsTable *self, GtkTreePath *path, GtkTreeViewColumn *column)
{
  GtkTreeModel *model = gtk_tree_view_get_model (self->tree);
  int id = column != NULL ? gtk_tree_view_column_get_sort_column_id (column) : -1;
  GtkTreeIter iter;

  g_clear_pointer (&self->term, g_free);
  if (id >= 0 && path != NULL && gtk_tree_model_get_iter (model, &iter, path))
    self->term = ptl_ports_model_get_term (
        ptl_ports_model_get_host (PTL_ROW_MODEL (model), &iter),
        ptl_ports_model_get_port (PTL_ROW_MODEL (model), &iter), (PtlPortsColumn) id);
}

static GMenu *
make_menu (PtlPortsTable *self)
{
  GMenu *items = g_menu_new ();
  g_autoptr (GMenu) formats = make_formats_menu ();
  g_autoptr (GMenu) filters = g_menu_new ();

  g_menu_append (items, _ ("_Copy"), "win.copy");
  g_menu_append_submenu (items, _ ("Copy _As"), G_MENU_MODEL (formats));
  g_menu_append (items, _ ("_Fingerprint…"), "win.fingerprint");
  g_menu_append (items, _ ("Make a _Rule…"), "win.make-rule");
  if (self->term != NULL)
    {
      g_menu_append (filters, _ ("F_ilter by This Value"), "ports.filter-by(true)");
      g_menu_append (filters, _ ("_Hide This Value"), "ports.filter-by(false)");
      g_menu_append_section (items, NULL, G_MENU_MODEL (filters));
    }
  return items;
}

static void
pop_up (PtlPortsTable *self, const GdkEvent *event)
{
  g_autoptr (GMenu) items = make_menu (self);
  GtkWidget *menu = gtk_menu_new_from_model (G_MENU_MODEL (items));

  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self->tree), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu), GTK_WIDGET (self), GDK_GRAVITY_CENTER,
                              GDK_GRAVITY_CENTER, NULL);
}

static gboolean
popup_menu_cb (PtlPortsTable *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeViewColumn *column;

  gtk_tree_view_get_cursor (self->tree, &path, &column);
  take_term (self, path, column);
  pop_up (self, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
button_press_cb (PtlPortsTable *self, GdkEventButton *event)
{
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeViewColumn *column;

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event) ||
      event->window != gtk_tree_view_get_bin_window (self->tree))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_tree_view_get_path_at_pos (self->tree, (int) event->x, (int) event->y, &path,
                                      &column, NULL, NULL))
    return GDK_EVENT_PROPAGATE;

  if (!gtk_tree_selection_path_is_selected (self->selection, path))
    gtk_tree_view_set_cursor (self->tree, path, NULL, FALSE);
  take_term (self, path, column);
  pop_up (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

/* Finds in every column.  Returns FALSE for a row that has the text, as GTK wants it. */
static gboolean
search_cb (GtkTreeModel *model,
           int search_column,
           const char *key,
           GtkTreeIter *iter,
           gpointer user_data)
{
  for (int column = 0; column < PTL_PORTS_N_COLUMNS; column++)
    {
      g_autofree char *cell = NULL;

      gtk_tree_model_get (model, iter, column, &cell, -1);
      if (strcasestr (cell, key) != NULL)
        return FALSE;
    }

  return TRUE;
}

static void
sifted_cb (PtlPortsTable *self, PtlRowModel *model)
{
  guint n_ports;
  guint n_shown = ptl_ports_model_count (model, &n_ports);

  g_signal_emit (self, signals[COUNTED], 0, n_shown, n_ports);
}

void
ptl_ports_table_show (PtlPortsTable *self,
                      PtlSession *session,
                      PtlHost *only,
                      PtlSessionFilter *filter)
{
  g_autoptr (PtlRowModel) model = NULL;
  GtkTreeModel *before;
  int column;
  GtkSortType order;

  g_return_if_fail (PTL_IS_PORTS_TABLE (self));

  model = ptl_ports_model_new (session, only, filter);
  before = gtk_tree_view_get_model (self->tree);
  if (before != NULL &&
      gtk_tree_sortable_get_sort_column_id (GTK_TREE_SORTABLE (before), &column, &order))
    gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), column, order);
  g_signal_connect_object (model, "sifted", G_CALLBACK (sifted_cb), self,
                           G_CONNECT_SWAPPED);
  ptl_scroll_anchor_set_model (self->tree, model);
}

gboolean
ptl_ports_table_choose (PtlPortsTable *self, PtlPort *port)
{
  GtkTreeModel *model;
  g_autoptr (GtkTreePath) path = NULL;

  g_return_val_if_fail (PTL_IS_PORTS_TABLE (self), FALSE);

  model = gtk_tree_view_get_model (self->tree);
  if (model != NULL)
    path = ptl_ports_model_find (PTL_ROW_MODEL (model), port);
  if (path == NULL)
    return FALSE;

  gtk_tree_view_set_cursor (self->tree, path, NULL, FALSE);
  return TRUE;
}

void
ptl_ports_table_name_hosts (PtlPortsTable *self, gboolean name_hosts)
{
  g_return_if_fail (PTL_IS_PORTS_TABLE (self));

  gtk_tree_view_column_set_visible (self->host_column, name_hosts);
}

static void
ptl_ports_table_finalize (GObject *object)
{
  g_free (PTL_PORTS_TABLE (object)->term);
  G_OBJECT_CLASS (ptl_ports_table_parent_class)->finalize (object);
}

static void
ptl_ports_table_class_init (PtlPortsTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_ports_table_finalize;

  signals[PORT_CHOSEN] =
      g_signal_new ("port-chosen", PTL_TYPE_PORTS_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[TERM_ASKED] =
      g_signal_new ("term-asked", PTL_TYPE_PORTS_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COUNTED] =
      g_signal_new ("counted", PTL_TYPE_PORTS_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/ports-table.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlPortsTable, tree);
  gtk_widget_class_bind_template_child (widget_class, PtlPortsTable, selection);
  gtk_widget_class_bind_template_child (widget_class, PtlPortsTable, host_column);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
}

static void
ptl_ports_table_init (PtlPortsTable *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "ports", G_ACTION_GROUP (actions));
  ptl_column_widths_scale (self->tree);
  gtk_tree_view_set_search_equal_func (self->tree, search_cb, NULL, NULL);
}
