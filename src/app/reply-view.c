/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/reply-view.c: one reply of a fingerprint, as text and in hex side by side.
 *
 * Template: ui/reply-view.ui. */
#include "app/reply-view.h"

#include <glib/gi18n-lib.h>

#include "app/marked-bytes.h"
#include "app/phrases.h"
#include "base/display.h"
#include "submit/hint.h"

#define MAX_SHOWN (16 * 1024) /* bytes; in one line they still lay out in an instant */
#define MAX_SENT  400         /* characters of what was sent */

struct _PtlReplyView
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkLabel *sent_label;
  GtkLabel *hints_label;
  GtkTextBuffer *text_buffer;
  GtkTextBuffer *hex_buffer;
  GtkTextView *text_view;
  GtkTextView *hex_view;
};

G_DEFINE_FINAL_TYPE (PtlReplyView, ptl_reply_view, GTK_TYPE_BOX)

static void
show_title (PtlReplyView *self, const PtlFingerprintReply *reply)
{
  g_autofree char *probe = ptl_display_line (reply->probe);
  g_autofree char *number = ptl_phrases_number (reply->full_length);
  g_autofree char *title = g_strdup_printf (
      ngettext ("Reply to %s: %s byte", "Reply to %s: %s bytes", reply->full_length),
      probe, number);

  gtk_label_set_text (self->title_label, title);
}

static void
show_sent (PtlReplyView *self, GBytes *sent)
{
  gsize len;
  const void *data;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (sent == NULL)
    text = g_strdup (_ ("What this probe sends is not known here."));
  else if (g_bytes_get_size (sent) == 0)
    text = g_strdup (_ ("Nothing was sent: the service was left to speak first."));
  else
    {
      data = g_bytes_get_data (sent, &len);
      shown = ptl_display_text (data, len, MAX_SENT, FALSE);
      text = g_strdup_printf (_ ("Sent: %s"), shown);
    }

  gtk_label_set_text (self->sent_label, text);
}

/* Returns: (transfer full) (element-type PtlMark) */
static GArray *
mark_hints (const guint8 *data, gsize len, GString *summary)
{
  g_autoptr (GArray) hints = ptl_hints_find (data, len);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (PtlMark));

  for (guint i = 0; i < hints->len; i++)
    {
      const PtlHint *hint = &g_array_index (hints, PtlHint, i);
      PtlMark mark = { hint->start, hint->end,
                       hint->kind == PTL_HINT_PRODUCT ? PTL_MARK_PRODUCT
                                                      : PTL_MARK_VERSION };
      g_autofree char *text =
          ptl_display_text (data + hint->start, hint->end - hint->start, 80, FALSE);

      g_array_append_val (marks, mark);
      if (i < 6)
        g_string_append_printf (summary, "%s“%s”", i > 0 ? ", " : "", text);
    }

  return marks;
}

static void
show_hints (PtlReplyView *self, const char *summary)
{
  g_autofree char *text =
      *summary != '\0'
          ? g_strdup_printf (_ ("Looks like a product or version: %s"), summary)
          : g_strdup (_ ("Nothing here looks like a product or version."));

  gtk_label_set_text (self->hints_label, text);
}

static void
append_cut (PtlReplyView *self, const PtlFingerprintReply *reply, gsize shown)
{
  g_autofree char *number = ptl_phrases_number (shown);
  g_autofree char *total = ptl_phrases_number (reply->full_length);
  g_autofree char *note =
      g_strdup_printf (_ ("\n✂ Cut here: the first %s of %s bytes."), number, total);

  if (reply->full_length > shown)
    ptl_marked_bytes_append (self->text_buffer, note, PTL_MARK_NOTE);
}

static void
go_to_start (GtkTextBuffer *buffer)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

void
ptl_reply_view_show (PtlReplyView *self, const PtlFingerprintReply *reply, GBytes *sent)
{
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autoptr (GArray) marks = NULL;
  gsize len;
  const guint8 *data;

  g_return_if_fail (PTL_IS_REPLY_VIEW (self));

  data = g_bytes_get_data (reply->data, &len);
  len = MIN (len, MAX_SHOWN);
  marks = mark_hints (data, len, summary);
  show_title (self, reply);
  show_sent (self, sent);
  show_hints (self, summary->str);
  gtk_text_buffer_set_text (self->text_buffer, "", 0);
  gtk_text_buffer_set_text (self->hex_buffer, "", 0);
  ptl_marked_bytes_append_text (self->text_buffer, data, len, marks);
  ptl_marked_bytes_append_hex (self->hex_buffer, data, len, marks);
  append_cut (self, reply, len);
  go_to_start (self->text_buffer);
  go_to_start (self->hex_buffer);
}

static void
ptl_reply_view_class_init (PtlReplyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/reply-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, sent_label);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, hints_label);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, text_buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, hex_buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, text_view);
  gtk_widget_class_bind_template_child (widget_class, PtlReplyView, hex_view);
}

static void
ptl_reply_view_init (PtlReplyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_marked_bytes_add_tags (self->text_buffer);
  ptl_marked_bytes_add_tags (self->hex_buffer);
  /* Protocols are written from left to right whatever the reader's language. */
  gtk_widget_set_direction (GTK_WIDGET (self->text_view), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->hex_view), GTK_TEXT_DIR_LTR);
}
