/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-json.c: a comparison as one JSON document.
 *
 *   { "format": "portolan-comparison", "format_version": 1,
 *     "comparisons": [ { "before": session, "after": session, "hosts": [ ... ],
 *                        "summary": { ..., "rules": [ ... ], "ignored": [ ... ] } } ],
 *     "timeline": { "sessions": [ ... ], "hosts": [ ... ] } }
 *
 * Names that have no value are left out. */
#include "formats/comparison-writer.h"

#include <json-glib/json-glib.h>

#include "formats/comparison-phrases.h"
#include "formats/json-value.h"
#include "formats/service-json.h"

#define FORMAT_NAME    "portolan-comparison"
#define FORMAT_VERSION 1

static void
add_session (JsonBuilder *json, const PtlSessionInfo *info)
{
  if (info->id != 0)
    ptl_json_add_int (json, "id", info->id);
  ptl_json_add_string (json, "name", info->name);
  ptl_json_add_time (json, "started", info->started_us);
}

static void
append_session (GString *out, const char *name, const PtlSessionInfo *info)
{
  g_autoptr (JsonBuilder) json = ptl_json_new ();

  add_session (json, info);
  g_string_append_printf (out, "\"%s\":", name);
  ptl_json_append_object (out, json);
  g_string_append (out, ",\n");
}

static void
begin (GString *out, const PtlComparisonReport *report)
{
  g_string_append_printf (
      out, "{\"format\":\"%s\",\n\"format_version\":%d,\n\"comparisons\":[\n",
      FORMAT_NAME, FORMAT_VERSION);
}

static void
begin_comparison (GString *out,
                  const PtlComparisonReport *report,
                  const PtlComparison *comparison)
{
  g_string_append (out, comparison != report->comparisons->pdata[0] ? ",\n{" : "{");
  append_session (out, "before", comparison->infos[0]);
  append_session (out, "after", comparison->infos[1]);
  g_string_append (out, "\"hosts\":[");
}

static void
add_field (JsonBuilder *json, const PtlFieldChange *field)
{
  ptl_json_add_string (json, "field", ptl_change_field_to_string (field->field));
  ptl_json_add_string (json, "level", ptl_change_level_to_string (field->level));
  ptl_json_add_string (json, "detail", field->detail);
  ptl_json_add_string (json, "before", field->before);
  ptl_json_add_string (json, "after", field->after);
}

static void
add_fields (JsonBuilder *json, GPtrArray *fields)
{
  ptl_json_begin_list (json, "fields");
  for (guint i = 0; i < fields->len; i++)
    {
      ptl_json_begin_item (json);
      add_field (json, fields->pdata[i]);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_side (JsonBuilder *json, const char *name, const PtlPortSide *side)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  ptl_json_add_flag (json, "covered", side->covered);
  if (side->covered)
    {
      ptl_json_add_string (json, "state", ptl_port_state_to_string (side->state));
      ptl_json_add_string (json, "reason", ptl_reason_to_string (side->reason));
    }
  if (side->port != NULL && side->port->service != NULL)
    ptl_json_add_service (json, side->port->service);
  json_builder_end_object (json);
}

static void
add_port (JsonBuilder *json, const PtlPortChange *port)
{
  g_autofree char *ports =
      port->ports != NULL ? ptl_port_set_to_string (port->ports) : NULL;

  ptl_json_add_string (json, "kind", ptl_change_kind_to_string (port->kind));
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (port->protocol));
  if (ports != NULL)
    ptl_json_add_string (json, "ports", ports);
  else
    ptl_json_add_int (json, "port", port->number[1]);
  if (port->number[0] != port->number[1])
    ptl_json_add_int (json, "port_before", port->number[0]);
  if (port->fields->len > 0)
    ptl_json_add_string (json, "level", ptl_change_level_to_string (port->level));
  add_side (json, "before", &port->sides[0]);
  add_side (json, "after", &port->sides[1]);
  add_fields (json, port->fields);
}

static void
add_host (JsonBuilder *json, const char *name, const PtlHost *host)
{
  g_autofree char *address = host != NULL ? ptl_address_to_string (&host->address) : NULL;

  if (host == NULL)
    return;

  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  ptl_json_add_string (json, "address", address);
  ptl_json_add_string (json, "state", ptl_host_state_to_string (host->info->state));
  ptl_json_add_string (json, "hostname", host->info->hostname);
  ptl_json_add_string (json, "target", host->info->target);
  ptl_json_add_string (json, "mac", host->info->mac);
  json_builder_end_object (json);
}

static void
add_host_change (JsonBuilder *json,
                 const PtlComparisonReport *report,
                 const PtlHostChange *host)
{
  g_autofree char *reason = ptl_host_change_get_reason (host);

  ptl_json_add_string (json, "kind", ptl_change_kind_to_string (host->kind));
  if (host->fields->len > 0)
    ptl_json_add_string (json, "level", ptl_change_level_to_string (host->level));
  add_host (json, "before", host->hosts[0]);
  add_host (json, "after", host->hosts[1]);
  ptl_json_add_int (json, "score", host->score);
  ptl_json_add_string (json, "identity", reason[0] != '\0' ? reason : NULL);
  ptl_json_add_int (json, "ports_same", host->n_same);
  ptl_json_add_int (json, "ports_not_covered_before", host->n_uncovered[0]);
  ptl_json_add_int (json, "ports_not_covered_after", host->n_uncovered[1]);
  add_fields (json, host->fields);

  ptl_json_begin_list (json, "ports");
  for (guint i = 0; i < host->ports->len; i++)
    if (ptl_comparison_phrases_is_port_listed (report, host->ports->pdata[i]))
      {
        ptl_json_begin_item (json);
        add_port (json, host->ports->pdata[i]);
        ptl_json_end_item (json);
      }
  ptl_json_end_list (json);
}

