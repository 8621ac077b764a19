/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-parser.c: reads a match or softmatch line (spec 1.5). */
#include "rules/rule-parser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/version-info.h"

static gboolean
parse_flags (PtlLine *line, PtlPattern *pattern, GError **error)
{
  for (; line->pos < line->end && !g_ascii_isspace (*line->pos); line->pos++)
    switch (*line->pos)
      {
      case 'i':
        pattern->caseless = TRUE;
        break;
      case 's':
        pattern->dotall = TRUE;
        break;
      default:
        return ptl_line_fail (_ ("the flags of a pattern are i and s"), error);
      }

  return TRUE;
}

static gboolean
parse_pattern (PtlLine *line, PtlRule *rule, GError **error)
{
  if (!ptl_line_skip (line, "m"))
    return ptl_line_fail (_ ("a pattern m|...| is expected"), error);
  if (line->pos < line->end && (g_ascii_isalpha (*line->pos) || *line->pos == ':'))
    return ptl_line_fail (_ ("a letter or colon cannot delimit a pattern"), error);

  rule->pattern_column = ptl_line_get_column (line) + 1;
  if (!ptl_line_take_delimited (line, &rule->pattern.text, error))
    return FALSE;
  return parse_flags (line, &rule->pattern, error);
}

static gboolean
check_version_info (PtlLine *line, GError **error)
{
  PtlVersionField field;
  PtlText template;

  for (;;)
    switch (ptl_version_info_next (line, &field, &template, error))
      {
      case PTL_VERSION_INFO_FIELD:
        break;
      case PTL_VERSION_INFO_END:
        return TRUE;
      case PTL_VERSION_INFO_ERROR:
        return FALSE;
      }
}

/* "ssl/" alone would be a tunnel with nothing in it. */
static gboolean
is_service_name (PtlText word)
{
  gboolean is_bare = word.len == 4 && memcmp (word.text, "ssl/", 4) == 0;

  return word.len > 0 && !is_bare && ptl_text_is_printable (word);
}

PtlRule *
ptl_rule_parse (PtlLine *line, gboolean soft, GStringChunk *services, GError **error)
{
  g_autoptr (PtlRule) rule = g_new0 (PtlRule, 1);
  g_autofree char *service = NULL;
  PtlText word = ptl_line_take_word (line);

  if (!is_service_name (word))
    {
      line->pos = word.text;
      ptl_line_fail (_ ("a service name is expected"), error);
      return NULL;
    }

  service = ptl_text_dup (word);
  rule->soft = soft;
  rule->service = g_string_chunk_insert_const (services, service);
  ptl_line_skip_blanks (line);
  if (!parse_pattern (line, rule, error))
    return NULL;

  rule->version_info = (PtlText){ line->pos, (gsize) (line->end - line->pos) };
  if (!check_version_info (line, error))
    return NULL;

  return g_steal_pointer (&rule);
}
