/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-phrases.c: a comparison in the person's language. */
#include "formats/comparison-phrases.h"

#include <glib/gi18n-lib.h>

#include "config.h"
#include "formats/port-table.h"

const char *
ptl_comparison_phrases_get_kind (PtlChangeKind kind)
{
  static const char *const texts[PTL_N_CHANGE_KINDS] = {
    [PTL_CHANGE_SAME] = N_ ("same"),   [PTL_CHANGE_CHANGED] = N_ ("changed"),
    [PTL_CHANGE_NEW] = N_ ("new"),     [PTL_CHANGE_GONE] = N_ ("gone"),
    [PTL_CHANGE_MOVED] = N_ ("moved"), [PTL_CHANGE_NOT_COVERED] = N_ ("not covered"),
  };

  return _ (texts[kind]);
}

const char *
ptl_comparison_phrases_get_level (PtlChangeLevel level)
{
  static const char *const texts[PTL_N_LEVELS] = {
    [PTL_LEVEL_IDENTITY] = N_ ("identity"),
    [PTL_LEVEL_EXPOSURE] = N_ ("exposure"),
    [PTL_LEVEL_CERTAINTY] = N_ ("certainty"),
    [PTL_LEVEL_NOISE] = N_ ("noise"),
  };

  return _ (texts[level]);
}

const char *
ptl_comparison_phrases_get_field (PtlChangeField field)
{
  static const char *const texts[PTL_N_FIELDS] = {
    [PTL_FIELD_HOST] = N_ ("host"),
    [PTL_FIELD_ADDRESS] = N_ ("address"),
    [PTL_FIELD_MAC] = N_ ("MAC address"),
    [PTL_FIELD_NAME] = N_ ("name"),
    [PTL_FIELD_STATE] = N_ ("state"),
    [PTL_FIELD_REASON] = N_ ("reason"),
    [PTL_FIELD_PORT] = N_ ("port"),
    [PTL_FIELD_SERVICE] = N_ ("service"),
    [PTL_FIELD_PRODUCT] = N_ ("product"),
    [PTL_FIELD_VERSION] = N_ ("version"),
    [PTL_FIELD_EXTRA_INFO] = N_ ("extra information"),
    [PTL_FIELD_TUNNEL] = N_ ("tunnel"),
    [PTL_FIELD_SERVICE_HOST] = N_ ("name it gives itself"),
    [PTL_FIELD_OS] = N_ ("operating system"),
    [PTL_FIELD_DEVICE] = N_ ("kind of device"),
    [PTL_FIELD_CPE] = N_ ("CPE"),
    [PTL_FIELD_METHOD] = N_ ("how it is known"),
    [PTL_FIELD_CERTIFICATE] = N_ ("certificate"),
    [PTL_FIELD_TLS] = N_ ("TLS"),
    [PTL_FIELD_SCRIPT] = N_ ("script"),
    [PTL_FIELD_ANSWER] = N_ ("answer"),
  };

  return _ (texts[field]);
}

const char *
ptl_comparison_phrases_get_history (PtlHistory history)
{
  static const char *const texts[PTL_N_HISTORIES] = {
    [PTL_HISTORY_STAYS] = N_ ("stays"),
    [PTL_HISTORY_NEW] = N_ ("new"),
    [PTL_HISTORY_GONE] = N_ ("gone"),
    [PTL_HISTORY_BACK] = N_ ("back again"),
  };

  return _ (texts[history]);
}

char
ptl_comparison_phrases_get_sign (PtlChangeKind kind)
{
  static const char signs[PTL_N_CHANGE_KINDS] = {
    [PTL_CHANGE_SAME] = '=', [PTL_CHANGE_CHANGED] = '~', [PTL_CHANGE_NEW] = '+',
    [PTL_CHANGE_GONE] = '-', [PTL_CHANGE_MOVED] = '>',   [PTL_CHANGE_NOT_COVERED] = '?',
  };

  return signs[kind];
}

char *
ptl_comparison_phrases_get_session (const PtlSessionInfo *info)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (info->started_us / G_USEC_PER_SEC);
  g_autofree char *started =
      time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");

  return g_strdup_printf ("%s (%s)", info->name, started);
}

char *
ptl_comparison_phrases_get_host (const PtlHostChange *host)
{
  g_autofree char *name = ptl_host_get_display_name (ptl_host_change_get_host (host));
  g_autofree char *before = NULL;

  if (host->kind != PTL_CHANGE_MOVED)
    return g_steal_pointer (&name);

  before = ptl_address_to_string (&host->hosts[0]->address);
  return g_strdup_printf ("%s → %s", before, name);
}