static void
append_host (GString *out,
             const PtlComparisonReport *report,
             const PtlComparison *comparison,
             const PtlHostChange *host)
{
  g_autoptr (JsonBuilder) json = ptl_json_new ();

  /* What begins a comparison is still there before its first host, and only then. */
  g_string_append (out, out->len > 0 ? "\n" : ",\n");
  add_host_change (json, report, host);
  ptl_json_append_object (out, json);
}

static void
add_counts (JsonBuilder *json, const char *name, const guint *counts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = 0; i < PTL_N_CHANGE_KINDS; i++)
    ptl_json_add_int (json, ptl_change_kind_to_string ((PtlChangeKind) i), counts[i]);
  json_builder_end_object (json);
}

static void
add_levels (JsonBuilder *json, const char *name, const guint *counts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = 0; i < PTL_N_LEVELS; i++)
    ptl_json_add_int (json, ptl_change_level_to_string ((PtlChangeLevel) i), counts[i]);
  json_builder_end_object (json);
}

static void
add_rules (JsonBuilder *json, const PtlComparison *comparison)
{
  ptl_json_begin_list (json, "rules");
  for (guint i = 0; i < comparison->rules->len; i++)
    {
      ptl_json_begin_item (json);
      ptl_json_add_string (json, "rule",
                           ptl_ignore_rule_get_text (comparison->rules->pdata[i]));
      ptl_json_add_int (json, "ignored", g_array_index (comparison->n_ignored, guint, i));
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_ignored (JsonBuilder *json, const PtlComparison *comparison)
{
  ptl_json_begin_list (json, "ignored");
  for (guint i = 0; i < comparison->ignored->len; i++)
    {
      const PtlIgnoredChange *ignored = comparison->ignored->pdata[i];
      g_autofree char *address =
          ptl_address_to_string (&ptl_host_change_get_host (ignored->host)->address);
      g_autofree char *ports =
          ignored->port != NULL ? ptl_port_change_get_ports_text (ignored->port) : NULL;

      ptl_json_begin_item (json);
      ptl_json_add_int (json, "rule", ignored->rule);
      ptl_json_add_string (json, "address", address);
      ptl_json_add_string (json, "ports", ports);
      add_field (json, ignored->field);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
end_comparison (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison)
{
  g_autoptr (JsonBuilder) json = ptl_json_new ();

  ptl_json_add_flag (json, "same", !ptl_comparison_has_differences (comparison));
  add_counts (json, "hosts", comparison->counts.hosts);
  add_counts (json, "ports", comparison->counts.ports);
  add_levels (json, "levels", comparison->counts.levels);
  add_levels (json, "not_listed", comparison->counts.beyond);
  ptl_json_add_int (json, "ports_not_covered_before", comparison->counts.uncovered[0]);
  ptl_json_add_int (json, "ports_not_covered_after", comparison->counts.uncovered[1]);
  ptl_json_add_string (json, "filter", comparison->filter);
  add_rules (json, comparison);
  add_ignored (json, comparison);

  g_string_append (out, "],\n\"summary\":");
  ptl_json_append_object (out, json);
  g_string_append_c (out, '}');
}

static void
add_row (JsonBuilder *json, const PtlTimeline *timeline, const PtlTimelineRow *row)
{
  ptl_json_add_string (json, "history", ptl_history_to_string (row->history));
  ptl_json_add_int (json, "first_seen", row->first_seen);
  ptl_json_add_int (json, "last_seen", row->last_seen);

  ptl_json_begin_list (json, "sessions");
  for (guint i = 0; i < timeline->infos->len; i++)
    {
      ptl_json_begin_item (json);
      ptl_json_add_string (json, "seen", ptl_seen_to_string (row->seen[i]));
      if (row->texts[i][0] != '\0')
        ptl_json_add_string (json, row->is_port ? "service" : "address", row->texts[i]);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
add_timeline_host (JsonBuilder *json,
                   const PtlTimeline *timeline,
                   const PtlTimelineHost *host)
{
  add_host (json, "latest", host->latest);
  add_row (json, timeline, host->row);

  ptl_json_begin_list (json, "ports");
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlTimelineRow *row = host->ports->pdata[i];

      ptl_json_begin_item (json);
      ptl_json_add_string (json, "protocol", ptl_protocol_to_string (row->protocol));
      ptl_json_add_int (json, "port", row->number);
      add_row (json, timeline, row);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}

static void
append_timeline (GString *out, const PtlTimeline *timeline)
{
  g_autoptr (JsonBuilder) json = ptl_json_new ();

  ptl_json_begin_list (json, "sessions");
  for (guint i = 0; i < timeline->infos->len; i++)
    {
      ptl_json_begin_item (json);
      add_session (json, timeline->infos->pdata[i]);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);

  ptl_json_begin_list (json, "hosts");
  for (guint i = 0; i < timeline->hosts->len; i++)
    {
      ptl_json_begin_item (json);
      add_timeline_host (json, timeline, timeline->hosts->pdata[i]);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);

  g_string_append (out, "],\n\"timeline\":");
  ptl_json_append_object (out, json);
  g_string_append (out, "}\n");
}

static void
end (GString *out, const PtlComparisonReport *report)
{
  if (report->timeline == NULL)
    g_string_append (out, "\n]}\n");
}

const PtlComparisonWriter ptl_comparison_json_writer = {
  begin, begin_comparison, append_host, end_comparison, append_timeline, end,
};
