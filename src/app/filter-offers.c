/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-offers.c: what may be typed next, below an entry that keeps the keyboard.
 *
 * GtkEntryCompletion's popup goes away whenever something else in the window is laid out
 * anew, and here every key changes the table. */
#include "app/filter-offers.h"

#include <glib/gi18n-lib.h>

struct _PtlFilterOffers
{
  GtkPopover parent_instance;

  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlFilterOffers, ptl_filter_offers, GTK_TYPE_POPOVER)

static const char *
get_word (GtkListBoxRow *row)
{
  return gtk_label_get_text (GTK_LABEL (gtk_bin_get_child (GTK_BIN (row))));
}

static void
row_activated_cb (PtlFilterOffers *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, get_word (row));
}

static void
add (PtlFilterOffers *self, const char *word)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (word);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_object_set (label, "margin-start", 8, "margin-end", 8, "margin-top", 3,
                "margin-bottom", 3, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars",
                50, NULL);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_container_add (GTK_CONTAINER (row), label);
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (self->list), row);
}

static void
destroy_row (GtkWidget *row, gpointer user_data)
{
  gtk_widget_destroy (row);
}

void
ptl_filter_offers_set (PtlFilterOffers *self, GPtrArray *words)
{
  g_return_if_fail (PTL_IS_FILTER_OFFERS (self));

  gtk_container_foreach (GTK_CONTAINER (self->list), destroy_row, NULL);
  for (guint i = 0; i < words->len; i++)
    add (self, words->pdata[i]);
  gtk_list_box_unselect_all (self->list);
  if (words->len > 0)
    gtk_popover_popup (GTK_POPOVER (self));
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

void
ptl_filter_offers_move (PtlFilterOffers *self, gboolean down)
{
  GtkListBoxRow *row;
  g_autoptr (GList) rows = NULL;
  int n_rows;
  int index;

  g_return_if_fail (PTL_IS_FILTER_OFFERS (self));

  rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  n_rows = (int) g_list_length (rows);
  row = gtk_list_box_get_selected_row (self->list);
  index = row != NULL ? gtk_list_box_row_get_index (row) + (down ? 1 : -1)
          : down      ? 0
                      : n_rows - 1;
  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL && index >= 0)
    gtk_list_box_select_row (self->list, row);
  else
    gtk_list_box_unselect_all (self->list);
}

const char *
ptl_filter_offers_get_chosen (PtlFilterOffers *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (PTL_IS_FILTER_OFFERS (self), NULL);

  row = gtk_widget_get_visible (GTK_WIDGET (self))
            ? gtk_list_box_get_selected_row (self->list)
            : NULL;
  return row != NULL ? get_word (row) : NULL;
}

static void
ptl_filter_offers_class_init (PtlFilterOffersClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", PTL_TYPE_FILTER_OFFERS, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ptl_filter_offers_init (PtlFilterOffers *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->list)),
                       _ ("Suggestions"));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->list));
  gtk_widget_show (GTK_WIDGET (self->list));
}

GtkWidget *
ptl_filter_offers_new (GtkWidget *entry)
{
  return g_object_new (PTL_TYPE_FILTER_OFFERS, "relative-to", entry, "modal", FALSE,
                       "position", GTK_POS_BOTTOM, NULL);
}