char *
ptl_comparison_phrases_get_service (const PtlPortChange *change)
{
  const PtlPort *port = ptl_port_change_get_port (change);
  g_autofree char *service = NULL;
  g_autofree char *version = NULL;

  if (port == NULL || port->service == NULL)
    return g_strdup ("");

  service = ptl_port_table_get_service (port);
  version = ptl_port_table_get_version (port);
  return g_strconcat (service, version[0] != '\0' ? " " : "", version, NULL);
}

char *
ptl_comparison_phrases_get_values (const PtlFieldChange *field)
{
  return g_strdup_printf ("%s → %s", field->before != NULL ? field->before : _ ("none"),
                          field->after != NULL ? field->after : _ ("none"));
}

/* Appends "1 new", "2 gone", ... of those that there are. */
static char *
join_counts (const guint *counts)
{
  static const PtlChangeKind kinds[] = { PTL_CHANGE_NEW, PTL_CHANGE_GONE,
                                         PTL_CHANGE_MOVED, PTL_CHANGE_CHANGED,
                                         PTL_CHANGE_SAME };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (counts[kinds[i]] > 0)
      g_string_append_printf (out, "%s%u %s", out->len > 0 ? ", " : "", counts[kinds[i]],
                              ptl_comparison_phrases_get_kind (kinds[i]));

  if (out->len == 0)
    g_string_append (out, _ ("none"));
  return g_string_free (out, FALSE);
}

static void
add_uncovered (GPtrArray *out, const PtlComparison *comparison)
{
  const PtlComparisonCounts *counts = &comparison->counts;

  if (counts->hosts[PTL_CHANGE_NOT_COVERED] > 0)
    g_ptr_array_add (
        out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "%u host is known to one session alone: the "
                                           "other one did not look for it.",
                                           "%u hosts are known to one session alone: the "
                                           "other one did not look for them.",
                                           counts->hosts[PTL_CHANGE_NOT_COVERED]),
                              counts->hosts[PTL_CHANGE_NOT_COVERED]));

  for (guint i = 0; i < 2; i++)
    if (counts->uncovered[i] > 0)
      g_ptr_array_add (
          out,
          g_strdup_printf (
              i == 0 ? _ ("Ports scanned after and not before: %u, of them open: %u.")
                     : _ ("Ports scanned before and not after: %u, of them open: %u."),
              counts->uncovered[i], counts->uncovered_open[i]));
}

static void
add_ignored (GPtrArray *out, const PtlComparison *comparison)
{
  for (guint i = 0; i < comparison->rules->len; i++)
    {
      guint n = g_array_index (comparison->n_ignored, guint, i);

      g_ptr_array_add (
          out,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u difference ignored: %s",
                                        "%u differences ignored: %s", n),
                           n, ptl_ignore_rule_get_text (comparison->rules->pdata[i])));
    }
}

GPtrArray *
ptl_comparison_phrases_get_summary (const PtlComparison *comparison)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *hosts = join_counts (comparison->counts.hosts);
  g_autofree char *ports = join_counts (comparison->counts.ports);

  g_ptr_array_add (out, g_strdup_printf (_ ("Hosts: %s."), hosts));
  g_ptr_array_add (out, g_strdup_printf (_ ("Ports: %s."), ports));
  add_uncovered (out, comparison);
  for (guint i = 0; i < PTL_N_LEVELS; i++)
    if (comparison->counts.beyond[i] > 0)
      g_ptr_array_add (
          out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                             "%u difference of level %s is not listed.",
                                             "%u differences of level %s are not listed.",
                                             comparison->counts.beyond[i]),
                                comparison->counts.beyond[i],
                                ptl_comparison_phrases_get_level ((PtlChangeLevel) i)));
  add_ignored (out, comparison);
  if (comparison->filter != NULL)
    g_ptr_array_add (
        out, g_strdup_printf (_ ("Listed is only what this filter is true of: %s"),
                              comparison->filter));
  return out;
}

gboolean
ptl_comparison_phrases_explains_identity (const PtlHostChange *host)
{
  const guint plain = PTL_IDENTITY_MAC | PTL_IDENTITY_SSH_KEY | PTL_IDENTITY_CERTIFICATE |
                      PTL_IDENTITY_NAME | PTL_IDENTITY_SERVICES | PTL_IDENTITY_ADDRESS;

  if (host->identity == 0)
    return FALSE;

  return (host->identity & ~plain) != 0 || (host->identity & PTL_IDENTITY_ADDRESS) == 0;
}

gboolean
ptl_comparison_phrases_is_port_listed (const PtlComparisonReport *report,
                                       const PtlPortChange *port)
{
  return report->all || port->fields->len > 0;
}

gboolean
ptl_comparison_phrases_is_listed (const PtlComparisonReport *report,
                                  const PtlHostChange *host)
{
  return report->all || ptl_host_change_is_difference (host);
}
