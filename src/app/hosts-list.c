/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/hosts-list.c: the hosts of a session.
 *
 * Template: ui/hosts-list.ui. */
#include "app/hosts-list.h"

#include "app/cell-tooltip.h"
#include "app/column-widths.h"
#include "app/hosts-model.h"
#include "app/scroll-anchor.h"

struct _PtlHostsList
{
  GtkScrolledWindow parent_instance;

  GtkTreeView *tree;
  GtkTreeSelection *selection;
};

enum
{
  HOST_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlHostsList, ptl_hosts_list, GTK_TYPE_SCROLLED_WINDOW)

static void
selection_changed_cb (PtlHostsList *self)
{
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (gtk_tree_selection_get_selected (self->selection, &model, &iter))
    g_signal_emit (self, signals[HOST_CHOSEN], 0,
                   ptl_hosts_model_get_host (PTL_ROW_MODEL (model), &iter));
}

static gboolean
query_tooltip_cb (PtlHostsList *self,
                  int x,
                  int y,
                  gboolean keyboard_mode,
                  GtkTooltip *tooltip)
{
  return ptl_cell_tooltip_set (self->tree, x, y, keyboard_mode, tooltip);
}

void
ptl_hosts_list_show (PtlHostsList *self, PtlSession *session)
{
  g_autoptr (PtlRowModel) model = NULL;

  g_return_if_fail (PTL_IS_HOSTS_LIST (self));

  model = ptl_hosts_model_new (session);
  ptl_row_model_flush (model);
  ptl_scroll_anchor_set_model (self->tree, model);
  ptl_hosts_list_choose_all (self);
}

void
ptl_hosts_list_choose_all (PtlHostsList *self)
{
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();

  g_return_if_fail (PTL_IS_HOSTS_LIST (self));

  gtk_tree_view_set_cursor (self->tree, first, NULL, FALSE);
}

static void
ptl_hosts_list_class_init (PtlHostsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[HOST_CHOSEN] =
      g_signal_new ("host-chosen", PTL_TYPE_HOSTS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/hosts-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlHostsList, tree);
  gtk_widget_class_bind_template_child (widget_class, PtlHostsList, selection);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
ptl_hosts_list_init (PtlHostsList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_column_widths_scale (self->tree);
}
