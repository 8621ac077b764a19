/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/csv-writer.c: the listed ports of a session as CSV (RFC 4180), one a record.
 *
 * For spreadsheets: a cell that one would take for a formula begins with an apostrophe,
 * and characters that mislead are written visibly (base/display.h). */
#include "formats/writer.h"

#include <string.h>

#include "base/display.h"
#include "formats/port-rows.h"

/* No verdict needs more; a cell that is longer ends in an ellipsis. */
#define MAX_CELL 32767

static const char *const columns[] = {
  "address", "hostname",     "protocol", "port",       "state",      "reason",
  "service", "tunnel",       "product",  "version",    "extra_info", "os_type",
  "device",  "service_host", "cpe",      "confidence", "method",
};

/* Appends the cell and a comma. */
static void
append_cell (GString *out, const char *value)
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

static void
end_record (GString *out)
{
  g_string_truncate (out, out->len - 1); /* the last comma */
  g_string_append (out, "\r\n");
}

static void
begin (GString *out, const PtlReport *report)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (out, columns[i]);
  end_record (out);
}

static void
append_service (GString *out, const PtlService *service)
{
  g_autofree char *cpes = NULL;
  g_autofree char *confidence = NULL;

  if (service->cpes != NULL)
    cpes = g_strjoinv (" ", service->cpes);
  confidence = g_strdup_printf ("%u", ptl_service_get_confidence (service));

  append_cell (out, service->name);
  append_cell (out, service->tunnel == PTL_TUNNEL_SSL ? "ssl" : NULL);
  append_cell (out, service->product);
  append_cell (out, service->version);
  append_cell (out, service->extra_info);
  append_cell (out, service->os_type);
  append_cell (out, service->device_type);
  append_cell (out, service->hostname);
  append_cell (out, cpes);
  append_cell (out, confidence);
  append_cell (out, ptl_service_get_method (service));
}

static void
append_port (GString *out, const PtlHost *host, const PtlPort *port)
{
  const char *name =
      host->info->hostname != NULL ? host->info->hostname : host->info->target;
  g_autofree char *address = ptl_address_to_string (&host->address);
  g_autofree char *number = g_strdup_printf ("%u", port->number);
  const guint n_before_service = 6;

  append_cell (out, address);
  append_cell (out, name);
  append_cell (out, ptl_protocol_to_string (port->protocol));
  append_cell (out, number);
  append_cell (out, ptl_port_state_to_string (port->state));
  append_cell (out, ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    append_service (out, port->service);
  else
    for (guint i = n_before_service; i < G_N_ELEMENTS (columns); i++)
      append_cell (out, NULL);
  end_record (out);
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);

  for (guint i = 0; i < rows->rows->len; i++)
    append_port (out, host, rows->rows->pdata[i]);
}

static void
end (GString *out, const PtlReport *report)
{
}

const PtlWriter ptl_csv_writer = { begin, append_host, end };
