/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-text.c: foreign text in HTML: safe to show, and escaped. */
#include "formats/html-text.h"

#include <string.h>

#include "base/display.h"

#define MAX_TEXT 16384 /* a fingerprint may have this length, little else does */

void
ptl_html_append_text (GString *out, const char *text)
{
  g_autofree char *shown = ptl_display_text (text, strlen (text), MAX_TEXT, FALSE);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_string_append (out, escaped);
}

void
ptl_html_append_element (GString *out, const char *tag, const char *text)
{
  g_string_append_printf (out, "<%s>", tag);
  ptl_html_append_text (out, text);
  g_string_append_printf (out, "</%s>", tag);
}

void
ptl_html_append_row (GString *out, const char *label, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;

  g_string_append (out, "<tr>");
  ptl_html_append_element (out, "th", label);
  ptl_html_append_element (out, "td", value);
  g_string_append (out, "</tr>\n");
}
