/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/csv-writer.c: the listed ports of a session as CSV, one a record. */
#include "formats/writer.h"

#include "formats/csv-text.h"
#include "formats/port-rows.h"

static const char *const columns[] = {
  "address", "hostname",     "protocol", "port",       "state",      "reason",
  "service", "tunnel",       "product",  "version",    "extra_info", "os_type",
  "device",  "service_host", "cpe",      "confidence", "method",     "also",
};

static void
begin (GString *out, const PtlReport *report)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ptl_csv_append_cell (out, columns[i]);
  ptl_csv_end_record (out);
}

/* Returns: (transfer full) (nullable): "PHP 8.2.7; Joomla" */
static char *
join_also (GPtrArray *also)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; also != NULL && i < also->len; i++)
    {
      g_autofree char *text = ptl_service_get_also_text (also->pdata[i]);

      g_strv_builder_add (texts, text);
    }

  all = g_strv_builder_end (texts);
  return g_strjoinv ("; ", all);
}

static void
append_service (GString *out, const PtlService *service)
{
  g_autofree char *cpes = NULL;
  g_autofree char *confidence = NULL;
  g_autofree char *also = join_also (service->also);

  if (service->cpes != NULL)
    cpes = g_strjoinv (" ", service->cpes);
  confidence = g_strdup_printf ("%u", ptl_service_get_confidence (service));

  ptl_csv_append_cell (out, service->name);
  ptl_csv_append_cell (out, service->tunnel == PTL_TUNNEL_SSL ? "ssl" : NULL);
  ptl_csv_append_cell (out, service->product);
  ptl_csv_append_cell (out, service->version);
  ptl_csv_append_cell (out, service->extra_info);
  ptl_csv_append_cell (out, service->os_type);
  ptl_csv_append_cell (out, service->device_type);
  ptl_csv_append_cell (out, service->hostname);
  ptl_csv_append_cell (out, cpes);
  ptl_csv_append_cell (out, confidence);
  ptl_csv_append_cell (out, ptl_service_get_method (service));
  ptl_csv_append_cell (out, also);
}

static void
append_port (GString *out, const PtlHost *host, const PtlPort *port)
{
  const char *name =
      host->info->hostname != NULL ? host->info->hostname : host->info->target;
  g_autofree char *address = ptl_address_to_string (&host->address);
  g_autofree char *number = g_strdup_printf ("%u", port->number);
  const guint n_before_service = 6;

  ptl_csv_append_cell (out, address);
  ptl_csv_append_cell (out, name);
  ptl_csv_append_cell (out, ptl_protocol_to_string (port->protocol));
  ptl_csv_append_cell (out, number);
  ptl_csv_append_cell (out, ptl_port_state_to_string (port->state));
  ptl_csv_append_cell (out, ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    append_service (out, port->service);
  else
    for (guint i = n_before_service; i < G_N_ELEMENTS (columns); i++)
      ptl_csv_append_cell (out, NULL);
  ptl_csv_end_record (out);
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
