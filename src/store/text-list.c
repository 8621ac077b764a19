/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/text-list.c: a list of strings in one column: GVariant text of type aay. */
#include "store/text-list.h"

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

GStrv
ptl_text_list_parse (const char *text)
{
  g_autoptr (GVariant) variant =
      text != NULL ? g_variant_parse (G_VARIANT_TYPE ("aay"), text, NULL, NULL, NULL)
                   : NULL;

  return variant != NULL ? g_variant_dup_bytestring_array (variant, NULL) : NULL;
}
