/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/marked-bytes.c: bytes in a text buffer, as text or in hex, with places marked. */
#include "app/marked-bytes.h"

#include "base/display.h"

#define HEX_COLUMNS   8
#define OFFSET_LENGTH 6 /* "0000  " */
#define BYTE_LENGTH   3 /* "00 " */

static void
add_wash (GtkTextBuffer *buffer, const char *name, GdkRGBA colour)
{
  gtk_text_buffer_create_tag (buffer, name, "background-rgba", &colour, "weight",
                              PANGO_WEIGHT_BOLD, NULL);
}

void
ptl_marked_bytes_add_tags (GtkTextBuffer *buffer)
{
  add_wash (buffer, PTL_MARK_PRODUCT, (GdkRGBA){ 0.2, 0.5, 0.9, 0.3 });
  add_wash (buffer, PTL_MARK_VERSION, (GdkRGBA){ 0.2, 0.7, 0.3, 0.3 });
  add_wash (buffer, PTL_MARK_SECRET, (GdkRGBA){ 0.9, 0.4, 0.1, 0.3 });
  add_wash (buffer, PTL_MARK_REPLACED, (GdkRGBA){ 0.5, 0.5, 0.5, 0.3 });
  gtk_text_buffer_create_tag (buffer, PTL_MARK_HEADING, "family", "sans", "weight",
                              PANGO_WEIGHT_BOLD, "pixels-above-lines", 6,
                              "pixels-below-lines", 4, NULL);
  gtk_text_buffer_create_tag (buffer, PTL_MARK_NOTE, "family", "sans", "style",
                              PANGO_STYLE_ITALIC, NULL);
}

void
ptl_marked_bytes_append (GtkTextBuffer *buffer, const char *text, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text, -1, tag, NULL);
  else
    gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
append_span (GtkTextBuffer *buffer, const guint8 *data, gsize len, const char *tag)
{
  g_autofree char *shown =
      len > 0 ? ptl_display_text (data, len, 10 * len + 4, TRUE) : NULL;

  if (shown != NULL)
    ptl_marked_bytes_append (buffer, shown, tag);
}

void
ptl_marked_bytes_append_text (GtkTextBuffer *buffer,
                              const guint8 *data,
                              gsize len,
                              GArray *marks)
{
  gsize pos = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const PtlMark *mark = &g_array_index (marks, PtlMark, i);

      if (mark->end > len)
        break;
      append_span (buffer, data + pos, mark->start - pos, NULL);
      append_span (buffer, data + mark->start, mark->end - mark->start, mark->tag);
      pos = mark->end;
    }

  append_span (buffer, data + pos, len - pos, NULL);
}

/* Characters of the hex text before the digits of byte @at. */
static int
get_hex_place (gsize at)
{
  gsize line = OFFSET_LENGTH + HEX_COLUMNS * BYTE_LENGTH + 1;

  return (int) (at / HEX_COLUMNS * line + OFFSET_LENGTH + at % HEX_COLUMNS * BYTE_LENGTH);
}

static void
mark_hex (GtkTextBuffer *buffer, int base, const PtlMark *mark)
{
  for (gsize at = mark->start; at < mark->end;)
    {
      gsize end = MIN ((at / HEX_COLUMNS + 1) * HEX_COLUMNS, mark->end);
      GtkTextIter first;
      GtkTextIter last;

      gtk_text_buffer_get_iter_at_offset (buffer, &first, base + get_hex_place (at));
      gtk_text_buffer_get_iter_at_offset (buffer, &last,
                                          base + get_hex_place (end - 1) + 2);
      gtk_text_buffer_apply_tag_by_name (buffer, mark->tag, &first, &last);
      at = end;
    }
}

void
ptl_marked_bytes_append_hex (GtkTextBuffer *buffer,
                             const guint8 *data,
                             gsize len,
                             GArray *marks)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int base = gtk_text_buffer_get_char_count (buffer);

  for (gsize at = 0; at < len; at++)
    {
      if (at % HEX_COLUMNS == 0)
        g_string_append_printf (text, "%s%04x  ", at > 0 ? "\n" : "", (guint) at);
      g_string_append_printf (text, "%02x ", data[at]);
    }

  ptl_marked_bytes_append (buffer, text->str, NULL);
  for (guint i = 0; i < marks->len; i++)
    {
      const PtlMark *mark = &g_array_index (marks, PtlMark, i);

      if (mark->end <= len)
        mark_hex (buffer, base, mark);
    }
}
