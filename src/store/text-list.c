/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/text-list.c: a list of strings in one column: GVariant text of type aay. */
#include "store/text-list.h"

#include <string.h>

char *
ptl_text_list_print (GStrv strings)
{
  g_autoptr (GVariant) variant = NULL;

  if (strings == NULL)
    return NULL;

  variant = g_variant_ref_sink (
      g_variant_new_bytestring_array ((const char *const *) strings, -1));
  return g_variant_print (variant, TRUE);
}

/* Reads "[b'one', b\"it's\"]", as nearly all lists are: g_variant_parse() takes twenty
 * times as long.  Returns: (transfer full) (nullable): NULL for anything else */
static GStrv
parse_plain (const char *text)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  const char *separator = "[";

  while (g_str_has_prefix (text, separator))
    {
      const char *quote = text + strlen (separator) + 1;
      const char *end;
      g_autofree char *item = NULL;

      if (quote[-1] != 'b' || (*quote != '\'' && *quote != '"'))
        return NULL;
      end = quote + 1 + strcspn (quote + 1, *quote == '"' ? "\"\\" : "'\\");
      if (*end != *quote)
        return NULL;

      item = g_strndup (quote + 1, (gsize) (end - quote - 1));
      g_strv_builder_add (items, item);
      text = end + 1;
      separator = ", ";
    }

  return strcmp (text, "]") == 0 ? g_strv_builder_end (items) : NULL;
}

/* Any list there is. */
static GStrv
parse_variant (const char *text)
{
  g_autoptr (GVariant) variant =
      g_variant_parse (G_VARIANT_TYPE ("aay"), text, NULL, NULL, NULL);

  return variant != NULL ? g_variant_dup_bytestring_array (variant, NULL) : NULL;
}

GStrv
ptl_text_list_parse (const char *text)
{
  GStrv items = text != NULL ? parse_plain (text) : NULL;

  return items != NULL || text == NULL ? items : parse_variant (text);
}
