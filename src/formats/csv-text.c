/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/csv-text.c: cells and records of CSV (RFC 4180), for spreadsheets. */
#include "formats/csv-text.h"

#include <string.h>

#include "base/display.h"

/* No verdict needs more; a cell that is longer ends in an ellipsis. */
#define MAX_CELL 32767

void
ptl_csv_append_cell (GString *out, const char *value)
{
  const char *text = value != NULL ? value : "";
  gboolean is_formula = text[0] != '\0' && strchr ("=+-@\t\r\n", text[0]) != NULL;
  g_autofree char *shown = ptl_display_text (text, strlen (text), MAX_CELL, FALSE);
  gboolean quoted = strpbrk (shown, "\",") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (is_formula)
    g_string_append_c (out, '\'');
  for (const char *c = shown; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append (out, quoted ? "\"," : ",");
}

void
ptl_csv_end_record (GString *out)
{
  g_string_truncate (out, out->len - 1); /* the last comma */
  g_string_append (out, "\r\n");
}
