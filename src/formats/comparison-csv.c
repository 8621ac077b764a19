/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-csv.c: a comparison as CSV: one record for each difference, and for
 * each that a rule left out, whose rule is in the last column. */
#include "formats/comparison-writer.h"

#include "formats/comparison-phrases.h"
#include "formats/csv-text.h"

static const char *const columns[] = {
  "session_before", "session_after", "kind",    "level",    "address_before",
  "address_after",  "hostname",      "ports",   "field",    "before",
  "after",          "detail",        "service", "identity", "ignored_by",
};

static void
begin (GString *out, const PtlComparisonReport *report)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ptl_csv_append_cell (out, columns[i]);
  ptl_csv_end_record (out);
}

static void
begin_comparison (GString *out,
                  const PtlComparisonReport *report,
                  const PtlComparison *comparison)
{
}

static void
append_sessions (GString *out, const PtlComparison *comparison)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *session =
          ptl_comparison_phrases_get_session (comparison->infos[i]);

      ptl_csv_append_cell (out, session);
    }
}

static void
append_hosts (GString *out, const PtlHostChange *host)
{
  const PtlHostInfo *info = ptl_host_change_get_host (host)->info;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *address = host->hosts[i] != NULL
                                     ? ptl_address_to_string (&host->hosts[i]->address)
                                     : NULL;

      ptl_csv_append_cell (out, address);
    }
  ptl_csv_append_cell (out, info->hostname != NULL ? info->hostname : info->target);
}

/* @port: (nullable); @field: (nullable); @rule: (nullable) */
static void
append_record (GString *out,
               const PtlComparison *comparison,
               const PtlHostChange *host,
               const PtlPortChange *port,
               const PtlFieldChange *field,
               const char *rule)
{
  g_autofree char *ports = port != NULL ? ptl_port_change_get_ports_text (port) : NULL;
  g_autofree char *service =
      port != NULL ? ptl_comparison_phrases_get_service (port) : NULL;
  g_autofree char *reason = ptl_host_change_get_reason (host);

  append_sessions (out, comparison);
  ptl_csv_append_cell (
      out, ptl_change_kind_to_string (port != NULL ? port->kind : host->kind));
  ptl_csv_append_cell (out,
                       field != NULL ? ptl_change_level_to_string (field->level) : NULL);
  append_hosts (out, host);
  ptl_csv_append_cell (out, ports);
  ptl_csv_append_cell (out,
                       field != NULL ? ptl_change_field_to_string (field->field) : NULL);
  ptl_csv_append_cell (out, field != NULL ? field->before : NULL);
  ptl_csv_append_cell (out, field != NULL ? field->after : NULL);
  ptl_csv_append_cell (out, field != NULL ? field->detail : NULL);
  ptl_csv_append_cell (out, service);
  ptl_csv_append_cell (out, reason);
  ptl_csv_append_cell (out, rule);
  ptl_csv_end_record (out);
}

static void
append_fields (GString *out,
               const PtlComparison *comparison,
               const PtlHostChange *host,
               const PtlPortChange *port,
               GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    append_record (out, comparison, host, port, fields->pdata[i], NULL);
  if (fields->len == 0)
    append_record (out, comparison, host, port, NULL, NULL);
}

static void
append_host (GString *out,
             const PtlComparisonReport *report,
             const PtlComparison *comparison,
             const PtlHostChange *host)
{
  if (report->all || host->fields->len > 0)
    append_fields (out, comparison, host, NULL, host->fields);

  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPortChange *port = host->ports->pdata[i];

      if (ptl_comparison_phrases_is_port_listed (report, port))
        append_fields (out, comparison, host, port, port->fields);
    }
}

static void
end_comparison (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison)
{
  for (guint i = 0; i < comparison->ignored->len; i++)
    {
      const PtlIgnoredChange *ignored = comparison->ignored->pdata[i];
      const PtlIgnoreRule *rule = comparison->rules->pdata[ignored->rule];

      append_record (out, comparison, ignored->host, ignored->port, ignored->field,
                     ptl_ignore_rule_get_text (rule));
    }
}

static void
end (GString *out, const PtlComparisonReport *report)
{
}

const PtlComparisonWriter ptl_comparison_csv_writer = {
  begin, begin_comparison, append_host, end_comparison, NULL, end,
};
