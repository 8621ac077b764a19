/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-writer.c: a session as one JSON document, or as JSON lines.
 *
 *   .json   one object: format, format_version, session, hosts (an array), summary
 *   .jsonl  one object a line, by its member "type": a session, its hosts, a summary
 *
 * Names that have no value are left out; times are UTC in ISO 8601; bytes stand both in
 * the notation of rule examples ("text") and in base64. */
#include "formats/writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "formats/json-value.h"
#include "formats/service-json.h"
#include "formats/tls-json.h"

#define FORMAT_NAME    "portolan-session"
#define FORMAT_VERSION 1

static void
add_response (JsonBuilder *json, const PtlResponse *response)
{
  json_builder_begin_object (json);
  ptl_json_add_int (json, "sequence", response->sequence);
  ptl_json_add_string (json, "probe", response->probe);
  ptl_json_add_string (json, "tunnel", ptl_tunnel_to_string (response->tunnel));
  ptl_json_add_time (json, "time", response->time_us);
  ptl_json_add_int (json, "elapsed_ms", response->elapsed_ms);
  ptl_json_add_string (json, "end", ptl_response_end_to_string (response->end));
  if (response->other_port != 0)
    ptl_json_add_int (json, "other_port", response->other_port);
  ptl_json_add_int (json, "full_length", (gint64) response->full_length);
  ptl_json_add_bytes (json, "sent", response->sent);
  ptl_json_add_bytes (json, "received", response->received);
  json_builder_end_object (json);
}

static void
add_port (JsonBuilder *json, const PtlPort *port)
{
  json_builder_begin_object (json);
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (port->protocol));
  ptl_json_add_int (json, "port", port->number);
  ptl_json_add_string (json, "state", ptl_port_state_to_string (port->state));
  ptl_json_add_string (json, "reason", ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    ptl_json_add_service (json, port->service);
  if (port->scanned != NULL)
    ptl_json_add_service_as (json, "scanned", port->scanned);
  if (port->tls != NULL)
    ptl_json_add_tls (json, port->tls);
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
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (group->protocol));
  ptl_json_add_string (json, "state", ptl_port_state_to_string (group->state));
  ptl_json_add_string (json, "reason", ptl_reason_to_string (group->reason));
  ptl_json_add_int (json, "count", ptl_port_set_count (group->ports));
  ptl_json_add_string (json, "ports", ports);
  json_builder_end_object (json);
}

