/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-text.c: foreign text in HTML: safe to show, and escaped. */
#include "formats/html-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"

#define MAX_TEXT 16384 /* a fingerprint may have this length, little else does */

static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" "
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<style>\n"
    ":root { --ink: #1c2329; --paper: #fff; --soft: #5b6670; --line: #d5dade;"
    " --band: #f4f6f7; --open: #1b6e3c; --gone: #a3282a; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #e4e8eb; --paper: #14181b;"
    " --soft: #97a3ad; --line: #343c43; --band: #1c2226; --open: #6fce94; --gone: #f08a85; } }\n"
    "@media print { :root { --ink: #000; --paper: #fff; --soft: #444; --line: #999;"
    " --band: #fff; --open: #000; --gone: #000; } section { break-inside: avoid-page; } }\n"
    "body { color: var(--ink); background: var(--paper); max-width: 64rem;"
    " margin: 2rem auto; padding: 0 1rem; font: 1rem/1.45 sans-serif; }\n"
    "h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .2rem; }\n"
    "p { margin: .3rem 0; } .soft { color: var(--soft); }\n"
    "table { border-collapse: collapse; width: 100%; margin: .6rem 0; }\n"
    "th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;"
    " border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }\n"
    "thead { display: table-header-group; } tr { break-inside: avoid; }\n"
    "tbody tr:nth-child(even) { background: var(--band); }\n"
    "td:first-child, code, pre { font-family: monospace; white-space: nowrap; }\n"
    ".gone { color: var(--gone); font-weight: bold; }\n"
    ".open { color: var(--open); font-weight: bold; }\n"
    "pre, code { white-space: pre-wrap; overflow-wrap: anywhere; }\n"
    ".charts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }\n"
    "figure { flex: 1 1 28rem; margin: .5rem 0; break-inside: avoid; }\n"
    "figcaption { font-weight: bold; margin-bottom: .3rem; }\n"
    "svg { width: 100%; height: auto; } svg text { fill: var(--ink);"
    " font: 13px sans-serif; } svg rect { fill: var(--open); }\n"
    "</style>\n";

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

void
ptl_html_begin (GString *out, const char *title)
{
  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"");
  ptl_html_append_text (out,
                        _ ("en")); /* Translators: the language tag of this translation */
  g_string_append (out, "\">\n<head>\n");
  g_string_append (out, head);
  ptl_html_append_element (out, "title", title);
  g_string_append (out, "\n</head>\n<body>\n");
  ptl_html_append_element (out, "h1", title);
}
