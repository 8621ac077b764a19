/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/message-bar.c: one thing the person should know, in the window.
 *
 * Template: ui/message-bar.ui. */
#include "app/message-bar.h"

#include "base/display.h"

struct _PtlMessageBar
{
  GtkInfoBar parent_instance;

  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (PtlMessageBar, ptl_message_bar, GTK_TYPE_INFO_BAR)

void
ptl_message_bar_hide (PtlMessageBar *self)
{
  g_return_if_fail (PTL_IS_MESSAGE_BAR (self));

  gtk_info_bar_set_revealed (GTK_INFO_BAR (self), FALSE);
}

static void
response_cb (PtlMessageBar *self)
{
  ptl_message_bar_hide (self);
}

void
ptl_message_bar_show (PtlMessageBar *self,
                      GtkMessageType type,
                      const char *text,
                      const char *label,
                      const char *action)
{
  g_autofree char *line = ptl_display_line (text);

  g_return_if_fail (PTL_IS_MESSAGE_BAR (self));

  gtk_info_bar_set_message_type (GTK_INFO_BAR (self), type);
  gtk_label_set_text (self->label, line);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), line);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (self->button, label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }

  gtk_info_bar_set_revealed (GTK_INFO_BAR (self), TRUE);
}

gboolean
ptl_message_bar_is_shown (PtlMessageBar *self)
{
  g_return_val_if_fail (PTL_IS_MESSAGE_BAR (self), FALSE);

  return gtk_info_bar_get_revealed (GTK_INFO_BAR (self));
}

static void
ptl_message_bar_class_init (PtlMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/message-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlMessageBar, label);
  gtk_widget_class_bind_template_child (widget_class, PtlMessageBar, button);
  gtk_widget_class_bind_template_callback (widget_class, response_cb);
}

static void
ptl_message_bar_init (PtlMessageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
