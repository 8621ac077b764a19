/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/empty-state.c: what stands where there is nothing to show yet.
 *
 * Template: ui/empty-state.ui. */
#include "app/empty-state.h"

#define SYMBOL_SIZE  64
#define PICTURE_SIZE 128

struct _PtlEmptyState
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *text_label;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (PtlEmptyState, ptl_empty_state, GTK_TYPE_BOX)

static void
set_dim (GtkWidget *widget, gboolean is_dim)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  if (is_dim)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_DIM_LABEL);
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_DIM_LABEL);
}

void
ptl_empty_state_set (PtlEmptyState *self,
                     const char *icon_name,
                     const char *title,
                     const char *text)
{
  gboolean is_symbolic = icon_name != NULL && g_str_has_suffix (icon_name, "-symbolic");

  g_return_if_fail (PTL_IS_EMPTY_STATE (self));

  set_dim (GTK_WIDGET (self->title_label), icon_name == NULL);
  set_dim (GTK_WIDGET (self->icon), is_symbolic);
  gtk_image_set_from_icon_name (self->icon, icon_name, GTK_ICON_SIZE_DIALOG);
  gtk_image_set_pixel_size (self->icon, is_symbolic ? SYMBOL_SIZE : PICTURE_SIZE);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->text_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), text != NULL);
}

void
ptl_empty_state_offer (PtlEmptyState *self, const char *label, const char *action)
{
  GtkWidget *button;

  g_return_if_fail (PTL_IS_EMPTY_STATE (self));

  button = gtk_button_new_with_mnemonic (label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_container_add (GTK_CONTAINER (self->buttons), button);
  gtk_widget_show (button);
  gtk_widget_show (GTK_WIDGET (self->buttons));
}

static void
ptl_empty_state_class_init (PtlEmptyStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlEmptyState, icon);
  gtk_widget_class_bind_template_child (widget_class, PtlEmptyState, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlEmptyState, text_label);
  gtk_widget_class_bind_template_child (widget_class, PtlEmptyState, buttons);
}

static void
ptl_empty_state_init (PtlEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
