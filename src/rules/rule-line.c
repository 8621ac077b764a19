/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-line.c: a match line as a form. */
#include "rules/rule-line.h"

#include <string.h>

#include "rules/line.h"
#include "rules/rule-text.h"
#include "rules/version-info.h"

static const char *const keys[] = {
  [PTL_RULE_PART_SERVICE] = "",     [PTL_RULE_PART_PATTERN] = "m",
  [PTL_RULE_PART_PRODUCT] = "p",    [PTL_RULE_PART_VERSION] = "v",
  [PTL_RULE_PART_EXTRA_INFO] = "i", [PTL_RULE_PART_HOSTNAME] = "h",
  [PTL_RULE_PART_OS_TYPE] = "o",    [PTL_RULE_PART_DEVICE_TYPE] = "d",
};

/* Where a part stands: its text, and all of it with key and delimiters. */
typedef struct
{
  gboolean is_there;
  PtlText text;
  const char *start;
  const char *end;
} Place;

static gboolean
skip_keyword (PtlLine *line)
{
  return ptl_line_skip (line, "match ") || ptl_line_skip (line, "softmatch ");
}

gboolean
ptl_rule_line_is_rule (const char *line)
{
  return g_str_has_prefix (line, "match ") || g_str_has_prefix (line, "softmatch ");
}

static gboolean
is_part (PtlVersionField field, PtlRulePart part)
{
  switch (field)
    {
    case PTL_VERSION_FIELD_PRODUCT:
      return part == PTL_RULE_PART_PRODUCT;
    case PTL_VERSION_FIELD_VERSION:
      return part == PTL_RULE_PART_VERSION;
    case PTL_VERSION_FIELD_EXTRA_INFO:
      return part == PTL_RULE_PART_EXTRA_INFO;
    case PTL_VERSION_FIELD_HOSTNAME:
      return part == PTL_RULE_PART_HOSTNAME;
    case PTL_VERSION_FIELD_OS_TYPE:
      return part == PTL_RULE_PART_OS_TYPE;
    case PTL_VERSION_FIELD_DEVICE_TYPE:
      return part == PTL_RULE_PART_DEVICE_TYPE;
    case PTL_VERSION_FIELD_CPE:
      return FALSE;
    }

  g_assert_not_reached ();
}

static gboolean
find_field (PtlLine *line, PtlRulePart part, Place *place)
{
  for (;;)
    {
      const char *before = line->pos;
      PtlVersionField field;
      PtlText text;

      switch (ptl_version_info_next (line, &field, &text, NULL))
        {
        case PTL_VERSION_INFO_END:
          return TRUE;
        case PTL_VERSION_INFO_ERROR:
          return FALSE;
        case PTL_VERSION_INFO_FIELD:
          if (is_part (field, part))
            *place = (Place){ TRUE, text, before, line->pos };
          break;
        }
    }
}

/* Returns: whether the line could be read as far as the part may stand */
static gboolean
find (const char *text, PtlRulePart part, Place *place)
{
  PtlLine line = ptl_line_new (text, strlen (text));
  PtlText word;
  const char *start;
  PtlText pattern;

  *place = (Place){ FALSE };
  if (!skip_keyword (&line))
    return FALSE;

  start = line.pos;
  word = ptl_line_take_word (&line);
  if (word.len == 0)
    return FALSE;
  *place = (Place){ TRUE, word, start, line.pos };
  if (part == PTL_RULE_PART_SERVICE)
    return TRUE;

  ptl_line_skip_blanks (&line);
  start = line.pos;
  if (!ptl_line_skip (&line, "m") || !ptl_line_take_delimited (&line, &pattern, NULL))
    return FALSE;
  *place = (Place){ TRUE, pattern, start, line.pos };
  if (part == PTL_RULE_PART_PATTERN)
    return TRUE;

  ptl_line_take_letters (&line);
  *place = (Place){ FALSE };
  return find_field (&line, part, place);
}

char *
ptl_rule_line_get (const char *line, PtlRulePart part)
{
  Place place;

  return find (line, part, &place) && place.is_there ? ptl_text_dup (place.text) : NULL;
}

/* Appends the part with its key; FALSE if the value cannot stand there. */
static gboolean
append_part (GString *out, PtlRulePart part, const char *value)
{
  if (strpbrk (value, "\r\n") != NULL)
    return FALSE;

  if (part == PTL_RULE_PART_SERVICE)
    {
      g_string_append (out, value);
      return *value != '\0' && strpbrk (value, " \t") == NULL;
    }

  if (part == PTL_RULE_PART_PATTERN)
    return *value != '\0' && ptl_rule_text_append_delimited (out, keys[part], value);
  if (*value == '\0')
    return TRUE;

  g_string_append_c (out, ' ');
  return ptl_rule_text_append_delimited (out, keys[part], value);
}

char *
ptl_rule_line_set (const char *line, PtlRulePart part, const char *value)
{
  const gsize len = strlen (line);
  g_autoptr (GString) out = g_string_new (NULL);
  Place place;

  if (!find (line, part, &place))
    return NULL;
  if (place.is_there && place.text.len == strlen (value) &&
      memcmp (place.text.text, value, place.text.len) == 0)
    return g_strdup (line);
  if (!place.is_there)
    place.start = place.end = line + len;

  g_string_append_len (out, line, place.start - line);
  if (!append_part (out, part, value))
    return NULL;
  g_string_append (out, place.end);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
