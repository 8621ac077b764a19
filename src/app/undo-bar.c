/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/undo-bar.c: says for some seconds that something is gone and can be had back.
 *
 * Template: ui/undo-bar.ui. */
#include "app/undo-bar.h"

#include "base/display.h"

#define SHOWN_S 8 /* less than the library waits before it deletes */

struct _PtlUndoBar
{
  GtkRevealer parent_instance;

  guint hide_id;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (PtlUndoBar, ptl_undo_bar, GTK_TYPE_REVEALER)

void
ptl_undo_bar_hide (PtlUndoBar *self)
{
  g_return_if_fail (PTL_IS_UNDO_BAR (self));

  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self), FALSE);
}

static gboolean
hide_cb (gpointer user_data)
{
  PtlUndoBar *self = user_data;

  self->hide_id = 0;
  ptl_undo_bar_hide (self);
  return G_SOURCE_REMOVE;
}

static void
close_clicked_cb (PtlUndoBar *self)
{
  ptl_undo_bar_hide (self);
}

void
ptl_undo_bar_show (PtlUndoBar *self, const char *text)
{
  g_autofree char *line = ptl_display_line (text);

  g_return_if_fail (PTL_IS_UNDO_BAR (self));

  gtk_label_set_text (self->label, line);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self), TRUE);
  g_clear_handle_id (&self->hide_id, g_source_remove);
  self->hide_id = g_timeout_add_seconds (SHOWN_S, hide_cb, self);
}

static void
ptl_undo_bar_dispose (GObject *object)
{
  PtlUndoBar *self = PTL_UNDO_BAR (object);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  G_OBJECT_CLASS (ptl_undo_bar_parent_class)->dispose (object);
}

static void
ptl_undo_bar_class_init (PtlUndoBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_undo_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/undo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlUndoBar, label);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
ptl_undo_bar_init (PtlUndoBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
