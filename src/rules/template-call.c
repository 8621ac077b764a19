/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/template-call.c: one substitution inside a version template: $1, $P(1), ... */
#include "rules/template-call.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STRING 127 /* bytes of an argument, spec 1.7 */

static gboolean
check_group (PtlTemplateCall *self, guint64 group, GError **error)
{
  if (group < 1 || group > 9)
    return ptl_line_fail (_ ("a capture group is 1 to 9"), error);

  self->group = (guint) group;
  return TRUE;
}

/* A number as C writes it: decimal, 0x and hexadecimal, 0 and octal. */
static gboolean
parse_group (PtlTemplateCall *self, PtlLine *line, GError **error)
{
  char digits[8] = { 0 };
  const char *end = line->pos;
  char *stop;
  guint64 group;

  while (end < line->end && g_ascii_isalnum (*end))
    end++;
  memcpy (digits, line->pos, MIN ((gsize) (end - line->pos), sizeof digits - 1));
  group = strtoul (digits, &stop, 0);
  if (end == line->pos || *stop != '\0')
    return ptl_line_fail (_ ("the number of a capture group is expected"), error);
  if (!check_group (self, group, error))
    return FALSE;

  line->pos = end;
  return TRUE;
}

static gboolean
parse_string (PtlLine *line, GBytes **bytes, GError **error)
{
  const char *start = line->pos;

  *bytes = ptl_line_take_string (line, error);
  if (*bytes == NULL)
    return FALSE;

  if (g_bytes_get_size (*bytes) > MAX_STRING)
    {
      line->pos = start;
      return ptl_line_fail (_ ("the string is longer than 127 bytes"), error);
    }

  return TRUE;
}

static gboolean
parse_comma (PtlLine *line, GError **error)
{
  ptl_line_skip_blanks (line);
  if (!ptl_line_skip (line, ","))
    return ptl_line_fail (_ ("a comma is expected"), error);

  ptl_line_skip_blanks (line);
  return TRUE;
}

static gboolean
parse_strings_to_replace (PtlTemplateCall *self, PtlLine *line, GError **error)
{
  if (!parse_comma (line, error) || !parse_string (line, &self->find, error) ||
      !parse_comma (line, error) || !parse_string (line, &self->replacement, error))
    return FALSE;

  if (g_bytes_get_size (self->find) == 0)
    return ptl_line_fail (_ ("there is nothing to replace"), error);
  return TRUE;
}

static gboolean
parse_byte_order (PtlTemplateCall *self, PtlLine *line, GError **error)
{
  if (!parse_comma (line, error))
    return FALSE;

  self->big_endian = ptl_line_skip (line, "\">\"");
  if (!self->big_endian && !ptl_line_skip (line, "\"<\""))
    return ptl_line_fail (_ ("the byte order is \">\" or \"<\""), error);
  return TRUE;
}

static gboolean
parse_arguments (PtlTemplateCall *self, PtlLine *line, GError **error)
{
  ptl_line_skip_blanks (line);
  if (!parse_group (self, line, error))
    return FALSE;
  if (self->kind == PTL_TEMPLATE_CALL_REPLACE &&
      !parse_strings_to_replace (self, line, error))
    return FALSE;
  if (self->kind == PTL_TEMPLATE_CALL_NUMBER && !parse_byte_order (self, line, error))
    return FALSE;

  ptl_line_skip_blanks (line);
  if (!ptl_line_skip (line, ")"))
    return ptl_line_fail (_ ("a closing parenthesis is expected"), error);
  return TRUE;
}

gboolean
ptl_template_call_parse (PtlTemplateCall *self, PtlLine *line, GError **error)
{
  static const struct
  {
    const char *name;
    PtlTemplateCallKind kind;
  } helpers[] = { { "P(", PTL_TEMPLATE_CALL_PRINTABLE },
                  { "SUBST(", PTL_TEMPLATE_CALL_REPLACE },
                  { "I(", PTL_TEMPLATE_CALL_NUMBER } };

  *self = (PtlTemplateCall){ PTL_TEMPLATE_CALL_CAPTURE };
  line->pos++;
  if (line->pos < line->end && g_ascii_isdigit (*line->pos))
    return check_group (self, (guint64) g_ascii_digit_value (*line->pos++), error);

  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    if (ptl_line_skip (line, helpers[i].name))
      {
        self->kind = helpers[i].kind;
        return parse_arguments (self, line, error);
      }

  return ptl_line_fail (_ ("$1 to $9, $P(), $SUBST() or $I() is expected"), error);
}

void
ptl_template_call_clear (PtlTemplateCall *self)
{
  g_clear_pointer (&self->find, g_bytes_unref);
  g_clear_pointer (&self->replacement, g_bytes_unref);
}
