/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-text.c: the text of fingerprints, put right after copying. */
#include "rules/fingerprint-text.h"

#include <string.h>

#include "rules/line.h"

#define MARK "SF:"

/* U+201C to U+201F, which word processors make of a double quote. */
static gsize
measure_typographic_quote (const char *pos, gsize left)
{
  gboolean is_quote = left >= 3 && memcmp (pos, "\xe2\x80", 2) == 0 &&
                      (guint8) pos[2] >= 0x9c && (guint8) pos[2] <= 0x9f;

  return is_quote ? 3 : 0;
}

/* Characters of other alphabets, no-break spaces say, are never part of the text. */
static void
append_plain (GString *out, PtlText text)
{
  for (gsize i = 0; i < text.len;)
    {
      gsize quote = measure_typographic_quote (text.text + i, text.len - i);

      if (quote > 0)
        g_string_append_c (out, '"');
      else if ((guint8) text.text[i] < 0x80)
        g_string_append_c (out, text.text[i]);
      i += MAX (quote, 1);
    }
}

static gboolean
is_margin (char c)
{
  return g_ascii_isspace (c) || c == '>' || c == '|';
}

/* The line without its margins and its mark. */
static PtlText
trim (PtlLine line)
{
  while (line.pos < line.end && (is_margin (*line.pos) || (guint8) *line.pos >= 0x80) &&
         measure_typographic_quote (line.pos, (gsize) (line.end - line.pos)) == 0)
    line.pos++;
  while (line.end > line.pos && g_ascii_isspace (line.end[-1]))
    line.end--;

  ptl_line_skip (&line, MARK);
  return (PtlText){ line.pos, (gsize) (line.end - line.pos) };
}

/* Lines that were joined with blanks between them. */
static void
remove_inner_marks (GString *text)
{
  gsize to = 0;

  for (gsize from = 0; from < text->len;)
    {
      gsize next = from;

      while (next < text->len && g_ascii_isspace (text->str[next]))
        next++;
      if (next > from && strncmp (text->str + next, MARK, strlen (MARK)) == 0)
        {
          from = next + strlen (MARK);
          continue;
        }

      next = MAX (next, from + 1);
      memmove (text->str + to, text->str + from, next - from);
      to += next - from;
      from = next;
    }

  g_string_truncate (text, to);
}

/* An attribute copied from an XML file has no plain quotes inside; in a fingerprint as
 * written, entities are bytes that the service sent. */
static void
replace_entities (GString *text)
{
  static const char *const entities[][2] = { { "&quot;", "\"" }, { "&apos;", "'" },
                                             { "&lt;", "<" },    { "&gt;", ">" },
                                             { "&#45;", "-" },   { "&amp;", "&" } };

  if (strstr (text->str, ",&quot;") == NULL || strstr (text->str, ",\"") != NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
}

GString *
ptl_fingerprint_unwrap (const char *text, gsize len)
{
  GString *out = g_string_sized_new (len);
  const char *end = text + len;

  while (text < end)
    append_plain (out, trim (ptl_line_take_from (&text, end)));

  remove_inner_marks (out);
  replace_entities (out);
  return out;
}
