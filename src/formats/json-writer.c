/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-writer.c: a session as one JSON document, or as JSON lines.
 *
 *   json:  { "format", "format_version", "session": {}, "hosts": [ {}, ... ], "summary":
 * {} } jsonl: one object a line: type "session", then "host" for each host, then
 * "summary"
 *
 * Names that have no value are left out; times are UTC in ISO 8601; bytes stand both in
 * the notation of rule examples ("text") and in base64.  ASCII only: what is not is
 * written as \uHHHH, so that a terminal shows nothing but what is there. */
#include "formats/writer.h"

#include <json-glib/json-glib.h>

#include "base/escape.h"
#include "formats/port-rows.h"

#define FORMAT_NAME    "portolan-session"
#define FORMAT_VERSION 1

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    return;

  valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, valid);
}

static void
add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_flag (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_time (JsonBuilder *json, const char *name, gint64 time_us)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  if (second == NULL || time_us == 0)
    return;

  text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%SZ");
  add_string (json, name, text);
}

static void
add_strings (JsonBuilder *json, const char *name, const char *const *values, guint n)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (values[i], -1);

      json_builder_add_string_value (json, valid);
    }
  json_builder_end_array (json);
}

static void
add_bytes (JsonBuilder *json, const char *name, GBytes *bytes)
{
  gsize len = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;
  g_autofree char *text = ptl_escape (data, len);
  g_autofree char *base64 = g_base64_encode (data, len);

  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  add_string (json, "text", text);
  add_string (json, "base64", base64);
  json_builder_end_object (json);
}

static void
add_captures (JsonBuilder *json, GArray *captures)
{
  json_builder_set_member_name (json, "captures");
  json_builder_begin_array (json);
  for (guint i = 0; i < captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (captures, PtlCapture, i);

      json_builder_begin_array (json);
      json_builder_add_int_value (json, capture->start);
      json_builder_add_int_value (json, capture->end);
      json_builder_end_array (json);
    }
  json_builder_end_array (json);
}

static void
add_rule (JsonBuilder *json, const PtlRuleRef *rule)
{
  json_builder_set_member_name (json, "rule");
  json_builder_begin_object (json);
  add_string (json, "layer", rule->layer);
  add_string (json, "file", rule->file);
  add_int (json, "line", rule->line);
  add_string (json, "probe", rule->probe);
  add_string (json, "pattern", rule->pattern);
  add_string (json, "via", ptl_match_via_to_string (rule->via));
  add_int (json, "response", rule->response);
  add_captures (json, rule->captures);
  json_builder_end_object (json);
}

static void
add_service (JsonBuilder *json, const PtlService *service)
{
  json_builder_set_member_name (json, "service");
  json_builder_begin_object (json);
  add_string (json, "name", service->name);
  add_string (json, "product", service->product);
  add_string (json, "version", service->version);
  add_string (json, "extra_info", service->extra_info);
  add_string (json, "hostname", service->hostname);
  add_string (json, "os_type", service->os_type);
  add_string (json, "device_type", service->device_type);
  if (service->cpes != NULL)
    add_strings (json, "cpes", (const char *const *) service->cpes,
                 g_strv_length (service->cpes));
  add_string (json, "tunnel", ptl_tunnel_to_string (service->tunnel));
  add_string (json, "outcome", ptl_service_outcome_to_string (service->outcome));
  add_string (json, "method", ptl_service_get_method (service));
  add_int (json, "confidence", ptl_service_get_confidence (service));
  add_string (json, "fingerprint", service->fingerprint);
  if (service->rule != NULL)
    add_rule (json, service->rule);
  json_builder_end_object (json);
}

static void
add_response (JsonBuilder *json, const PtlResponse *response)
{
  json_builder_begin_object (json);
  add_int (json, "sequence", response->sequence);
  add_string (json, "probe", response->probe);
  add_string (json, "tunnel", ptl_tunnel_to_string (response->tunnel));
  add_time (json, "time", response->time_us);
  add_int (json, "elapsed_ms", response->elapsed_ms);
  add_string (json, "end", ptl_response_end_to_string (response->end));
  add_int (json, "full_length", (gint64) response->full_length);
  add_bytes (json, "sent", response->sent);
  add_bytes (json, "received", response->received);
  json_builder_end_object (json);
}

