/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/selection.c: ports that a person has picked, as text to paste somewhere. */
#include "formats/selection.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"
#include "formats/csv-text.h"
#include "formats/json-value.h"
#include "formats/markdown.h"
#include "formats/port-table.h"
#include "formats/service-json.h"

#define N_COLUMNS 5

typedef struct
{
  char *cells[N_COLUMNS];
} Row;

static void
clear_row (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row->cells[i]);
}

static Row
make_row (const PtlSelectedPort *selected)
{
  const PtlPort *port = selected->port;
  g_autofree char *name = ptl_host_get_display_name (selected->host);
  g_autofree char *service = ptl_port_table_get_service (port);
  Row row = {
    { ptl_display_line (name),
      g_strdup_printf ("%u/%s", port->number, ptl_protocol_to_string (port->protocol)),
      g_strdup (ptl_port_state_to_string (port->state)), ptl_display_line (service),
      ptl_port_table_get_version (port) },
  };

  return row;
}

/* Returns: (transfer full) (element-type Row): the headings first */
static GArray *
make_rows (GArray *ports)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Row headings = {
    { g_strdup (_ ("Host")), g_strdup (_ ("Port")), g_strdup (_ ("State")),
      g_strdup (_ ("Service")), g_strdup (_ ("Version")) },
  };

  g_array_set_clear_func (rows, clear_row);
  g_array_append_val (rows, headings);
  for (guint i = 0; i < ports->len; i++)
    {
      Row row = make_row (&g_array_index (ports, PtlSelectedPort, i));

      g_array_append_val (rows, row);
    }

  return rows;
}

/* Columns as wide as their widest cell. */
static void
append_text_row (GString *out, const Row *row, const glong *widths)
{
  gsize begin = out->len;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      glong pad = widths[i] - g_utf8_strlen (row->cells[i], -1);

      g_string_append (out, row->cells[i]);
      for (glong n = 0; n < pad + 2; n++)
        g_string_append_c (out, ' ');
    }
  while (out->len > begin && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static void
append_text (GString *out, GArray *rows)
{
  glong widths[N_COLUMNS] = { 0 };

  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < N_COLUMNS; k++)
      widths[k] =
          MAX (widths[k], g_utf8_strlen (g_array_index (rows, Row, i).cells[k], -1));
  for (guint i = 0; i < rows->len; i++)
    append_text_row (out, &g_array_index (rows, Row, i), widths);
}

static void
append_rows (GString *out, GArray *rows, PtlFormat format)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (format == PTL_FORMAT_MARKDOWN)
        ptl_markdown_append_row (out, (const char *const *) row->cells, N_COLUMNS);
      if (format == PTL_FORMAT_MARKDOWN && i == 0)
        ptl_markdown_append_rule (out, N_COLUMNS);
      if (format != PTL_FORMAT_CSV)
        continue;
      for (guint k = 0; k < N_COLUMNS; k++)
        ptl_csv_append_cell (out, row->cells[k]);
      ptl_csv_end_record (out);
    }
}

static void
append_json (GString *out, const PtlSelectedPort *selected)
{
  const PtlPort *port = selected->port;
  const PtlHostInfo *info = selected->host->info;
  g_autofree char *address = ptl_address_to_string (&selected->host->address);
  g_autofree char *line = NULL;
  JsonBuilder *json = ptl_json_new ();

  ptl_json_add_string (json, "address", address);
  ptl_json_add_string (json, "hostname", info->hostname);
  ptl_json_add_string (json, "target", info->target);
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (port->protocol));
  ptl_json_add_int (json, "port", port->number);
  ptl_json_add_string (json, "state", ptl_port_state_to_string (port->state));
  ptl_json_add_string (json, "reason", ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    ptl_json_add_service (json, port->service);
  line = ptl_json_free_to_line (json);
  g_string_append_printf (out, "%s\n", line);
}

gboolean
ptl_selection_can_be (PtlFormat format)
{
  return format == PTL_FORMAT_TEXT || format == PTL_FORMAT_CSV ||
         format == PTL_FORMAT_JSON || format == PTL_FORMAT_MARKDOWN;
}

char *
ptl_selection_to_string (GArray *ports, PtlFormat format)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GArray) rows = NULL;

  g_return_val_if_fail (ptl_selection_can_be (format), NULL);

  if (format == PTL_FORMAT_JSON)
    for (guint i = 0; i < ports->len; i++)
      append_json (out, &g_array_index (ports, PtlSelectedPort, i));
  if (format == PTL_FORMAT_JSON || ports->len == 0)
    return g_string_free (out, FALSE);

  rows = make_rows (ports);
  if (format == PTL_FORMAT_TEXT)
    append_text (out, rows);
  else
    append_rows (out, rows, format);
  return g_string_free (out, FALSE);
}
