/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/capture-view.c: a response with what a rule captures of it.
 *
 * Each group has a colour and its number, since not everybody sees colours.
 * Template: ui/capture-view.ui. */
#include "app/capture-view.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"

#define MAX_SHOWN (64 * 1024) /* bytes: all that is matched */
#define N_COLOURS 9

struct _PtlCaptureView
{
  GtkBox parent_instance;

  GBytes *response; /* (nullable) */
  GArray *captures; /* PtlCapture: the whole match, then the groups */

  GtkToggleButton *text_button;
  GtkTextView *view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (PtlCaptureView, ptl_capture_view, GTK_TYPE_BOX)

/* Backgrounds that black and white letters can both be read on. */
static const char *const colours[N_COLOURS] = {
  "rgba(53,132,228,0.35)", "rgba(46,194,126,0.35)", "rgba(245,194,17,0.40)",
  "rgba(230,97,0,0.35)",   "rgba(145,65,172,0.35)", "rgba(224,27,36,0.30)",
  "rgba(134,94,60,0.35)",  "rgba(0,150,160,0.35)",  "rgba(119,118,123,0.40)",
};

static void
append (PtlCaptureView *self, const char *text, const char *tag, const char *other_tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (tag == NULL)
    gtk_text_buffer_insert (self->buffer, &end, text, -1);
  else
    gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, text, -1, tag,
                                              other_tag, NULL);
}

/* Returns: the number of the innermost group that has byte @pos, 0 for none */
static guint
find_group (const PtlCaptureView *self, gsize pos)
{
  for (guint i = self->captures->len; i-- > 1;)
    {
      const PtlCapture *capture = &g_array_index (self->captures, PtlCapture, i);

      if (capture->start >= 0 && (gsize) capture->start <= pos &&
          pos < (gsize) capture->end)
        return i;
    }

  return 0;
}

static gboolean
is_matched (const PtlCaptureView *self, gsize pos)
{
  const PtlCapture *whole = &g_array_index (self->captures, PtlCapture, 0);

  return self->captures->len > 0 && whole->start >= 0 && (gsize) whole->start <= pos &&
         pos < (gsize) whole->end;
}

/* Returns: where the stretch of bytes that look like that at @pos ends */
static gsize
find_end (const PtlCaptureView *self, gsize pos, gsize len)
{
  const guint group = find_group (self, pos);
  const gboolean matched = is_matched (self, pos);
  gsize end = pos + 1;

  while (end < len && find_group (self, end) == group &&
         is_matched (self, end) == matched)
    end++;
  return end;
}

static void
append_stretch (PtlCaptureView *self, const guint8 *data, gsize start, gsize end)
{
  const guint group = find_group (self, start);
  g_autofree char *shown =
      ptl_display_text (data + start, end - start, 4 * (end - start) + 4, TRUE);
  g_autofree char *number = g_strdup_printf ("%u", group);
  g_autofree char *tag = g_strdup_printf ("group-%u", (group - 1) % N_COLOURS);

  if (group == 0)
    {
      append (self, shown, is_matched (self, start) ? "matched" : NULL, NULL);
      return;
    }

  append (self, number, "number", tag);
  append (self, shown, tag, NULL);
}

static void
show_text (PtlCaptureView *self)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (self->response, &len);

  len = MIN (len, MAX_SHOWN);
  for (gsize pos = 0; pos < len;)
    {
      const gsize end = find_end (self, pos, len);

      append_stretch (self, data, pos, end);
      pos = end;
    }
}

static void
show_hex (PtlCaptureView *self)
{
  gsize len;
  const void *data = g_bytes_get_data (self->response, &len);
  g_autofree char *shown = ptl_display_hex (data, len, MAX_SHOWN);

  append (self, shown, NULL, NULL);
}

static void
update (PtlCaptureView *self)
{
  gtk_text_buffer_set_text (self->buffer, "", 0);
  if (self->response == NULL)
    append (self, _ ("No answer is chosen. Add one, or open a port of a scan."), "note",
            NULL);
  else if (gtk_toggle_button_get_active (self->text_button))
    show_text (self);
  else
    show_hex (self);
}

void
ptl_capture_view_show (PtlCaptureView *self, GBytes *response, const PtlRuleRef *rule)
{
  g_return_if_fail (PTL_IS_CAPTURE_VIEW (self));

  if (response != NULL)
    g_bytes_ref (response);
  g_clear_pointer (&self->response, g_bytes_unref);
  self->response = response;
  g_array_set_size (self->captures, 0);
  if (rule != NULL)
    g_array_append_vals (self->captures, rule->captures->data, rule->captures->len);
  update (self);
}

static void
ptl_capture_view_finalize (GObject *object)
{
  PtlCaptureView *self = PTL_CAPTURE_VIEW (object);

  g_clear_pointer (&self->response, g_bytes_unref);
  g_array_unref (self->captures);
  G_OBJECT_CLASS (ptl_capture_view_parent_class)->finalize (object);
}

static void
ptl_capture_view_class_init (PtlCaptureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_capture_view_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/capture-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlCaptureView, text_button);
  gtk_widget_class_bind_template_child (widget_class, PtlCaptureView, view);
  gtk_widget_class_bind_template_child (widget_class, PtlCaptureView, buffer);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
ptl_capture_view_init (PtlCaptureView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Protocols are written from left to right whatever the reader's language. */
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
  self->captures = g_array_new (FALSE, FALSE, sizeof (PtlCapture));
  gtk_text_buffer_create_tag (self->buffer, "matched", "underline",
                              PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (self->buffer, "note", "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_buffer_create_tag (self->buffer, "number", "weight", PANGO_WEIGHT_BOLD,
                              "scale", 0.7, "rise", 3 * PANGO_SCALE, NULL);
  for (guint i = 0; i < N_COLOURS; i++)
    {
      g_autofree char *name = g_strdup_printf ("group-%u", i);

      gtk_text_buffer_create_tag (self->buffer, name, "background", colours[i], NULL);
    }
}
