/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/line.c: one line of a probe file and how far it is read. */
#include "rules/line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/escape.h"
#include "rules/probe-db.h"

PtlLine
ptl_line_new (const char *text, gsize len)
{
  return (PtlLine){ text, text, text + len };
}

PtlLine
ptl_line_from_text (PtlText text)
{
  return ptl_line_new (text.text, text.len);
}

PtlLine
ptl_line_take_from (const char **pos, const char *end)
{
  const char *feed = memchr (*pos, '\n', (gsize) (end - *pos));
  PtlLine line = ptl_line_new (*pos, (gsize) ((feed != NULL ? feed : end) - *pos));

  if (line.end > line.start && line.end[-1] == '\r')
    line.end--;
  *pos = feed != NULL ? feed + 1 : end;
  return line;
}

gboolean
ptl_line_is_at_end (const PtlLine *self)
{
  return self->pos == self->end;
}

guint
ptl_line_get_column (const PtlLine *self)
{
  return (guint) (self->pos - self->start) + 1;
}

void
ptl_line_skip_blanks (PtlLine *self)
{
  while (self->pos < self->end && g_ascii_isspace (*self->pos))
    self->pos++;
}

gboolean
ptl_line_skip (PtlLine *self, const char *word)
{
  gsize len = strlen (word);

  if (len > (gsize) (self->end - self->pos) || memcmp (self->pos, word, len) != 0)
    return FALSE;

  self->pos += len;
  return TRUE;
}

PtlText
ptl_line_take_word (PtlLine *self)
{
  const char *start = self->pos;

  while (self->pos < self->end && !g_ascii_isspace (*self->pos))
    self->pos++;
  return (PtlText){ start, (gsize) (self->pos - start) };
}

PtlText
ptl_line_take_letters (PtlLine *self)
{
  const char *start = self->pos;

  while (self->pos < self->end && g_ascii_isalpha (*self->pos))
    self->pos++;
  return (PtlText){ start, (gsize) (self->pos - start) };
}

gboolean
ptl_line_take_delimited (PtlLine *self, PtlText *text, GError **error)
{
  const char *start = self->pos + 1;
  const char *close;

  if (ptl_line_is_at_end (self) || g_ascii_isspace (*self->pos))
    return ptl_line_fail (_ ("a delimiter is expected"), error);

  close = memchr (start, *self->pos, (gsize) (self->end - start));
  if (close == NULL)
    return ptl_line_fail (_ ("the closing delimiter is missing"), error);

  *text = (PtlText){ start, (gsize) (close - start) };
  self->pos = close + 1;
  return TRUE;
}

/* Where the string that @pos is inside ends, NULL if it does not. */
static const char *
find_closing_quote (const char *pos, const char *end)
{
  for (; pos < end && *pos != '"'; pos++)
    if (*pos == '\\' && ++pos == end)
      break;

  return pos < end ? pos : NULL;
}

GBytes *
ptl_line_take_string (PtlLine *self, GError **error)
{
  const char *close;
  gsize offset = 0;
  GBytes *bytes;

  if (!ptl_line_skip (self, "\""))
    {
      ptl_line_fail (_ ("a string in double quotes is expected"), error);
      return NULL;
    }

  close = find_closing_quote (self->pos, self->end);
  if (close == NULL)
    {
      ptl_line_fail (_ ("the closing quote is missing"), error);
      return NULL;
    }

  bytes = ptl_unescape (self->pos, (gsize) (close - self->pos), &offset, NULL);
  self->pos = bytes != NULL ? close + 1 : self->pos + offset;
  if (bytes == NULL)
    ptl_line_fail (_ ("unknown escape in a string"), error);
  return bytes;
}

gboolean
ptl_line_fail (const char *what, GError **error)
{
  g_set_error_literal (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX, what);
  return FALSE;
}

char *
ptl_text_dup (PtlText text)
{
  return text.len > 0 ? g_strndup (text.text, text.len) : g_strdup ("");
}

gboolean
ptl_text_is_printable (PtlText text)
{
  const char *end = text.text + text.len;

  if (!g_utf8_validate_len (text.text, text.len, NULL))
    return FALSE;

  for (const char *pos = text.text; pos < end; pos = g_utf8_next_char (pos))
    if (!g_unichar_isprint (g_utf8_get_char (pos)))
      return FALSE;

  return TRUE;
}
