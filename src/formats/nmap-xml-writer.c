/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-xml-writer.c: a session as Nmap's XML (DESIGN 4.2, spec 6.3).
 *
 * Valid against nmap.dtd, which allows nmaprun/@scanner no value but "nmap": who really
 * scanned stands in a comment, in @args and in @version.  Text values read back as they
 * are, but for what XML cannot say. */
#include "formats/writer.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "formats/port-rows.h"
#include "formats/xml-escape.h"

#define XML_OUTPUT_VERSION "1.05"

static void
attribute_u64 (GString *out, const char *name, guint64 value)
{
  g_string_append_printf (out, " %s=\"%" G_GUINT64_FORMAT "\"", name, value);
}

static void
attribute_seconds (GString *out, const char *name, gint64 time_us)
{
  g_string_append_printf (out, " %s=\"%" G_GINT64_FORMAT "\"", name,
                          time_us / G_USEC_PER_SEC);
}

static void
append_scaninfo (GString *out, const PtlReport *report, PtlProtocol protocol)
{
  const PtlPortSet *asked = report->asked[protocol];
  g_autofree char *services = ptl_port_set_to_string (asked);

  g_string_append (out, "<scaninfo");
  ptl_xml_append_attribute (out, "type",
                            protocol == PTL_PROTOCOL_UDP ? "udp" : "connect");
  ptl_xml_append_attribute (out, "protocol", ptl_protocol_to_string (protocol));
  attribute_u64 (out, "numservices", ptl_port_set_count (asked));
  ptl_xml_append_attribute (out, "services", services);
  g_string_append (out, "/>\n");
}

static void
begin (GString *out, const PtlReport *report)
{
  g_autofree char *command = ptl_report_get_command (report);
  g_autofree char *version = ptl_report_get_version (report);
  g_autofree char *start = ptl_report_format_time (report->info->started_us);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<!DOCTYPE nmaprun>\n"
                        "<!-- Portolan ");
  ptl_xml_append_escaped (out, version);
  g_string_append (out, " -->\n<nmaprun scanner=\"nmap\"");
  ptl_xml_append_attribute (out, "args", command);
  attribute_seconds (out, "start", report->info->started_us);
  ptl_xml_append_attribute (out, "startstr", start);
  ptl_xml_append_attribute (out, "version", version);
  ptl_xml_append_attribute (out, "xmloutputversion", XML_OUTPUT_VERSION);
  g_string_append (out, ">\n");

  if (report->info->options->tcp)
    append_scaninfo (out, report, PTL_PROTOCOL_TCP);
  if (report->info->options->udp)
    append_scaninfo (out, report, PTL_PROTOCOL_UDP);
  if (report->info->revision != PTL_REVISION_OF_SCAN)
    g_string_append_printf (
        out, "<!-- Services are as revision %u says, not as the scan did. -->\n",
        report->info->revision);
  g_string_append (out, "<verbose level=\"0\"/>\n<debugging level=\"0\"/>\n");
}

static void
append_address (GString *out, const char *address, const char *type, const char *vendor)
{
  g_string_append (out, "<address");
  ptl_xml_append_attribute (out, "addr", address);
  ptl_xml_append_attribute (out, "addrtype", type);
  ptl_xml_append_attribute (out, "vendor", vendor);
  g_string_append (out, "/>\n");
}

static void
append_hostname (GString *out, const char *name, const char *type)
{
  if (name == NULL)
    return;

  g_string_append (out, "<hostname");
  ptl_xml_append_attribute (out, "name", name);
  ptl_xml_append_attribute (out, "type", type);
  g_string_append (out, "/>\n");
}

static void
append_ignored (GString *out, const PtlIgnoredState *ignored)
{
  g_string_append (out, "<extraports");
  ptl_xml_append_attribute (out, "state", ptl_port_state_to_string (ignored->state));
  attribute_u64 (out, "count", ignored->count);
  g_string_append (out, ">\n");

  for (guint i = 0; i < ignored->groups->len; i++)
    {
      const PtlPortGroup *group = ignored->groups->pdata[i];
      g_autofree char *ports = ptl_port_set_to_string (group->ports);

      g_string_append (out, "<extrareasons");
      ptl_xml_append_attribute (out, "reason", ptl_reason_to_string (group->reason));
      attribute_u64 (out, "count", ptl_port_set_count (group->ports));
      ptl_xml_append_attribute (out, "proto", ptl_protocol_to_string (group->protocol));
      ptl_xml_append_attribute (out, "ports", ports);
      g_string_append (out, "/>\n");
    }

  g_string_append (out, "</extraports>\n");
}

static void
append_cpes (GString *out, GStrv cpes)
{
  for (guint i = 0; cpes[i] != NULL; i++)
    {
      g_string_append (out, "<cpe>");
      ptl_xml_append_escaped (out, cpes[i]);
      g_string_append (out, "</cpe>");
    }
}

