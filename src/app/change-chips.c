/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-chips.c: how many changes there are of each kind, as buttons. */
#include "app/change-chips.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"

#define DIFFERENCES                                                                      \
  (1u << PTL_CHANGE_GROUP_NEW | 1u << PTL_CHANGE_GROUP_GONE |                            \
   1u << PTL_CHANGE_GROUP_MOVED | 1u << PTL_CHANGE_GROUP_CHANGED)

struct _PtlChangeChips
{
  GtkBox parent_instance;

  gboolean is_resetting;
  GtkToggleButton *buttons[PTL_N_CHANGE_GROUPS]; /* all belong to the box */
  GtkLabel *labels[PTL_N_CHANGE_GROUPS];
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlChangeChips, ptl_change_chips, GTK_TYPE_BOX)

static void
toggled_cb (PtlChangeChips *self)
{
  if (!self->is_resetting)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
ptl_change_chips_set_counts (PtlChangeChips *self, const guint *counts)
{
  g_return_if_fail (PTL_IS_CHANGE_CHIPS (self));

  for (guint i = 0; i < PTL_N_CHANGE_GROUPS; i++)
    {
      const char *word = ptl_change_group_get_word ((PtlChangeGroup) i);
      g_autofree char *number = ptl_phrases_number (counts[i]);
      g_autofree char *text = g_strdup_printf (_ ("%s %s"), word, number);

      gtk_label_set_text (self->labels[i], text);
      atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->buttons[i])),
                           text);
      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), counts[i] > 0);
    }
}

void
ptl_change_chips_reset (PtlChangeChips *self)
{
  g_return_if_fail (PTL_IS_CHANGE_CHIPS (self));

  self->is_resetting = TRUE;
  for (guint i = 0; i < PTL_N_CHANGE_GROUPS; i++)
    gtk_toggle_button_set_active (self->buttons[i], (DIFFERENCES & (1u << i)) != 0);
  self->is_resetting = FALSE;
}

guint
ptl_change_chips_get_groups (PtlChangeChips *self)
{
  guint groups = 0;

  g_return_val_if_fail (PTL_IS_CHANGE_CHIPS (self), 0);

  for (guint i = 0; i < PTL_N_CHANGE_GROUPS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      groups |= 1u << i;
  return groups;
}

static void
add_button (PtlChangeChips *self, PtlChangeGroup group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkStyleContext *style = gtk_widget_get_style_context (button);

  gtk_container_add (GTK_CONTAINER (box),
                     gtk_image_new_from_icon_name (ptl_change_group_get_icon_name (group),
                                                   GTK_ICON_SIZE_MENU));
  gtk_container_add (GTK_CONTAINER (box), label);
  gtk_container_add (GTK_CONTAINER (button), box);
  gtk_widget_show_all (box);
  gtk_widget_set_tooltip_text (button, ptl_change_group_get_explanation (group));
  gtk_style_context_add_class (style, "ptl-chip");
  gtk_style_context_add_class (style, ptl_change_group_get_style_class (group));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_container_add (GTK_CONTAINER (self), button);
  self->buttons[group] = GTK_TOGGLE_BUTTON (button);
  self->labels[group] = GTK_LABEL (label);
}

static void
ptl_change_chips_class_init (PtlChangeChipsClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_CHANGE_CHIPS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ptl_change_chips_init (PtlChangeChips *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  for (guint i = 0; i < PTL_N_CHANGE_GROUPS; i++)
    add_button (self, (PtlChangeGroup) i);
  ptl_change_chips_reset (self);
}