static void
add_aliases (JsonBuilder *json, GPtrArray *aliases)
{
  ptl_json_begin_list (json, "aliases");
  for (guint i = 0; i < aliases->len; i++)
    {
      const PtlHostAlias *alias = aliases->pdata[i];
      g_autofree char *address =
          alias->name == NULL ? ptl_address_to_string (&alias->address) : NULL;

      ptl_json_begin_item (json);
      ptl_json_add_string (json, "name", alias->name);
      ptl_json_add_string (json, "address", address);
      ptl_json_add_string (json, "source", ptl_name_source_to_string (alias->source));
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_remarks (JsonBuilder *json, GPtrArray *remarks)
{
  ptl_json_begin_list (json, "remarks");
  for (guint i = 0; i < remarks->len; i++)
    {
      const PtlHostRemark *remark = remarks->pdata[i];

      ptl_json_begin_item (json);
      ptl_json_add_string (json, "name", remark->name);
      ptl_json_add_string (json, "text", remark->text);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_host_info (JsonBuilder *json, const PtlHost *host)
{
  const PtlHostInfo *info = host->info;
  g_autofree char *address = ptl_address_to_string (&host->address);

  ptl_json_add_string (json, "address", address);
  ptl_json_add_string (json, "state", ptl_host_state_to_string (info->state));
  ptl_json_add_string (json, "reason", ptl_reason_to_string (info->reason));
  ptl_json_add_string (json, "hostname", info->hostname);
  ptl_json_add_string (json, "target", info->target);
  ptl_json_add_string (json, "mac", info->mac);
  ptl_json_add_string (json, "vendor", info->vendor);
  ptl_json_add_string (json, "notes", info->notes);
  if (info->aliases != NULL)
    add_aliases (json, info->aliases);
  if (info->remarks != NULL)
    add_remarks (json, info->remarks);
  if (info->rtt_us >= 0)
    ptl_json_add_int (json, "rtt_us", info->rtt_us);
  ptl_json_add_flag (json, "finished", info->finished);
  ptl_json_add_flag (json, "timed_out", info->timed_out);
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

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_option (JsonBuilder *json, const char *name, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    {
      ptl_json_add_flag (json, name, g_variant_get_boolean (value));
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    {
      ptl_json_add_int (json, name, g_variant_get_uint32 (value));
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      ptl_json_add_string (json, name, g_variant_get_string (value, NULL));
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    {
      ptl_json_add_string (json, name, g_variant_get_bytestring (value));
    }
  else
    {
      gsize n;
      g_autofree const char **texts = g_variant_get_bytestring_array (value, &n);

      ptl_json_add_strings (json, name, texts, (guint) n);
    }
}

/* By name, so that the order does not change from one run to the next. */
static void
add_options (JsonBuilder *json, const PtlScanOptions *options)
{
  g_autoptr (GVariant) variant = ptl_scan_options_to_variant (options);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);

  json_builder_set_member_name (json, "options");
  json_builder_begin_object (json);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GVariant) value =
          g_variant_lookup_value (variant, names->pdata[i], NULL);

      add_option (json, names->pdata[i], value);
    }
  json_builder_end_object (json);
}

static void
add_asked (JsonBuilder *json, const PtlSessionInfo *info)
{
  json_builder_set_member_name (json, "asked");
  json_builder_begin_object (json);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      g_autofree char *ports =
          info->asked[i] != NULL ? ptl_port_set_to_string (info->asked[i]) : NULL;

      ptl_json_add_string (json, ptl_protocol_to_string ((PtlProtocol) i), ports);
    }
  json_builder_end_object (json);
}

static void
add_session (JsonBuilder *json, const PtlReport *report)
{
  const PtlSessionInfo *info = report->info;
  g_autofree char *command = ptl_report_get_command (report);

  if (info->id != 0)
    ptl_json_add_int (json, "id", info->id);
  ptl_json_add_string (json, "name", info->name);
  ptl_json_add_string (json, "engine", info->engine);
  ptl_json_add_string (json, "rules", info->rules);
  ptl_json_add_string (json, "notes", info->notes);
  ptl_json_add_string (json, "filter", info->filter);
  if (info->tags != NULL)
    ptl_json_add_strings (json, "tags", (const char *const *) info->tags,
                          g_strv_length (info->tags));
  ptl_json_add_string (json, "command", command);
  ptl_json_add_strings (json, "targets",
                        (const char *const *) info->options->targets->pdata,
                        info->options->targets->len);
  add_options (json, info->options);
  add_asked (json, info);
  ptl_json_add_time (json, "started", info->started_us);
  if (info->revision != PTL_REVISION_OF_SCAN)
    ptl_json_add_int (json, "revision", info->revision);
}

static void
add_silent (JsonBuilder *json, const PtlAddressSet *silent)
{
  guint n;
  const PtlAddressRange *ranges = ptl_address_set_get_ranges (silent, &n);

  ptl_json_begin_list (json, "silent");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *first = ptl_address_to_string (&ranges[i].first);
      g_autofree char *last = ptl_address_to_string (&ranges[i].last);

      ptl_json_begin_item (json);
      ptl_json_add_string (json, "first", first);
      ptl_json_add_string (json, "last", last);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_summary (JsonBuilder *json, const PtlReport *report)
{
  ptl_json_add_string (json, "state", ptl_session_state_to_string (report->info->state));
  ptl_json_add_time (json, "finished", report->finished_us);
  json_builder_set_member_name (json, "elapsed_s");
  json_builder_add_double_value (json, ptl_report_get_elapsed_s (report));
  if (report->knows_scanned)
    ptl_json_add_int (json, "addresses_scanned", (gint64) report->n_scanned);
  ptl_json_add_int (json, "hosts_up", report->n_up);
  ptl_json_add_int (json, "open_ports", report->n_open_ports);
  add_silent (json, report->silent);
}

static JsonBuilder *
begin_object (const char *type)
{
  JsonBuilder *json = json_builder_new ();

  json_builder_begin_object (json);
  ptl_json_add_string (json, "type", type);
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
  ptl_json_append_object (out, json);
  g_string_append (out, ",\n\"hosts\":[\n");
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (JsonBuilder) json = begin_object (NULL);

  if (host != report->hosts->pdata[0])
    g_string_append (out, ",\n");
  add_host (json, host);
  ptl_json_append_object (out, json);
}

static void
end (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object (NULL);

  g_string_append (out, "\n],\n\"summary\":");
  add_summary (json, report);
  ptl_json_append_object (out, json);
  g_string_append (out, "}\n");
}

const PtlWriter ptl_json_writer = { begin, append_host, end };

static void
begin_lines (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object ("session");

  ptl_json_add_string (json, "format", FORMAT_NAME);
  ptl_json_add_int (json, "format_version", FORMAT_VERSION);
  add_session (json, report);
  ptl_json_append_object (out, json);
  g_string_append_c (out, '\n');
}

static void
append_host_line (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (JsonBuilder) json = begin_object ("host");

  add_host (json, host);
  ptl_json_append_object (out, json);
  g_string_append_c (out, '\n');
}

static void
end_lines (GString *out, const PtlReport *report)
{
  g_autoptr (JsonBuilder) json = begin_object ("summary");

  add_summary (json, report);
  ptl_json_append_object (out, json);
  g_string_append_c (out, '\n');
}

const PtlWriter ptl_json_lines_writer = { begin_lines, append_host_line, end_lines };
