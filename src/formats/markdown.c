/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/markdown.c: foreign text in Markdown. */
#include "formats/markdown.h"

#include <string.h>

#include "base/display.h"

/* What may begin markup in the middle of a line; every one of them may be escaped. */
#define SPECIAL "\\`*_{}[]<>#|~&!"

void
ptl_markdown_append_text (GString *out, const char *text)
{
  g_autofree char *shown = ptl_display_line (text);

  for (const char *c = shown; *c != '\0'; c++)
    {
      if (strchr (SPECIAL, *c) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }
}

void
ptl_markdown_append_row (GString *out, const char *const *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i == 0 ? "| " : " | ");
      ptl_markdown_append_text (out, cells[i]);
    }
  g_string_append (out, " |\n");
}

void
ptl_markdown_append_rule (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (out, "|---");
  g_string_append (out, "|\n");
}
