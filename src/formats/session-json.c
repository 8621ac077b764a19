/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-json.c: the parts of a session out of JSON objects. */
#include "formats/session-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "formats/port-json.h"

#define MAX_NOTES   (64 * 1024)
#define MAX_TAGS    1000
#define MAX_ALIASES 1000
#define MAX_REMARKS 1000
#define MAX_TARGETS 1000000

static char *
dup_notes (JsonObject *object, const char *name)
{
  return ptl_session_draft_take_text (ptl_json_object_get_text (object, name), MAX_NOTES);
}

/* Options ------------------------------------------------------------------------- */

static GVariant *
read_texts (JsonArray *list)
{
  GVariantBuilder builder;
  guint n = MIN (json_array_get_length (list), MAX_TARGETS);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *text =
          JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (text != NULL)
        g_variant_builder_add_value (&builder, g_variant_new_bytestring (text));
    }
  return g_variant_builder_end (&builder);
}

/* Returns: (nullable): the value as the options have it in their variant */
static GVariant *
read_option (const char *name, JsonNode *node)
{
  GType type =
      JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return read_texts (json_node_get_array (node));
  if (type == G_TYPE_BOOLEAN)
    return g_variant_new_boolean (json_node_get_boolean (node));
  if (type == G_TYPE_INT64 && json_node_get_int (node) >= 0 &&
      json_node_get_int (node) <= G_MAXINT)
    return g_variant_new_uint32 ((guint32) json_node_get_int (node));
  if (type == G_TYPE_STRING)
    return g_str_equal (name, "ports")
               ? g_variant_new_bytestring (json_node_get_string (node))
               : g_variant_new_string (json_node_get_string (node));

  return NULL;
}

static void
read_options (JsonObject *object, PtlSessionInfo *info)
{
  GVariantDict dict;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  g_autoptr (GVariant) variant = NULL;

  g_variant_dict_init (&dict, NULL);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      GVariant *value = read_option (name, node);

      if (value != NULL)
        g_variant_dict_insert_value (&dict, name, value);
    }

  variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  ptl_scan_options_free (info->options);
  info->options = ptl_scan_options_from_variant (variant);
}

/* The session --------------------------------------------------------------------- */

static PtlPortSet *
read_ports (JsonObject *object, const char *name)
{
  const char *text = ptl_json_object_get_text (object, name);

  return text != NULL ? ptl_port_set_parse (text, NULL, NULL) : NULL;
}

void
ptl_session_json_read_info (JsonObject *object, PtlSessionDraft *draft)
{
  PtlSessionInfo *info = draft->info;
  JsonObject *options = ptl_json_object_get_object (object, "options");
  JsonObject *asked = ptl_json_object_get_object (object, "asked");
  char *name = ptl_json_object_dup_text (object, "name");

  if (name != NULL)
    {
      g_free (info->name);
      info->name = name;
    }
  info->engine = ptl_json_object_dup_text (object, "engine");
  info->rules = dup_notes (object, "rules");
  info->notes = dup_notes (object, "notes");
  info->tags = ptl_json_object_dup_texts (object, "tags", MAX_TAGS);
  info->started_us = ptl_json_object_get_time (object, "started", 0);
  if (options != NULL)
    read_options (options, info);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    info->asked[i] = read_ports (asked, ptl_protocol_to_string ((PtlProtocol) i));
}

static void
read_silent (JsonArray *list, PtlSessionDraft *draft)
{
  g_autoptr (PtlAddressSet) silent = ptl_address_set_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *range = ptl_json_list_get_object (list, i);
      const char *first_text = ptl_json_object_get_text (range, "first");
      const char *last_text = ptl_json_object_get_text (range, "last");
      PtlAddress first;
      PtlAddress last;

      if (first_text != NULL && last_text != NULL &&
          ptl_address_parse (first_text, &first) && ptl_address_parse (last_text, &last))
        ptl_address_set_add_range (silent, &first, &last);
    }

  ptl_session_draft_apply (draft, ptl_fact_new_silent (draft->info->finished_us, silent));
}

void
ptl_session_json_read_summary (JsonObject *object, PtlSessionDraft *draft)
{
  JsonArray *silent = ptl_json_object_get_list (object, "silent");
  gint64 n_scanned =
      ptl_json_object_get_int (object, "addresses_scanned", 0, G_MAXINT64, 0);

  ptl_session_state_parse (ptl_json_object_get_text (object, "state"),
                           &draft->info->state);
  draft->info->finished_us = ptl_json_object_get_time (object, "finished", 0);
  draft->progress.phase = PTL_PHASE_FINISHED;
  draft->progress.hosts_total = (guint64) n_scanned;
  draft->progress.hosts_done = (guint64) n_scanned;
  if (silent != NULL)
    read_silent (silent, draft);
}

