/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/xml-escape.c: foreign text as XML 1.0 allows it. */
#include "formats/xml-escape.h"

#include <string.h>

static void
append_character (GString *out, gunichar c)
{
  if (c == '&')
    g_string_append (out, "&amp;");
  else if (c == '<')
    g_string_append (out, "&lt;");
  else if (c == '>')
    g_string_append (out, "&gt;");
  else if (c == '"')
    g_string_append (out, "&quot;");
  else if (c == '\'')
    g_string_append (out, "&apos;");
  else if (c >= 0x20 && c < 0x7f)
    g_string_append_c (out, (char) c);
  else if (c == '\t' || c == '\n' || c == '\r' || (c >= 0x7f && c < 0xfffe) ||
           c >= 0x10000)
    g_string_append_printf (out, "&#x%x;", (guint) c);
  else
    g_string_append_printf (out, c < 0x20 ? "\\x%02x" : "\\u{%x}", (guint) c);
}

void
ptl_xml_append_escaped (GString *out, const char *text)
{
  const char *end = text + strlen (text);

  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        g_string_append_printf (out, "\\x%02x", (guint) (guint8) *text++);
      else
        {
          append_character (out, c);
          text = g_utf8_next_char (text);
        }
    }
}

void
ptl_xml_append_attribute (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (out, " %s=\"", name);
  ptl_xml_append_escaped (out, value);
  g_string_append_c (out, '"');
}
