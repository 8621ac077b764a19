/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fact-grid.c: a grid of "name  value", with foreign text made safe. */
#include "app/fact-grid.h"

#include "base/display.h"

/* A hyphen at the end of a line would be read as part of a hash or a pattern. */
static void
set_exact (GtkLabel *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static GtkWidget *
make_label (const char *text, gboolean is_value)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  if (is_value)
    {
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
      set_exact (GTK_LABEL (label));
    }
  else
    {
      gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
    }

  return label;
}

void
ptl_fact_grid_add (GtkGrid *grid, const char *name, const char *value)
{
  g_autofree char *shown = ptl_display_line (value);
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (grid));
  int row = (int) g_list_length (children) / 2;
  GtkWidget *name_label;
  GtkWidget *value_label;

  if (*shown == '\0')
    return;

  name_label = make_label (name, FALSE);
  value_label = make_label (shown, TRUE);
  atk_object_add_relationship (gtk_widget_get_accessible (value_label),
                               ATK_RELATION_LABELLED_BY,
                               gtk_widget_get_accessible (name_label));
  gtk_grid_attach (grid, name_label, 0, row, 1, 1);
  gtk_grid_attach (grid, value_label, 1, row, 1, 1);
}

void
ptl_fact_grid_clear (GtkGrid *grid)
{
  GList *children = gtk_container_get_children (GTK_CONTAINER (grid));

  g_list_free_full (children, (GDestroyNotify) gtk_widget_destroy);
}
