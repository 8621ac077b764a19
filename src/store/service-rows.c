/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/service-rows.c: verdicts, in the tables and out of them. */
#include "store/service-rows.h"

#include "store/service-list.h"
#include "store/text-list.h"

static char *
print_captures (GArray *captures)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) variant = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ii)"));
  for (guint i = 0; i < captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (captures, PtlCapture, i);

      g_variant_builder_add (&builder, "(ii)", capture->start, capture->end);
    }

  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (variant, TRUE);
}

static void
bind_rule (PtlQuery *query, const PtlRuleRef *rule)
{
  g_autofree char *captures = print_captures (rule->captures);

  ptl_query_bind_text (query, rule->layer != NULL ? rule->layer : "");
  ptl_query_bind_text (query, rule->file);
  ptl_query_bind_int (query, rule->line);
  ptl_query_bind_text (query, rule->pattern);
  ptl_query_bind_text (query, rule->probe);
  ptl_query_bind_word (query, ptl_match_via_to_string (rule->via));
  ptl_query_bind_int (query, rule->response);
  ptl_query_bind_text (query, captures);
}

void
ptl_service_rows_bind (PtlQuery *query, const PtlService *service)
{
  g_autofree char *cpes = ptl_text_list_print (service->cpes);
  g_autofree char *also = ptl_service_list_print (service->also);

  ptl_query_bind_word (query, ptl_service_outcome_to_string (service->outcome));
  ptl_query_bind_word (query, ptl_tunnel_to_string (service->tunnel));
  ptl_query_bind_text (query, service->name);
  ptl_query_bind_text (query, service->product);
  ptl_query_bind_text (query, service->version);
  ptl_query_bind_text (query, service->extra_info);
  ptl_query_bind_text (query, service->hostname);
  ptl_query_bind_text (query, service->os_type);
  ptl_query_bind_text (query, service->device_type);
  ptl_query_bind_text (query, cpes);
  ptl_query_bind_text (query, service->fingerprint);
  ptl_query_bind_text (query, also);
  if (service->rule != NULL) /* parameters left unbound are NULL: no rule */
    bind_rule (query, service->rule);
}

gboolean
ptl_service_rows_save (PtlDatabase *db,
                       gint64 port_id,
                       gint64 time_us,
                       const PtlService *service,
                       GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT OR REPLACE INTO services (port_id, time_us, " PTL_SERVICE_NAMES ")"
          " VALUES (?,?, " PTL_SERVICE_PARAMETERS ")");

  ptl_query_bind_int (&query, port_id);
  ptl_query_bind_int (&query, time_us);
  ptl_service_rows_bind (&query, service);
  return ptl_query_run (&query, error);
}

static void
parse_captures (const char *text, GArray *captures)
{
  g_autoptr (GVariant) variant =
      text != NULL ? g_variant_parse (G_VARIANT_TYPE ("a(ii)"), text, NULL, NULL, NULL)
                   : NULL;
  PtlCapture capture;
  GVariantIter iter;

  if (variant == NULL)
    return;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "(ii)", &capture.start, &capture.end))
    g_array_append_val (captures, capture);
}

/* Returns: (transfer full) (nullable): the rule whose columns begin at @column */
static PtlRuleRef *
read_rule (PtlQuery *query, int column)
{
  g_autoptr (PtlRuleRef) rule = ptl_rule_ref_new ();

  if (ptl_query_is_null (query, column))
    return NULL;

  rule->layer = ptl_query_dup_text (query, column++);
  rule->file = ptl_query_dup_text (query, column++);
  rule->line = (guint) ptl_query_get_int (query, column++);
  rule->pattern = ptl_query_dup_text (query, column++);
  rule->probe = ptl_query_dup_text (query, column++);
  if (!ptl_match_via_parse (ptl_query_get_text (query, column++), &rule->via))
    return NULL;

  rule->response = (guint) ptl_query_get_int (query, column++);
  parse_captures (ptl_query_get_text (query, column++), rule->captures);
  return g_steal_pointer (&rule);
}

PtlService *
ptl_service_rows_read (PtlQuery *query, int column)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_TABLE);

  if (!ptl_service_outcome_parse (ptl_query_get_text (query, column++),
                                  &service->outcome) ||
      !ptl_tunnel_parse (ptl_query_get_text (query, column++), &service->tunnel))
    return NULL;

  service->name = ptl_query_dup_text (query, column++);
  service->product = ptl_query_dup_text (query, column++);
  service->version = ptl_query_dup_text (query, column++);
  service->extra_info = ptl_query_dup_text (query, column++);
  service->hostname = ptl_query_dup_text (query, column++);
  service->os_type = ptl_query_dup_text (query, column++);
  service->device_type = ptl_query_dup_text (query, column++);
  service->cpes = ptl_text_list_parse (ptl_query_get_text (query, column++));
  service->fingerprint = ptl_query_dup_text (query, column++);
  ptl_service_list_parse (ptl_query_get_text (query, column++), service);
  service->rule = read_rule (query, column);
  return g_steal_pointer (&service);
}