/* Hosts --------------------------------------------------------------------------- */

static void
read_alias (JsonObject *object, PtlHostInfo *info)
{
  g_autofree char *name = ptl_json_object_dup_text (object, "name");
  const char *address_text = ptl_json_object_get_text (object, "address");
  PtlNameSource source = PTL_NAME_SOURCE_FILE;
  PtlAddress address;

  ptl_name_source_parse (ptl_json_object_get_text (object, "source"), &source);
  if (name != NULL)
    ptl_host_info_add_alias (info, name, NULL, source);
  else if (address_text != NULL && ptl_address_parse (address_text, &address))
    ptl_host_info_add_alias (info, NULL, &address, source);
}

static void
read_remark (JsonObject *object, PtlHostInfo *info)
{
  g_autofree char *name = ptl_json_object_dup_text (object, "name");
  g_autofree char *text = dup_notes (object, "text");

  if (name != NULL && text != NULL)
    ptl_host_info_add_remark (info, name, text);
}

static PtlHostInfo *
read_host_info (JsonObject *object)
{
  PtlHostInfo *info = ptl_host_info_new ();
  JsonArray *aliases = ptl_json_object_get_list (object, "aliases");
  JsonArray *remarks = ptl_json_object_get_list (object, "remarks");

  ptl_host_state_parse (ptl_json_object_get_text (object, "state"), &info->state);
  ptl_reason_parse (ptl_json_object_get_text (object, "reason"), &info->reason);
  info->hostname = ptl_json_object_dup_text (object, "hostname");
  info->target = ptl_json_object_dup_text (object, "target");
  info->mac = ptl_json_object_dup_text (object, "mac");
  info->vendor = ptl_json_object_dup_text (object, "vendor");
  info->notes = dup_notes (object, "notes");
  info->rtt_us = ptl_json_object_get_int (object, "rtt_us", 0, G_MAXINT, -1);
  info->finished = ptl_json_object_get_flag (object, "finished");
  info->timed_out = ptl_json_object_get_flag (object, "timed_out");
  for (guint i = 0;
       aliases != NULL && i < MIN (json_array_get_length (aliases), MAX_ALIASES); i++)
    read_alias (ptl_json_list_get_object (aliases, i), info);
  for (guint i = 0;
       remarks != NULL && i < MIN (json_array_get_length (remarks), MAX_REMARKS); i++)
    read_remark (ptl_json_list_get_object (remarks, i), info);
  return info;
}

static gboolean
read_group (JsonObject *object,
            PtlSessionDraft *draft,
            const PtlAddress *address,
            gint64 time_us)
{
  g_autoptr (PtlPortSet) ports = read_ports (object, "ports");
  PtlReason reason = PTL_REASON_UNKNOWN;
  PtlProtocol protocol;
  PtlPortState state;

  if (ports == NULL ||
      !ptl_protocol_parse (ptl_json_object_get_text (object, "protocol"), &protocol) ||
      !ptl_port_state_parse (ptl_json_object_get_text (object, "state"), &state))
    return FALSE;

  ptl_reason_parse (ptl_json_object_get_text (object, "reason"), &reason);
  ptl_session_draft_apply (
      draft, ptl_fact_new_port_group (time_us, address, protocol, state, reason, ports));
  return TRUE;
}

gboolean
ptl_session_json_read_host (JsonObject *object, PtlSessionDraft *draft)
{
  const char *text = ptl_json_object_get_text (object, "address");
  JsonArray *ports = ptl_json_object_get_list (object, "ports");
  JsonArray *groups = ptl_json_object_get_list (object, "port_groups");
  gint64 time_us = draft->info->started_us;
  g_autoptr (PtlHostInfo) info = NULL;
  guint n_faults = 0;
  PtlAddress address;

  if (text == NULL || !ptl_address_parse (text, &address))
    return FALSE;

  info = read_host_info (object);
  ptl_session_draft_apply (draft, ptl_fact_new_host (time_us, &address, info));
  for (guint i = 0; ports != NULL && i < json_array_get_length (ports); i++)
    n_faults += !ptl_port_json_read (ptl_json_list_get_object (ports, i), draft, &address,
                                     time_us);
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    n_faults +=
        !read_group (ptl_json_list_get_object (groups, i), draft, &address, time_us);

  if (n_faults > 0)
    ptl_session_draft_warn (
        draft,
        g_dngettext (GETTEXT_PACKAGE, "%u entry of %s that is no port is left out",
                     "%u entries of %s that are no ports are left out", n_faults),
        n_faults, text);
  return TRUE;
}