static void
append_service (GString *out, const PtlReport *report, const PtlService *service)
{
  gboolean shows_fingerprint = ptl_report_shows_fingerprint (report, service);
  gboolean tunnelled = service != NULL && service->tunnel == PTL_TUNNEL_SSL;

  if (service == NULL || (service->name == NULL && !shows_fingerprint && !tunnelled))
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
  ptl_xml_append_attribute (out, "servicefp",
                            shows_fingerprint ? service->fingerprint : NULL);
  ptl_xml_append_attribute (out, "tunnel", tunnelled ? "ssl" : NULL);
  ptl_xml_append_attribute (out, "method", ptl_service_get_method (service));
  attribute_u64 (out, "conf", ptl_service_get_confidence (service));

  if (service->cpes == NULL)
    {
      g_string_append (out, "/>");
      return;
    }

  g_string_append_c (out, '>');
  append_cpes (out, service->cpes);
  g_string_append (out, "</service>");
}

static void
append_elem (GString *out, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (out, "<elem");
  ptl_xml_append_attribute (out, "key", key);
  g_string_append_c (out, '>');
  ptl_xml_append_escaped (out, value);
  g_string_append (out, "</elem>");
}

static void
append_also_table (GString *out, const PtlService *also)
{
  g_string_append (out, "<table>");
  append_elem (out, "name", also->name);
  append_elem (out, "product", also->product);
  append_elem (out, "version", also->version);
  append_elem (out, "extrainfo", also->extra_info);
  for (guint i = 0; also->cpes != NULL && also->cpes[i] != NULL; i++)
    append_elem (out, "cpe", also->cpes[i]);
  g_string_append (out, "</table>");
}

/* What later rules know besides has no place in a service element; the DTD lets what a
 * script has found be a table. */
static void
append_also (GString *out, GPtrArray *also)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < also->len; i++)
    {
      g_autofree char *one = ptl_service_get_also_text (also->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", one);
    }

  g_string_append (out, "<script id=\"portolan-also\"");
  ptl_xml_append_attribute (out, "output", text->str);
  g_string_append_c (out, '>');
  for (guint i = 0; i < also->len; i++)
    append_also_table (out, also->pdata[i]);
  g_string_append (out, "</script>");
}

static void
append_certificate (GString *out, const PtlCertificate *certificate)
{
  g_autofree char *from = ptl_certificate_format_time (certificate->from_us);
  g_autofree char *until = ptl_certificate_format_time (certificate->until_us);
  g_autofree char *key = ptl_certificate_get_key_text (certificate);

  g_string_append (out, "<table key=\"certificate\">");
  append_elem (out, "subject", certificate->subject);
  for (char **name = certificate->names; name != NULL && *name != NULL; name++)
    append_elem (out, "name", *name);
  append_elem (out, "issuer", certificate->issuer);
  append_elem (out, "notBefore", from);
  append_elem (out, "notAfter", until);
  append_elem (out, "key", key);
  append_elem (out, "signature", certificate->signature);
  append_elem (out, "sha256", certificate->sha256);
  append_elem (out, "sha1", certificate->sha1);
  g_string_append (out, "</table>");
}

static void
append_tls (GString *out, const PtlTlsInfo *tls)
{
  const PtlCertificate *certificate = tls->certificate;
  g_autofree char *text =
      g_strjoin (" ", tls->version, tls->cipher,
                 certificate != NULL ? certificate->subject : NULL, NULL);

  g_string_append (out, "<script id=\"portolan-tls\"");
  ptl_xml_append_attribute (out, "output", text);
  g_string_append_c (out, '>');
  append_elem (out, "version", tls->version);
  append_elem (out, "cipher", tls->cipher);
  append_elem (out, "alpn", tls->alpn);
  if (certificate != NULL)
    append_certificate (out, certificate);
  g_string_append (out, "</script>");
}

static void
append_script (GString *out, const char *id, const char *output)
{
  g_string_append (out, "<script");
  ptl_xml_append_attribute (out, "id", id);
  ptl_xml_append_attribute (out, "output", output);
  g_string_append (out, "/>");
}

static void
append_scripts (GString *out, GPtrArray *responses)
{
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];
      const char *id = ptl_response_get_script (response);
      gsize len;
      const char *data = g_bytes_get_data (response->received, &len);
      g_autofree char *output = id != NULL ? g_strndup (data, len) : NULL;

      if (id != NULL)
        append_script (out, id, output);
    }
}

