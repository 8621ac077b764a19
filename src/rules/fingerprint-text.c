/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-text.c: the text of fingerprints, put right after copying. */
#include "rules/fingerprint-text.h"

#include <string.h>

#include "rules/fingerprint-encoding.h"
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

/* What may stand before a line that begins a fingerprint or goes on with one: quotes of
 * mails, bars of script output, numbers of lines, comments, differences. */
static gboolean
is_before_mark (char c)
{
  return (guint8) c >= 0x80 || g_ascii_isspace (c) || g_ascii_isdigit (c) ||
         (c != '\0' && strchr (">|_:#*;/+-", c) != NULL);
}

/* Goes to where the line continues with @mark, past a margin. */
static gboolean
skip_margin_before (PtlLine *line, const char *mark)
{
  PtlLine rest = *line;

  while (rest.pos < rest.end && is_before_mark (*rest.pos))
    rest.pos++;
  if (!ptl_line_skip (&rest, mark))
    return FALSE;

  line->pos = rest.pos - strlen (mark);
  return TRUE;
}

/* A line without a mark has lost it when lines were broken anew: it may begin with any
 * byte, so that only the margin of the first line goes. */
static void
skip_margin (PtlLine *line, PtlText margin)
{
  ptl_line_skip_blanks (line);
  if (margin.len > 0 && margin.len <= (gsize) (line->end - line->pos) &&
      memcmp (line->pos, margin.text, margin.len) == 0)
    line->pos += margin.len;

  while (line->pos < line->end &&
         (g_ascii_isspace (*line->pos) || (guint8) *line->pos >= 0x80) &&
         measure_typographic_quote (line->pos, (gsize) (line->end - line->pos)) == 0)
    line->pos++;
}

/* Returns: what stands between the blanks around it */
static PtlText
strip (PtlText text)
{
  while (text.len > 0 && g_ascii_isspace (*text.text))
    text = (PtlText){ text.text + 1, text.len - 1 };
  while (text.len > 0 && g_ascii_isspace (text.text[text.len - 1]))
    text.len--;

  return text;
}

/* Appends the line without its margin and its mark. */
static void
append_line (GString *out, PtlLine line, PtlText *margin)
{
  if (skip_margin_before (&line, PTL_FINGERPRINT_START))
    {
      *margin = strip ((PtlText){ line.start, (gsize) (line.pos - line.start) });
      g_string_append_c (out, '\n');
    }
  else if (skip_margin_before (&line, MARK))
    {
      ptl_line_skip (&line, MARK);
    }
  else
    {
      skip_margin (&line, *margin);
    }

  append_plain (out, strip ((PtlText){ line.pos, (gsize) (line.end - line.pos) }));
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

GString *
ptl_fingerprint_unwrap (const char *text, gsize len)
{
  g_autoptr (GString) decoded = ptl_fingerprint_decode_copy (text, len);
  GString *out = g_string_sized_new (decoded->len);
  const char *pos = decoded->str;
  const char *end = pos + decoded->len;
  PtlText margin = { pos, 0 };

  while (pos < end)
    append_line (out, ptl_line_take_from (&pos, end), &margin);

  remove_inner_marks (out);
  return out;
}
