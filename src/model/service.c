/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/service.c: the verdict on one port: which service, product and version, and why.
 */
#include "model/service.h"

#include "model/names.h"

static const char *const outcome_names[] = {
  [PTL_SERVICE_OUTCOME_TABLE] = "table",
  [PTL_SERVICE_OUTCOME_HARD_MATCH] = "hard-match",
  [PTL_SERVICE_OUTCOME_SOFT_MATCH] = "soft-match",
  [PTL_SERVICE_OUTCOME_NO_MATCH] = "no-match",
  [PTL_SERVICE_OUTCOME_TCPWRAPPED] = "tcpwrapped",
  [PTL_SERVICE_OUTCOME_INCOMPLETE] = "incomplete",
  [PTL_SERVICE_OUTCOME_EXCLUDED] = "excluded",
};

PTL_DEFINE_NAMES (PtlServiceOutcome, ptl_service_outcome, outcome_names)

static const char *const via_names[] = {
  [PTL_MATCH_VIA_DIRECT] = "direct",
  [PTL_MATCH_VIA_FALLBACK] = "fallback",
  [PTL_MATCH_VIA_NULL] = "null",
};

PTL_DEFINE_NAMES (PtlMatchVia, ptl_match_via, via_names)

static const char *const tunnel_names[] = {
  [PTL_TUNNEL_NONE] = "none",
  [PTL_TUNNEL_SSL] = "ssl",
};

PTL_DEFINE_NAMES (PtlTunnel, ptl_tunnel, tunnel_names)

PtlService *
ptl_service_new (PtlServiceOutcome outcome)
{
  PtlService *self = g_atomic_rc_box_new0 (PtlService);

  self->outcome = outcome;
  return self;
}

PtlService *
ptl_service_ref (PtlService *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlService *self = data;

  g_free (self->name);
  g_free (self->product);
  g_free (self->version);
  g_free (self->extra_info);
  g_free (self->hostname);
  g_free (self->os_type);
  g_free (self->device_type);
  g_strfreev (self->cpes);
  g_clear_pointer (&self->rule, ptl_rule_ref_free);
  g_free (self->fingerprint);
  g_clear_pointer (&self->also, g_ptr_array_unref);
}

void
ptl_service_unref (PtlService *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
ptl_service_add_also (PtlService *self, PtlService *further)
{
  if (self->also == NULL)
    self->also = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_service_unref);
  g_ptr_array_add (self->also, further);
}

guint
ptl_service_get_confidence (const PtlService *self)
{
  switch (self->outcome)
    {
    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
      return 10;

    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
      return 8;

    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_NO_MATCH:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return 3;
    }

  g_assert_not_reached ();
}

const char *
ptl_service_get_method (const PtlService *self)
{
  return ptl_service_get_confidence (self) > 5 ? "probed" : "table";
}

char *
ptl_service_get_display_name (const PtlService *self)
{
  const char *prefix = self->tunnel == PTL_TUNNEL_SSL ? "ssl/" : "";
  gboolean guessed = self->outcome != PTL_SERVICE_OUTCOME_TABLE && self->name != NULL &&
                     ptl_service_get_confidence (self) <= 5;

  return g_strdup_printf ("%s%s%s", prefix, self->name != NULL ? self->name : "unknown",
                          guessed ? "?" : "");
}

char *
ptl_service_get_version_text (const PtlService *self)
{
  GString *out = g_string_new (self->product);

  if (self->version != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", self->version);
  if (self->extra_info != NULL)
    g_string_append_printf (out, "%s(%s)", out->len > 0 ? " " : "", self->extra_info);

  return g_string_free (out, FALSE);
}

char *
ptl_service_get_also_text (const PtlService *also)
{
  g_autofree char *version = ptl_service_get_version_text (also);

  return version[0] != '\0' ? g_steal_pointer (&version)
                            : ptl_service_get_display_name (also);
}

PtlRuleRef *
ptl_rule_ref_new (void)
{
  PtlRuleRef *self = g_new0 (PtlRuleRef, 1);

  self->captures = g_array_new (FALSE, FALSE, sizeof (PtlCapture));
  return self;
}

void
ptl_rule_ref_free (PtlRuleRef *self)
{
  g_free (self->layer);
  g_free (self->file);
  g_free (self->pattern);
  g_free (self->probe);
  g_array_unref (self->captures);
  g_free (self);
}
