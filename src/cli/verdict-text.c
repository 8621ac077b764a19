/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/verdict-text.c: what other rules say otherwise, for people. */
#include "cli/verdict-text.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"

/* Returns: (transfer full): "ssl/http  nginx 1.2" */
static char *
get_summary (const PtlService *service)
{
  g_autofree char *name = ptl_service_get_display_name (service);
  g_autofree char *version = ptl_service_get_version_text (service);
  g_autofree char *both =
      g_strconcat (name, version[0] != '\0' ? "  " : "", version, NULL);

  return ptl_display_line (both);
}

/* Returns: (transfer full): "user mine.rules:3 (NULL)" */
static char *
get_rule (const PtlRuleRef *rule)
{
  g_autofree char *text = NULL;

  if (rule == NULL)
    return g_strdup (_ ("no rule"));

  text = g_strdup_printf ("%s %s:%u (%s)", rule->layer, rule->file, rule->line,
                          rule->probe != NULL ? rule->probe : "?");
  return ptl_display_line (text);
}

void
ptl_verdict_text_append (GString *out, const PtlVerdictChange *change)
{
  const PtlEvidence *evidence = change->evidence;
  g_autofree char *address = ptl_address_to_string (&evidence->address);
  g_autofree char *before = get_summary (change->before);
  g_autofree char *after = get_summary (change->after);
  g_autofree char *old_rule = get_rule (change->before->rule);
  g_autofree char *new_rule = get_rule (change->after->rule);
  gboolean is_ipv6 = evidence->address.is_ipv6;

  g_string_append_printf (out, "%s%s%s:%u/%s\n", is_ipv6 ? "[" : "", address,
                          is_ipv6 ? "]" : "", evidence->port,
                          ptl_protocol_to_string (evidence->protocol));
  g_string_append_printf (out, "  - %s\n      %s\n", before, old_rule);
  g_string_append_printf (out, "  + %s\n      %s\n", after, new_rule);
}

static void
add_if_revised (GPtrArray *changes, const PtlHost *host, const PtlPort *port)
{
  g_autoptr (PtlEvidence) evidence = NULL;
  g_autoptr (PtlVerdictChange) change = NULL;

  if (port->scanned == NULL)
    return;

  evidence = ptl_evidence_new ();
  evidence->address = host->address;
  evidence->protocol = port->protocol;
  evidence->port = port->number;
  change = ptl_verdict_change_new (evidence, port->scanned, port->service);
  if (ptl_verdict_change_is_told (change))
    g_ptr_array_add (changes, g_steal_pointer (&change));
}

GPtrArray *
ptl_verdict_changes_of_session (PtlSession *session)
{
  GPtrArray *changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_verdict_change_free);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      for (guint j = 0; j < host->ports->len; j++)
        add_if_revised (changes, host, host->ports->pdata[j]);
    }

  return changes;
}
