/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-xml.c: a comparison as the XML that ndiff writes.
 *
 *   nmapdiff > scandiff > a/b > nmaprun
 *                       > hostdiff > host, with what is the same in it, and a and b
 * around what is not; or a or b > host, where the other one knows no such host host >
 * ports > portdiff > port, or a and b > port
 *
 * What the format has no place for (certificates, answers, what was not covered, what was
 * ignored) is counted in comments. */
#include "formats/comparison-writer.h"

#include <string.h>

#include "formats/comparison-phrases.h"
#include "formats/port-rows.h"
#include "formats/report.h"
#include "formats/xml-escape.h"

/* So many ports that changed alike are told one by one; more are in extraports. */
#define MAX_LISTED PTL_PORT_ROWS_MAX_STATE

static const char *const sides[2] = { "a", "b" };

/* A comment may contain no "--". */
static void
append_comment (GString *out, const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  ptl_xml_append_escaped (escaped, text);
  g_string_replace (escaped, "-", "&#45;", 0);
  g_string_append_printf (out, "<!-- %s -->\n", escaped->str);
}

static void
begin (GString *out, const PtlComparisonReport *report)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<nmapdiff version=\"1\">");
}

static void
append_run (GString *out, const char *side, const PtlSessionInfo *info)
{
  PtlReport report = { .info = info };
  g_autofree char *command = ptl_report_get_command (&report);
  g_autofree char *version = ptl_report_get_version (&report);
  g_autofree char *start = ptl_report_format_time (info->started_us);
  g_autofree char *seconds =
      g_strdup_printf ("%" G_GINT64_FORMAT, info->started_us / G_USEC_PER_SEC);

  g_string_append_printf (out, "<%s><nmaprun scanner=\"portolan\"", side);
  ptl_xml_append_attribute (out, "args", command);
  ptl_xml_append_attribute (out, "start", seconds);
  ptl_xml_append_attribute (out, "startstr", start);
  ptl_xml_append_attribute (out, "version", version);
  g_string_append_printf (out, "/></%s>\n", side);
}

static void
begin_comparison (GString *out,
                  const PtlComparisonReport *report,
                  const PtlComparison *comparison)
{
  g_string_append (out, "<scandiff>\n");
  for (guint i = 0; i < 2; i++)
    append_run (out, sides[i], comparison->infos[i]);
}

static void
append_status (GString *out, const PtlHost *host)
{
  g_string_append (out, "<status");
  ptl_xml_append_attribute (out, "state", ptl_host_state_to_string (host->info->state));
  g_string_append (out, "/>\n");
}

static void
append_addresses (GString *out, const PtlHost *host)
{
  g_autofree char *address = ptl_address_to_string (&host->address);

  g_string_append (out, "<address");
  ptl_xml_append_attribute (out, "addr", address);
  ptl_xml_append_attribute (out, "addrtype", host->address.is_ipv6 ? "ipv6" : "ipv4");
  g_string_append (out, "/>\n");
  if (host->info->mac == NULL)
    return;

  g_string_append (out, "<address");
  ptl_xml_append_attribute (out, "addr", host->info->mac);
  g_string_append (out, " addrtype=\"mac\"/>\n");
}

static void
append_hostname (GString *out, const PtlHost *host)
{
  if (host->info->hostname == NULL)
    return;

  g_string_append (out, "<hostname");
  ptl_xml_append_attribute (out, "name", host->info->hostname);
  g_string_append (out, "/>\n");
}

static void
append_extraports (GString *out, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);

  for (guint i = 0; i < rows->ignored->len; i++)
    {
      const PtlIgnoredState *ignored = &g_array_index (rows->ignored, PtlIgnoredState, i);

      g_string_append (out, "<extraports");
      ptl_xml_append_attribute (out, "state", ptl_port_state_to_string (ignored->state));
      g_string_append_printf (out, " count=\"%u\"/>\n", ignored->count);
    }
}

/* Appends what @append says of both, once where it is the same. */
static void
append_both (GString *out,
             const PtlHostChange *host,
             void (*append) (GString *out, const PtlHost *host))
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  append (before, host->hosts[0]);
  append (after, host->hosts[1]);
  if (g_string_equal (before, after))
    {
      g_string_append (out, before->str);
      return;
    }

  if (before->len > 0)
    g_string_append_printf (out, "<a>\n%s</a>\n", before->str);
  if (after->len > 0)
    g_string_append_printf (out, "<b>\n%s</b>\n", after->str);
}

