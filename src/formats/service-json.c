/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/service-json.c: a verdict as a JSON object. */
#include "formats/service-json.h"

#include <json-glib/json-glib.h>

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
  ptl_json_add_string (json, "layer", rule->layer);
  ptl_json_add_string (json, "file", rule->file);
  ptl_json_add_int (json, "line", rule->line);
  ptl_json_add_string (json, "probe", rule->probe);
  ptl_json_add_string (json, "pattern", rule->pattern);
  ptl_json_add_string (json, "via", ptl_match_via_to_string (rule->via));
  ptl_json_add_int (json, "response", rule->response);
  add_captures (json, rule->captures);
  json_builder_end_object (json);
}

static void add_also (JsonBuilder *json, GPtrArray *also);

static void
add_members (JsonBuilder *json, const PtlService *service)
{
  ptl_json_add_string (json, "name", service->name);
  ptl_json_add_string (json, "product", service->product);
  ptl_json_add_string (json, "version", service->version);
  ptl_json_add_string (json, "extra_info", service->extra_info);
  ptl_json_add_string (json, "hostname", service->hostname);
  ptl_json_add_string (json, "os_type", service->os_type);
  ptl_json_add_string (json, "device_type", service->device_type);
  if (service->cpes != NULL)
    ptl_json_add_strings (json, "cpes", (const char *const *) service->cpes,
                          g_strv_length (service->cpes));
  ptl_json_add_string (json, "tunnel", ptl_tunnel_to_string (service->tunnel));
  ptl_json_add_string (json, "outcome", ptl_service_outcome_to_string (service->outcome));
  ptl_json_add_string (json, "method", ptl_service_get_method (service));
  ptl_json_add_int (json, "confidence", ptl_service_get_confidence (service));
  ptl_json_add_string (json, "fingerprint", service->fingerprint);
  if (service->rule != NULL)
    add_rule (json, service->rule);
  if (service->also != NULL)
    add_also (json, service->also);
}

/* What later rules know besides: objects as the service itself. */
static void
add_also (JsonBuilder *json, GPtrArray *also)
{
  json_builder_set_member_name (json, "also");
  json_builder_begin_array (json);
  for (guint i = 0; i < also->len; i++)
    {
      json_builder_begin_object (json);
      add_members (json, also->pdata[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

void
ptl_json_add_service (JsonBuilder *json, const PtlService *service)
{
  ptl_json_add_service_as (json, "service", service);
}

void
ptl_json_add_service_as (JsonBuilder *json, const char *name, const PtlService *service)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  add_members (json, service);
  json_builder_end_object (json);
}

char *
ptl_service_to_json (const PtlService *service)
{
  JsonBuilder *json = ptl_json_new ();

  add_members (json, service);
  return ptl_json_free_to_line (json);
}
