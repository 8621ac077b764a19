/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-table.c: the PORT STATE SERVICE VERSION table of a host. */
#include "formats/port-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"

#define N_COLUMNS   4
#define MAX_SERVICE 63
#define MAX_VERSION 159
#define MIN_PART    8 /* a part is left out where less of it would fit */
#define ELLIPSIS    "..."

char *
ptl_port_table_get_service (const PtlPort *port)
{
  g_autofree char *name =
      port->service != NULL ? ptl_service_get_display_name (port->service) : NULL;
  g_autofree char *shown = ptl_display_line (name != NULL ? name : "unknown");
  gsize len = strlen (shown);

  if (port->state != PTL_PORT_STATE_OPEN && g_str_has_suffix (shown, "?"))
    shown[len - 1] = '\0';

  return g_strdup (len <= MAX_SERVICE ? shown : "");
}

static void
append_part (GString *cell, const char *value, gboolean in_parentheses)
{
  g_autofree char *shown = ptl_display_line (value);
  gsize taken = cell->len + (cell->len > 0 ? 1 : 0) + (in_parentheses ? 2 : 0);
  gsize room = MAX_VERSION - MIN (taken, MAX_VERSION);
  gboolean fits = strlen (shown) <= room;

  if (shown[0] == '\0' || room < MIN_PART)
    return;

  if (!fits) /* before the character that the last place for the dots lies in */
    *g_utf8_find_prev_char (shown, shown + room - strlen (ELLIPSIS) + 1) = '\0';
  g_string_append_printf (cell, "%s%s%s%s%s", cell->len > 0 ? " " : "",
                          in_parentheses ? "(" : "", shown, fits ? "" : ELLIPSIS,
                          in_parentheses ? ")" : "");
}

char *
ptl_port_table_get_version (const PtlPort *port)
{
  GString *cell = g_string_new (NULL);

  if (port->service != NULL)
    {
      append_part (cell, port->service->product, FALSE);
      append_part (cell, port->service->version, FALSE);
      append_part (cell, port->service->extra_info, TRUE);
    }

  return g_string_free (cell, FALSE);
}

/* Columns that @text takes on a terminal. */
static gsize
get_width (const char *text)
{
  gsize width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : (g_unichar_iswide (c) ? 2 : 1);
    }

  return width;
}

/* Returns: (transfer full): N_COLUMNS cells */
static char **
make_row (const PtlPort *port)
{
  char **cells = g_new0 (char *, N_COLUMNS + 1);

  cells[0] =
      g_strdup_printf ("%u/%s", port->number, ptl_protocol_to_string (port->protocol));
  cells[1] = g_strdup (ptl_port_state_to_string (port->state));
  cells[2] = ptl_port_table_get_service (port);
  cells[3] = ptl_port_table_get_version (port);
  return cells;
}

static char **
make_heading (gboolean with_versions)
{
  char **cells = g_new0 (char *, N_COLUMNS + 1);

  cells[0] = g_strdup (_ ("PORT"));
  cells[1] = g_strdup (_ ("STATE"));
  cells[2] = g_strdup (_ ("SERVICE"));
  cells[3] = g_strdup (with_versions ? _ ("VERSION") : "");
  return cells;
}

/* Appends one line without trailing blanks. */
static void
append_line (GString *out, char *const *cells, const gsize *widths)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_string_append (out, cells[i]);
      for (gsize width = get_width (cells[i]); width <= widths[i]; width++)
        g_string_append_c (out, ' ');
    }

  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* Appends what later rules know besides, as Nmap does it with what its scripts know. */
static void
append_also (GString *out, const PtlPort *port)
{
  GPtrArray *also = port->service != NULL ? port->service->also : NULL;

  for (guint i = 0; also != NULL && i < also->len; i++)
    {
      g_autofree char *text = ptl_service_get_also_text (also->pdata[i]);
      g_autofree char *shown = ptl_display_line (text);

      g_string_append_printf (out, _ ("%s also: %s\n"), i + 1 < also->len ? "| " : "|_",
                              shown);
    }
}

void
ptl_port_table_append (GString *out, const PtlPortRows *rows, gboolean with_versions)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gsize widths[N_COLUMNS] = { 0 };

  if (rows->rows->len == 0)
    return;

  g_ptr_array_add (lines, make_heading (with_versions));
  for (guint i = 0; i < rows->rows->len; i++)
    g_ptr_array_add (lines, make_row (rows->rows->pdata[i]));
  for (guint i = 0; i < lines->len; i++)
    for (guint column = 0; column < N_COLUMNS; column++)
      widths[column] =
          MAX (widths[column], get_width (((char **) lines->pdata[i])[column]));
  for (guint i = 0; i < lines->len; i++)
    {
      append_line (out, lines->pdata[i], widths);
      if (i > 0)
        append_also (out, rows->rows->pdata[i - 1]);
    }
}