static void
append_service (GString *out, const PtlPort *port)
{
  const PtlService *service = port != NULL ? port->service : NULL;

  if (service == NULL)
    return;

  g_string_append (out, "<service");
  ptl_xml_append_attribute (out, "name",
                            service->name != NULL ? service->name : "unknown");
  ptl_xml_append_attribute (out, "product", service->product);
  ptl_xml_append_attribute (out, "version", service->version);
  ptl_xml_append_attribute (out, "extrainfo", service->extra_info);
  ptl_xml_append_attribute (out, "hostname", service->hostname);
  ptl_xml_append_attribute (out, "ostype", service->os_type);
  ptl_xml_append_attribute (out, "devicetype", service->device_type);
  ptl_xml_append_attribute (out, "tunnel",
                            service->tunnel == PTL_TUNNEL_SSL ? "ssl" : NULL);
  g_string_append (out, "/>\n");
}

static void
begin_port (GString *out, PtlProtocol protocol, guint number, PtlPortState state)
{
  g_string_append_printf (
      out, "<port portid=\"%u\" protocol=\"%s\">\n<state state=\"%s\"/>\n", number,
      ptl_protocol_to_string (protocol), ptl_port_state_to_string (state));
}

static void
append_port (GString *out, PtlProtocol protocol, guint number, const PtlPortSide *side)
{
  begin_port (out, protocol, number, side->state);
  append_service (out, side->port);
  g_string_append (out, "</port>\n");
}

static void
append_side (GString *out, const PtlPortChange *port, guint side, guint number)
{
  g_string_append_printf (out, "<%s>\n", sides[side]);
  append_port (out, port->protocol, number, &port->sides[side]);
  g_string_append_printf (out, "</%s>\n", sides[side]);
}

static void
append_moved (GString *out, const PtlPortChange *port)
{
  for (guint i = 0; i < 2; i++)
    {
      g_string_append (out, "<portdiff>\n");
      append_side (out, port, i, port->number[i]);
      g_string_append (out, "</portdiff>\n");
    }
}

static void
append_one (GString *out, const PtlPortChange *port, guint number)
{
  g_string_append (out, "<portdiff>\n");
  if (port->sides[0].state != port->sides[1].state)
    {
      append_side (out, port, 0, number);
      append_side (out, port, 1, number);
    }
  else
    {
      begin_port (out, port->protocol, number, port->sides[0].state);
      for (guint i = 0; i < 2; i++)
        {
          g_string_append_printf (out, "<%s>\n", sides[i]);
          append_service (out, port->sides[i].port);
          g_string_append_printf (out, "</%s>\n", sides[i]);
        }
      g_string_append (out, "</port>\n");
    }
  g_string_append (out, "</portdiff>\n");
}

static void
append_set (GString *out, const PtlPortChange *port)
{
  guint n;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (port->ports, &n);

  if (ptl_port_set_count (port->ports) > MAX_LISTED)
    return; /* extraports say so */

  for (guint i = 0; i < n; i++)
    for (guint number = ranges[i].first; number <= ranges[i].last; number++)
      append_one (out, port, number);
}

/* Whether ndiff has a place for something that changed. */
static gboolean
is_known (const PtlPortChange *port)
{
  const guint known = 1u << PTL_FIELD_STATE | 1u << PTL_FIELD_PORT |
                      1u << PTL_FIELD_SERVICE | 1u << PTL_FIELD_PRODUCT |
                      1u << PTL_FIELD_VERSION | 1u << PTL_FIELD_EXTRA_INFO |
                      1u << PTL_FIELD_TUNNEL | 1u << PTL_FIELD_SERVICE_HOST |
                      1u << PTL_FIELD_OS | 1u << PTL_FIELD_DEVICE;

  for (guint i = 0; i < port->fields->len; i++)
    {
      const PtlFieldChange *field = port->fields->pdata[i];

      if ((known & (1u << field->field)) != 0)
        return TRUE;
    }

  return FALSE;
}

