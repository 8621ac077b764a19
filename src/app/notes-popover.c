/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/notes-popover.c: what a person notes about a session: its tags and its notes.
 *
 * Template: ui/notes-popover.ui. */
#include "app/notes-popover.h"

struct _PtlNotesPopover
{
  GtkPopover parent_instance;

  PtlLibrary *library;  /* (nullable) */
  PtlSessionItem *item; /* (nullable): while it is edited */

  GtkEntry *tags_entry;
  GtkTextView *notes_view;
};

G_DEFINE_FINAL_TYPE (PtlNotesPopover, ptl_notes_popover, GTK_TYPE_POPOVER)

void
ptl_notes_popover_edit (PtlNotesPopover *self, PtlLibrary *library, PtlSessionItem *item)
{
  const PtlSessionInfo *info;
  g_autofree char *tags = NULL;
  g_autofree char *notes = NULL;

  g_return_if_fail (PTL_IS_NOTES_POPOVER (self));

  info = ptl_session_item_get_info (item);
  g_set_object (&self->library, library);
  g_set_object (&self->item, item);
  tags = info->tags != NULL ? g_strjoinv (", ", info->tags) : g_strdup ("");
  gtk_entry_set_text (self->tags_entry, tags);
  notes = g_utf8_make_valid (info->notes != NULL ? info->notes : "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes_view), notes, -1);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->tags_entry));
}

static char *
get_notes (PtlNotesPopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
save_cb (PtlNotesPopover *self)
{
  g_autoptr (PtlSessionItem) item = g_steal_pointer (&self->item);
  g_autofree char *notes = get_notes (self);
  g_auto (GStrv) tags =
      ptl_session_info_parse_tags (gtk_entry_get_text (self->tags_entry));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (item != NULL)
    ptl_library_set_notes (self->library, item, tags, notes);
}

static void
ptl_notes_popover_dispose (GObject *object)
{
  PtlNotesPopover *self = PTL_NOTES_POPOVER (object);

  g_clear_object (&self->item);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (ptl_notes_popover_parent_class)->dispose (object);
}

static void
ptl_notes_popover_class_init (PtlNotesPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_notes_popover_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/notes-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlNotesPopover, tags_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlNotesPopover, notes_view);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
ptl_notes_popover_init (PtlNotesPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
