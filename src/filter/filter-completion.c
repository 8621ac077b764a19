/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-completion.c: what may be typed next. */
#include <string.h>

#include "filter/filter.h"

/* Returns: whether a word can be completed, not within a text in quotation marks without
 * a field; @start: where it begins, a negation left out */
static gboolean
find_start (const char *text, gsize cursor, gsize *start)
{
  gboolean quoted = FALSE;

  *start = 0;

  for (gsize i = 0; i < cursor; i++)
    {
      if (text[i] == '\\' && i + 1 < cursor)
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && strchr (" \t\r\n()", text[i]) != NULL)
        *start = i + 1;
    }

  while (*start < cursor && (text[*start] == '-' || text[*start] == '!'))
    (*start)++;
  return !quoted || text[*start] != '"';
}

static void
add_if_prefix (GStrvBuilder *out, const char *prefix, const char *name, const char *end)
{
  g_autofree char *candidate = g_strconcat (name, end, NULL);

  if (g_ascii_strncasecmp (name, prefix, strlen (prefix)) == 0)
    g_strv_builder_add (out, candidate);
}

static void
add_words (GStrvBuilder *out, PtlFilterField field, const char *prefix)
{
  const char *const *words = ptl_filter_field_get_info (field)->words;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    add_if_prefix (out, prefix, words[i], "");
}

static void
add_fields (GStrvBuilder *out, const char *prefix)
{
  for (guint i = 0; i < PTL_FILTER_N_FIELDS; i++)
    {
      const PtlFilterFieldInfo *info = ptl_filter_field_get_info ((PtlFilterField) i);

      if (info->name != NULL)
        add_if_prefix (out, prefix, info->name, ":");
    }
}

GStrv
ptl_filter_complete (const char *text, gsize cursor, gsize *start, PtlFilterField *field)
{
  g_autoptr (GStrvBuilder) out = g_strv_builder_new ();
  gsize end = MIN (cursor, strlen (text));
  g_autofree char *word = NULL;
  gsize name_len;

  *field = PTL_FILTER_N_FIELDS;
  if (!find_start (text, end, start))
    return g_strv_builder_end (out);

  word = g_strndup (text + *start, end - *start);
  name_len = strcspn (word, ":=~<>!");
  if (word[name_len] == '\0')
    {
      add_words (out, PTL_FILTER_FIELD_IS, word);
      add_fields (out, word);
    }
  else if (ptl_filter_field_parse (word, name_len, field))
    {
      const char *comma = strrchr (word, ',');
      const char *value = comma != NULL
                              ? comma + 1
                              : word + name_len + strspn (word + name_len, ":=~<>!");

      *start += (gsize) (value - word);
      add_words (out, *field, value);
    }

  return g_strv_builder_end (out);
}