static void
append_port_change (GString *out, const PtlPortChange *port)
{
  if (!is_known (port))
    return;

  if (port->kind == PTL_CHANGE_MOVED)
    append_moved (out, port);
  else if (port->ports != NULL)
    append_set (out, port);
  else
    append_one (out, port, port->number[0]);
}

static void
append_whole_ports (GString *out, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);

  append_extraports (out, host);
  for (guint i = 0; i < rows->rows->len; i++)
    {
      PtlPort *port = rows->rows->pdata[i];
      const PtlPortSide side = { TRUE, port->state, port->reason, port };

      append_port (out, port->protocol, port->number, &side);
    }
}

static void
append_whole_host (GString *out, const PtlHost *host)
{
  g_string_append (out, "<host>\n");
  append_status (out, host);
  append_addresses (out, host);
  g_string_append (out, "<hostnames>\n");
  append_hostname (out, host);
  g_string_append (out, "</hostnames>\n<ports>\n");
  append_whole_ports (out, host);
  g_string_append (out, "</ports>\n</host>\n");
}

static void
append_pair (GString *out, const PtlHostChange *host)
{
  g_string_append (out, "<host>\n");
  append_both (out, host, append_status);
  append_both (out, host, append_addresses);
  g_string_append (out, "<hostnames>\n");
  append_both (out, host, append_hostname);
  g_string_append (out, "</hostnames>\n<ports>\n");
  append_both (out, host, append_extraports);
  for (guint i = 0; i < host->ports->len; i++)
    append_port_change (out, host->ports->pdata[i]);
  g_string_append (out, "</ports>\n</host>\n");
}

static void
append_host (GString *out,
             const PtlComparisonReport *report,
             const PtlComparison *comparison,
             const PtlHostChange *host)
{
  if (!ptl_host_change_is_difference (host))
    return;

  g_string_append (out, "<hostdiff>\n");
  if (host->hosts[0] != NULL && host->hosts[1] != NULL)
    append_pair (out, host);
  else
    for (guint i = 0; i < 2; i++)
      if (host->hosts[i] != NULL)
        {
          g_string_append_printf (out, "<%s>\n", sides[i]);
          append_whole_host (out, host->hosts[i]);
          g_string_append_printf (out, "</%s>\n", sides[i]);
        }
  g_string_append (out, "</hostdiff>\n");
}

static guint
count_unknown (const PtlComparison *comparison)
{
  guint n = 0;

  for (guint i = 0; i < comparison->hosts->len; i++)
    {
      const PtlHostChange *host = comparison->hosts->pdata[i];

      for (guint j = 0; j < host->ports->len; j++)
        {
          const PtlPortChange *port = host->ports->pdata[j];

          n += port->fields->len > 0 && !is_known (port);
        }
    }

  return n;
}

static void
append_ignored (GString *out, const PtlComparison *comparison)
{
  for (guint i = 0; i < comparison->ignored->len; i++)
    {
      const PtlIgnoredChange *ignored = comparison->ignored->pdata[i];
      g_autofree char *host = ptl_comparison_phrases_get_host (ignored->host);
      g_autofree char *ports =
          ignored->port != NULL ? ptl_port_change_get_ports_text (ignored->port) : NULL;
      g_autofree char *values = ptl_comparison_phrases_get_values (ignored->field);
      g_autofree char *text =
          g_strdup_printf ("ignored: %s %s %s: %s", host, ports != NULL ? ports : "",
                           ptl_change_field_to_string (ignored->field->field), values);

      append_comment (out, text);
    }
}

static void
end_comparison (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison)
{
  g_autoptr (GPtrArray) summary = ptl_comparison_phrases_get_summary (comparison);
  guint n_unknown = count_unknown (comparison);

  for (guint i = 0; i < summary->len; i++)
    append_comment (out, summary->pdata[i]);
  if (n_unknown > 0)
    {
      g_autofree char *text = g_strdup_printf (
          "%u ports changed in something that this format has no place for.", n_unknown);

      append_comment (out, text);
    }
  append_ignored (out, comparison);
  g_string_append (out, "</scandiff>");
}

static void
end (GString *out, const PtlComparisonReport *report)
{
  g_string_append (out, "</nmapdiff>\n");
}

const PtlComparisonWriter ptl_comparison_xml_writer = {
  begin, begin_comparison, append_host, end_comparison, NULL, end,
};
