/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/compare-chooser.c: which session another one is compared with.
 *
 * Template: ui/compare-chooser.ui. */
#include "app/compare-chooser.h"

#include <glib/gi18n-lib.h>

#include "app/empty-state.h"
#include "app/session-row.h"
#include "base/display.h"

struct _PtlCompareChooser
{
  GtkBox parent_instance;

  guint n_alike; /* the first so many rows are of the same targets */

  GtkLabel *title_label;
  GtkListBox *list;
  PtlEmptyState *placeholder;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlCompareChooser, ptl_compare_chooser, GTK_TYPE_BOX)

static gboolean
are_targets_alike (PtlSessionItem *a, PtlSessionItem *b)
{
  g_autofree char *targets_a =
      ptl_scan_options_get_targets_text (ptl_session_item_get_info (a)->options);
  g_autofree char *targets_b =
      ptl_scan_options_get_targets_text (ptl_session_item_get_info (b)->options);

  return targets_a[0] != '\0' && g_str_equal (targets_a, targets_b);
}

PtlSessionItem *
ptl_compare_chooser_find_last (PtlLibrary *library, PtlSessionItem *item)
{
  GListModel *items = ptl_library_get_items (library);
  gint64 started_us = ptl_session_item_get_info (item)->started_us;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) /* newest first */
    {
      g_autoptr (PtlSessionItem) other = g_list_model_get_item (items, i);

      if (other != item && !ptl_session_item_is_running (other) &&
          ptl_session_item_get_info (other)->started_us <= started_us &&
          are_targets_alike (item, other))
        return g_steal_pointer (&other);
    }

  return NULL;
}

static void
add_rows (PtlCompareChooser *self,
          GListModel *items,
          PtlSessionItem *item,
          gboolean are_alike)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PtlSessionItem) other = g_list_model_get_item (items, i);

      if (other == item || ptl_session_item_is_running (other) ||
          are_targets_alike (item, other) != are_alike)
        continue;

      gtk_container_add (GTK_CONTAINER (self->list), ptl_session_row_new (other));
      self->n_alike += are_alike;
    }
}

/* GtkListBoxUpdateHeaderFunc */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  PtlCompareChooser *self = user_data;
  guint index = (guint) gtk_list_box_row_get_index (row);
  GtkWidget *label = NULL;

  if (index == 0 || index == self->n_alike)
    {
      label = gtk_label_new (index < self->n_alike ? _ ("Scans of the same targets")
                                                   : _ ("Other scans"));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      g_object_set (label, "margin", 6, "margin-start", 12, NULL);
      gtk_style_context_add_class (gtk_widget_get_style_context (label),
                                   GTK_STYLE_CLASS_DIM_LABEL);
      gtk_widget_show (label);
    }

  gtk_list_box_row_set_header (row, label);
}

void
ptl_compare_chooser_ask (PtlCompareChooser *self,
                         PtlLibrary *library,
                         PtlSessionItem *item)
{
  GListModel *items = ptl_library_get_items (library);
  GList *rows;
  g_autofree char *title = NULL;
  g_autofree char *shown = NULL;
  GtkListBoxRow *first;

  g_return_if_fail (PTL_IS_COMPARE_CHOOSER (self));

  title =
      g_strdup_printf (_ ("Compare “%s” with"), ptl_session_item_get_info (item)->name);
  shown = ptl_display_line (title);
  gtk_label_set_text (self->title_label, shown);

  rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  self->n_alike = 0;
  add_rows (self, items, item, TRUE);
  add_rows (self, items, item, FALSE);
  gtk_list_box_invalidate_headers (self->list);

  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, first);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
row_activated_cb (PtlCompareChooser *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 ptl_session_row_get_item (PTL_SESSION_ROW (row)));
}

static void
ptl_compare_chooser_class_init (PtlCompareChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] =
      g_signal_new ("chosen", PTL_TYPE_COMPARE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/compare-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlCompareChooser, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareChooser, list);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareChooser, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ptl_compare_chooser_init (PtlCompareChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  ptl_empty_state_set (self->placeholder, NULL, _ ("No Other Scan"),
                       _ ("Scan again, or open the file of another scan."));
}
