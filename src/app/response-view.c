/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/response-view.c: one probe and its answer, byte by byte.
 *
 * Template: ui/response-view.ui. */
#include "app/response-view.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"
#include "app/response-row.h"
#include "base/display.h"

#define MAX_SHOWN (16 * 1024) /* bytes; in one line they still lay out in an instant */

struct _PtlResponseView
{
  GtkBox parent_instance;

  PtlResponse *response; /* (nullable) */

  GtkLabel *summary_label;
  GtkToggleButton *text_button;
  GtkTextView *bytes_view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (PtlResponseView, ptl_response_view, GTK_TYPE_BOX)

static void
append (PtlResponseView *self, const char *text, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, text, -1, tag, NULL);
  else
    gtk_text_buffer_insert (self->buffer, &end, text, -1);
}

static void
append_heading (PtlResponseView *self, const char *what, gsize n_bytes)
{
  g_autofree char *number = ptl_phrases_number (n_bytes);
  g_autofree char *size =
      g_strdup_printf (ngettext ("%s byte", "%s bytes", n_bytes), number);
  g_autofree char *heading = g_strdup_printf ("%s (%s)\n", what, size);

  append (self, heading, "heading");
}

static void
append_bytes (PtlResponseView *self, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autofree char *shown = NULL;

  if (gtk_toggle_button_get_active (self->text_button))
    shown = ptl_display_text (data, size, MAX_SHOWN, TRUE);
  else
    shown = ptl_display_hex (data, size, MAX_SHOWN);

  append (self, shown, NULL);
  append (self, "\n", NULL);
}

static void
append_sent (PtlResponseView *self)
{
  append_heading (self, _ ("Sent"), g_bytes_get_size (self->response->sent));
  if (g_bytes_get_size (self->response->sent) > 0)
    append_bytes (self, self->response->sent);
  else
    append (self, _ ("Nothing: the service was left to speak first.\n"), "note");
}

static void
append_received (PtlResponseView *self)
{
  gsize size = g_bytes_get_size (self->response->received);
  g_autofree char *cut = g_strdup_printf (_ ("Only the first %zu bytes are shown.\n"),
                                          MIN (size, MAX_SHOWN));

  append_heading (self, _ ("Received"), self->response->full_length);
  if (size > 0)
    append_bytes (self, self->response->received);
  else
    append (self, _ ("No answer.\n"), "note");
  if (self->response->full_length > MIN (size, MAX_SHOWN))
    append (self, cut, "note");
}

static void
form_toggled_cb (PtlResponseView *self)
{
  GtkTextIter start;

  if (self->response == NULL)
    return;

  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_text_view_set_wrap_mode (self->bytes_view,
                               gtk_toggle_button_get_active (self->text_button)
                                   ? GTK_WRAP_WORD_CHAR
                                   : GTK_WRAP_NONE);
  append_sent (self);
  append_received (self);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

void
ptl_response_view_show (PtlResponseView *self, PtlResponse *response)
{
  g_autofree char *time = ptl_phrases_time_of_day (response->time_us);
  g_autofree char *when = ptl_phrases_date_and_time (response->time_us);
  g_autofree char *answer = ptl_response_row_describe (response);
  g_autofree char *summary = g_strdup_printf ("%s · %s", time, answer);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", when, answer);

  g_return_if_fail (PTL_IS_RESPONSE_VIEW (self));

  ptl_response_ref (response);
  g_clear_pointer (&self->response, ptl_response_unref);
  self->response = response;
  gtk_label_set_text (self->summary_label, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label), tooltip);
  form_toggled_cb (self);
}

static void
ptl_response_view_finalize (GObject *object)
{
  PtlResponseView *self = PTL_RESPONSE_VIEW (object);

  g_clear_pointer (&self->response, ptl_response_unref);
  G_OBJECT_CLASS (ptl_response_view_parent_class)->finalize (object);
}

static void
ptl_response_view_class_init (PtlResponseViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_response_view_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/response-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlResponseView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseView, text_button);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseView, bytes_view);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseView, buffer);
  gtk_widget_class_bind_template_callback (widget_class, form_toggled_cb);
}

static void
ptl_response_view_init (PtlResponseView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Protocols are written from left to right whatever the reader's language. */
  gtk_widget_set_direction (GTK_WIDGET (self->bytes_view), GTK_TEXT_DIR_LTR);
}
