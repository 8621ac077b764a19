/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/match-text.c: what a rule says of a response, for people. */
#include "cli/match-text.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"

void
ptl_match_text_append_field (GString *out, const char *label, const char *value)
{
  g_autofree char *shown = ptl_display_line (value);

  if (value != NULL)
    g_string_append_printf (out, "  %-12s %s\n", label, shown);
}

void
ptl_match_text_append (GString *out, const PtlMatch *match)
{
  const PtlService *service = match->service;
  const PtlRuleRef *rule = service->rule;
  g_autofree char *name = ptl_service_get_display_name (service);
  g_autofree char *version = ptl_service_get_version_text (service);
  g_autofree char *shown_name = ptl_display_line (name);
  g_autofree char *shown_version = ptl_display_line (version);
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);
  g_autofree char *cpes = service->cpes != NULL ? g_strjoinv (" ", service->cpes) : NULL;

  g_string_append_printf (out, "%s%s%s%s\n", shown_name, version[0] != '\0' ? "  " : "",
                          shown_version, match->soft ? _ ("  (soft match)") : "");
  ptl_match_text_append_field (out, _ ("host name"), service->hostname);
  ptl_match_text_append_field (out, _ ("system"), service->os_type);
  ptl_match_text_append_field (out, _ ("device"), service->device_type);
  ptl_match_text_append_field (out, _ ("CPE"), cpes);
  ptl_match_text_append_field (out, _ ("rule"), place);
  ptl_match_text_append_field (out, _ ("layer"), rule->layer);
  ptl_match_text_append_field (out, _ ("probe"), rule->probe);
  ptl_match_text_append_field (out, _ ("found"), ptl_match_via_to_string (rule->via));
  ptl_match_text_append_field (out, _ ("pattern"), rule->pattern);
}
