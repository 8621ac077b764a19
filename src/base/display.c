/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/display.c: foreign bytes as text that is safe to put before a person. */
#include "base/display.h"

#include <string.h>

#define ELLIPSIS    "\xe2\x80\xa6"
#define MAX_MARKS   4 /* stacked on one base character; Vietnamese needs two */
#define HEX_COLUMNS 16

/* Characters that reorder or hide text: the Trojan-source set, the zero-width ones and
 * the letters that are blank (Hangul fillers). */
static gboolean
is_deceptive (gunichar c)
{
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x061c || c == 0x00ad ||
         c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
         c == 0x180e || c == 0x3164 || c == 0xffa0 || (c >= 0xe0000 && c <= 0xe0fff) ||
         (c >= 0xfff9 && c <= 0xfffb);
}

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* Writes one character (or one bad byte) to @out; returns how many bytes it took. */
static gsize
append_next (GString *out, const char *pos, gsize left, gboolean multiline, guint *marks)
{
  gunichar c = g_utf8_get_char_validated (pos, MIN (left, 6));
  guint8 byte = (guint8) *pos;

  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    {
      g_string_append_printf (out, "\\x%02x", byte);
      *marks = 0;
      return 1;
    }

  *marks = is_mark (c) ? *marks + 1 : 0;
  if (*marks > MAX_MARKS)
    return g_unichar_to_utf8 (c, NULL);

  if (multiline && (c == '\n' || c == '\t'))
    g_string_append_c (out, (char) c);
  else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    g_string_append_printf (out, "\\x%02x", (guint) c);
  else if (is_deceptive (c))
    g_string_append_printf (out, "\\u{%x}", (guint) c);
  else
    g_string_append_unichar (out, c);

  return g_unichar_to_utf8 (c, NULL);
}

char *
ptl_display_text (const void *data, gsize len, gsize max_bytes, gboolean multiline)
{
  GString *out = g_string_sized_new (MIN (len, max_bytes) + 1);
  const char *text = data;
  guint marks = 0;
  gsize cut = 0; /* where an ellipsis still fits */

  g_return_val_if_fail (data != NULL || len == 0, NULL);
  g_return_val_if_fail (max_bytes >= sizeof ELLIPSIS, NULL);

  for (gsize pos = 0; pos < len && out->len <= max_bytes;)
    {
      if (out->len + strlen (ELLIPSIS) <= max_bytes)
        cut = out->len;
      if (multiline && text[pos] == '\r' && pos + 1 < len && text[pos + 1] == '\n')
        pos++;
      pos += append_next (out, text + pos, len - pos, multiline, &marks);
    }

  if (out->len > max_bytes)
    {
      g_string_truncate (out, cut);
      g_string_append (out, ELLIPSIS);
    }

  return g_string_free (out, FALSE);
}

char *
ptl_display_line (const char *text)
{
  if (text == NULL)
    return g_strdup ("");

  return ptl_display_text (text, strlen (text), PTL_DISPLAY_MAX_BYTES, FALSE);
}

static void
append_hex_line (GString *out, const guint8 *bytes, gsize offset, gsize n)
{
  g_string_append_printf (out, "%08" G_GSIZE_MODIFIER "x ", offset);
  for (gsize i = 0; i < HEX_COLUMNS; i++)
    {
      if (i == HEX_COLUMNS / 2)
        g_string_append_c (out, ' ');
      if (i < n)
        g_string_append_printf (out, " %02x", bytes[offset + i]);
      else
        g_string_append (out, "   ");
    }

  g_string_append (out, "  ");
  for (gsize i = 0; i < n; i++)
    g_string_append_c (out, g_ascii_isprint (bytes[offset + i]) ? (char) bytes[offset + i]
                                                                : '.');
}

char *
ptl_display_hex (const void *data, gsize len, gsize max_bytes)
{
  GString *out = g_string_new (NULL);
  gsize shown = MIN (len, max_bytes);

  for (gsize offset = 0; offset < shown; offset += HEX_COLUMNS)
    {
      if (offset > 0)
        g_string_append_c (out, '\n');
      append_hex_line (out, data, offset, MIN (HEX_COLUMNS, shown - offset));
    }

  return g_string_free (out, FALSE);
}
