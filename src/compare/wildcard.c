/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/wildcard.c: patterns with "*" for anything and "?" for one character. */
#include "compare/wildcard.h"

gboolean
ptl_wildcard_matches (const char *pattern, const char *text)
{
  const char *star = NULL; /* the last "*", and where in the text it ends so far */
  const char *resume = NULL;

  while (*text != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          resume = text;
        }
      else if (*pattern == '?' || g_ascii_tolower (*pattern) == g_ascii_tolower (*text))
        {
          pattern++;
          text++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          text = ++resume;
        }
      else
        {
          return FALSE;
        }
    }

  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}