static void
add_port (JsonBuilder *json, const PtlPort *port)
{
  json_builder_begin_object (json);
  add_string (json, "protocol", ptl_protocol_to_string (port->protocol));
  add_int (json, "port", port->number);
  add_string (json, "state", ptl_port_state_to_string (port->state));
  add_string (json, "reason", ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    add_service (json, port->service);
  if (port->responses != NULL)
    {
      json_builder_set_member_name (json, "responses");
      json_builder_begin_array (json);
      for (guint i = 0; i < port->responses->len; i++)
        add_response (json, port->responses->pdata[i]);
      json_builder_end_array (json);
    }
  json_builder_end_object (json);
}

static void
add_group (JsonBuilder *json, const PtlPortGroup *group)
{
  g_autofree char *ports = ptl_port_set_to_string (group->ports);

  json_builder_begin_object (json);
  add_string (json, "protocol", ptl_protocol_to_string (group->protocol));
  add_string (json, "state", ptl_port_state_to_string (group->state));
  add_string (json, "reason", ptl_reason_to_string (group->reason));
  add_int (json, "count", ptl_port_set_count (group->ports));
  add_string (json, "ports", ports);
  json_builder_end_object (json);
}

static void
add_host_info (JsonBuilder *json, const PtlHost *host)
{
  const PtlHostInfo *info = host->info;
  g_autofree char *address = ptl_address_to_string (&host->address);

  add_string (json, "address", address);
  add_string (json, "state", ptl_host_state_to_string (info->state));
  add_string (json, "reason", ptl_reason_to_string (info->reason));
  add_string (json, "hostname", info->hostname);
  add_string (json, "target", info->target);
  add_string (json, "mac", info->mac);
  if (info->rtt_us >= 0)
    add_int (json, "rtt_us", info->rtt_us);
  add_flag (json, "finished", info->finished);
  add_flag (json, "timed_out", info->timed_out);
}

/* All of a host's ports: here no state is too common to be listed. */
static void
add_host (JsonBuilder *json, const PtlHost *host)
{
  add_host_info (json, host);
  json_builder_set_member_name (json, "ports");
  json_builder_begin_array (json);
  for (guint i = 0; i < host->ports->len; i++)
    add_port (json, host->ports->pdata[i]);
  json_builder_end_array (json);

  json_builder_set_member_name (json, "port_groups");
  json_builder_begin_array (json);
  for (guint i = 0; i < host->groups->len; i++)
    add_group (json, &g_array_index (host->groups, PtlPortGroup, i));
  json_builder_end_array (json);
}

static void
add_session (JsonBuilder *json, const PtlReport *report)
{
  const PtlSessionInfo *info = report->info;
  g_autofree char *command = ptl_report_get_command (report);

  if (info->id != 0)
    add_int (json, "id", info->id);
  add_string (json, "name", info->name);
  add_string (json, "engine", info->engine);
  add_string (json, "command", command);
  add_strings (json, "targets", (const char *const *) info->options->targets->pdata,
               info->options->targets->len);
  add_time (json, "started", info->started_us);
}

static void
add_summary (JsonBuilder *json, const PtlReport *report)
{
  add_string (json, "state", ptl_session_state_to_string (report->info->state));
  add_time (json, "finished", report->finished_us);
  json_builder_set_member_name (json, "elapsed_s");
  json_builder_add_double_value (json, ptl_report_get_elapsed_s (report));
  add_int (json, "addresses_scanned", (gint64) report->n_scanned);
  add_int (json, "hosts_up", report->n_up);
  add_int (json, "open_ports", report->n_open_ports);
}

/* JSON has characters beyond ASCII inside strings only, where \u says the same. */
static void
append_ascii (GString *out, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c < 0x7f)
        g_string_append_c (out, (char) c);
      else if (c < 0x10000)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

/* Ends the object under construction and appends it to @out. */
static void
append_object (GString *out, JsonBuilder *json)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (json);
  root = json_builder_get_root (json);
  text = json_to_string (root, FALSE);
  append_ascii (out, text);
}

static JsonBuilder *
begin_object (const char *type)
{
  JsonBuilder *json = json_builder_new ();

  json_builder_begin_object (json);
  add_string (json, "type", type);
  return json;
}

static void
begin (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object (NULL);

  g_string_append_printf (
      out, "{\"format\":\"%s\",\n\"format_version\":%d,\n\"session\":", FORMAT_NAME,
      FORMAT_VERSION);
  add_session (json, report);
  append_object (out, json);
  g_string_append (out, ",\n\"hosts\":[\n");
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (JsonBuilder) json = begin_object (NULL);

  if (host != report->hosts->pdata[0])
    g_string_append (out, ",\n");
  add_host (json, host);
  append_object (out, json);
}

static void
end (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object (NULL);

  g_string_append (out, "\n],\n\"summary\":");
  add_summary (json, report);
  append_object (out, json);
  g_string_append (out, "}\n");
}

const PtlWriter ptl_json_writer = { begin, append_host, end };

static void
begin_lines (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object ("session");

  add_string (json, "format", FORMAT_NAME);
  add_int (json, "format_version", FORMAT_VERSION);
  add_session (json, report);
  append_object (out, json);
  g_string_append_c (out, '\n');
}

static void
append_host_line (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (JsonBuilder) json = begin_object ("host");

  add_host (json, host);
  append_object (out, json);
  g_string_append_c (out, '\n');
}

static void
end_lines (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object ("summary");

  add_summary (json, report);
  append_object (out, json);
  g_string_append_c (out, '\n');
}

const PtlWriter ptl_json_lines_writer = { begin_lines, append_host_line, end_lines };