static void
append_port (GString *out, const PtlReport *report, const PtlPort *port)
{
  g_string_append (out, "<port");
  ptl_xml_append_attribute (out, "protocol", ptl_protocol_to_string (port->protocol));
  attribute_u64 (out, "portid", port->number);
  g_string_append (out, "><state");
  ptl_xml_append_attribute (out, "state", ptl_port_state_to_string (port->state));
  ptl_xml_append_attribute (out, "reason", ptl_reason_to_string (port->reason));
  ptl_xml_append_attribute (out, "reason_ttl", "0");
  g_string_append (out, "/>");
  append_service (out, report, port->service);
  if (port->service != NULL && port->service->also != NULL)
    append_also (out, port->service->also);
  if (port->tls != NULL)
    append_tls (out, port->tls);
  append_scripts (out, port->responses);
  g_string_append (out, "</port>\n");
}

static void
append_system (GString *out, const PtlHostInfo *info)
{
  const char *name = ptl_host_info_find_remark (info, PTL_HOST_REMARK_OS);
  const char *accuracy = ptl_host_info_find_remark (info, PTL_HOST_REMARK_OS_ACCURACY);

  if (name == NULL)
    return;

  g_string_append (out, "<os><osmatch");
  ptl_xml_append_attribute (out, "name", name);
  ptl_xml_append_attribute (out, "accuracy", accuracy != NULL ? accuracy : "0");
  ptl_xml_append_attribute (out, "line", "0");
  g_string_append (out, "/></os>\n");
}

static void
append_host_scripts (GString *out, const PtlHostInfo *info)
{
  g_autoptr (GString) scripts = g_string_new (NULL);

  for (guint i = 0; info->remarks != NULL && i < info->remarks->len; i++)
    {
      const PtlHostRemark *remark = info->remarks->pdata[i];

      if (g_str_has_prefix (remark->name, PTL_RESPONSE_OF_SCRIPT))
        append_script (scripts, remark->name + strlen (PTL_RESPONSE_OF_SCRIPT),
                       remark->text);
    }
  if (scripts->len > 0)
    g_string_append_printf (out, "<hostscript>%s</hostscript>\n", scripts->str);
}

static void
append_ports (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);

  if (rows->rows->len + rows->ignored->len == 0)
    return;

  g_string_append (out, "<ports>");
  for (guint i = 0; i < rows->ignored->len; i++)
    append_ignored (out, &g_array_index (rows->ignored, PtlIgnoredState, i));
  for (guint i = 0; i < rows->rows->len; i++)
    append_port (out, report, rows->rows->pdata[i]);
  g_string_append (out, "</ports>\n");
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  const PtlHostInfo *info = host->info;
  g_autofree char *address = ptl_address_to_string (&host->address);

  g_string_append (out, "<host");
  ptl_xml_append_attribute (out, "timedout", info->timed_out ? "true" : NULL);
  g_string_append (out, "><status");
  ptl_xml_append_attribute (out, "state", ptl_host_state_to_string (info->state));
  ptl_xml_append_attribute (out, "reason", ptl_reason_to_string (info->reason));
  ptl_xml_append_attribute (out, "reason_ttl", "0");
  g_string_append (out, "/>\n");

  append_address (out, address, host->address.is_ipv6 ? "ipv6" : "ipv4", NULL);
  if (info->mac != NULL)
    append_address (out, info->mac, "mac", info->vendor);
  g_string_append (out, "<hostnames>\n");
  append_hostname (out, info->target, "user");
  append_hostname (out, info->hostname, "PTR");
  g_string_append (out, "</hostnames>\n");

  append_ports (out, report, host);
  append_system (out, info);
  append_host_scripts (out, info);
  g_string_append (out, "</host>\n");
}

static void
end (GString *out, const PtlReport *report)
{
  g_autofree char *finished = ptl_report_format_time (report->finished_us);
  g_autofree char *shortfall = ptl_report_get_shortfall (report);
  char elapsed[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *summary = NULL;

  g_ascii_formatd (elapsed, sizeof elapsed, "%.2f", ptl_report_get_elapsed_s (report));
  summary =
      g_strdup_printf ("Portolan done at %s; %" G_GUINT64_FORMAT
                       " IP address%s (%u host%s up) scanned in %s seconds",
                       finished, report->n_scanned, report->n_scanned == 1 ? "" : "es",
                       report->n_up, report->n_up == 1 ? "" : "s", elapsed);

  g_string_append (out, "<runstats><finished");
  attribute_seconds (out, "time", report->finished_us);
  ptl_xml_append_attribute (out, "timestr", finished);
  ptl_xml_append_attribute (out, "summary", summary);
  ptl_xml_append_attribute (out, "elapsed", elapsed);
  ptl_xml_append_attribute (out, "exit", shortfall == NULL ? "success" : "error");
  ptl_xml_append_attribute (out, "errormsg", shortfall);
  g_string_append (out, "/><hosts");
  attribute_u64 (out, "up", report->n_up);
  attribute_u64 (out, "down", report->n_scanned - report->n_up);
  attribute_u64 (out, "total", report->n_scanned);
  g_string_append (out, "/>\n</runstats>\n</nmaprun>\n");
}

const PtlWriter ptl_nmap_xml_writer = { begin, append_host, end };
