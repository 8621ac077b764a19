/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-verdict.c: what the answers of a port, in the order of asking, say of it
 * (spec 2.5, 2.8, 4.4). */
#include "scan/service-verdict.h"

#include <string.h>

#include "rules/fingerprint.h"
#include "scan/rpc-message.h"

/* Below, only ports without any match show a fingerprint. */
#define INTENSITY_FOR_PARTIAL 7

/* The rules give this name to whatever speaks ONC RPC. */
#define NAME_OF_ANY_RPC     "rpcbind"
#define NAME_OF_UNKNOWN_RPC "rpc.unknown"
#define RPC_NUMBER          "RPC #"

struct _PtlServiceVerdict
{
  PtlProbeDb *db;
  PtlProtocol protocol;
  guint16 port;
  guint intensity;
  gboolean compat_nmap;
  char *table_name; /* (nullable) */

  PtlTunnel tunnel;
  PtlMatch *soft;       /* (nullable): the first soft match */
  PtlMatch *hard;       /* (nullable): what decided */
  GPtrArray *responses; /* PtlResponse of this tunnel, for the fingerprint */
};

PtlServiceVerdict *
ptl_service_verdict_new (const PtlServiceVerdictParams *params)
{
  PtlServiceVerdict *self = g_new0 (PtlServiceVerdict, 1);

  self->db = ptl_probe_db_ref (params->db);
  self->protocol = params->protocol;
  self->port = params->port;
  self->intensity = params->intensity;
  self->compat_nmap = params->compat_nmap;
  self->table_name = g_strdup (params->table_name);
  self->responses = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  return self;
}

void
ptl_service_verdict_free (PtlServiceVerdict *self)
{
  ptl_probe_db_unref (self->db);
  g_free (self->table_name);
  g_clear_pointer (&self->soft, ptl_match_free);
  g_clear_pointer (&self->hard, ptl_match_free);
  g_ptr_array_unref (self->responses);
  g_free (self);
}

PtlTunnel
ptl_service_verdict_get_tunnel (const PtlServiceVerdict *self)
{
  return self->tunnel;
}

const char *
ptl_service_verdict_get_soft_name (const PtlServiceVerdict *self)
{
  return self->soft != NULL ? self->soft->service->name : NULL;
}

/* --- the answers --- */

/* Whether the rule that matched softly does so again, now that more of the answer is
 * there. */
static gboolean
is_soft_again (const PtlServiceVerdict *self, const PtlMatch *match, guint sequence)
{
  const PtlRuleRef *known = self->soft->service->rule;
  const PtlRuleRef *rule = match->service->rule;

  return !self->compat_nmap && known->response == sequence && known->line == rule->line &&
         g_str_equal (known->file, rule->file);
}

/* The first soft match is kept; later ones change nothing. */
static PtlServiceVerdictStep
keep_soft (PtlServiceVerdict *self, PtlMatch *match)
{
  if (self->soft != NULL && !is_soft_again (self, match, match->service->rule->response))
    {
      ptl_match_free (match);
      return PTL_SERVICE_VERDICT_OPEN;
    }

  g_clear_pointer (&self->soft, ptl_match_free);
  self->soft = match;
  return PTL_SERVICE_VERDICT_SOFT;
}

static void
set_response (PtlService *service, guint sequence)
{
  service->rule->response = sequence;
  for (guint i = 0; service->also != NULL && i < service->also->len; i++)
    set_response (service->also->pdata[i], sequence);
}

PtlServiceVerdictStep
ptl_service_verdict_judge (PtlServiceVerdict *self,
                           const PtlProbe *probe,
                           const guint8 *data,
                           gsize len,
                           guint sequence,
                           PtlService **claim)
{
  g_autoptr (PtlMatch) match = NULL;

  if (claim != NULL)
    *claim = NULL;
  if (len > 0) /* a pattern that matches nothing at all says nothing */
    match = self->compat_nmap ? ptl_match_response (self->db, probe, data, len, TRUE)
                              : ptl_match_response_further (self->db, probe, data, len);
  if (match == NULL)
    return PTL_SERVICE_VERDICT_OPEN;

  set_response (match->service, sequence);
  if (claim != NULL && !(match->soft && self->soft != NULL))
    *claim = ptl_service_ref (match->service);
  if (match->soft)
    return keep_soft (self, g_steal_pointer (&match));

  self->hard = g_steal_pointer (&match);
  return self->hard->tunnels && self->tunnel == PTL_TUNNEL_NONE
             ? PTL_SERVICE_VERDICT_TUNNEL
             : PTL_SERVICE_VERDICT_FINAL;
}

void
ptl_service_verdict_add_response (PtlServiceVerdict *self, PtlResponse *response)
{
  if (g_bytes_get_size (response->received) > 0)
    g_ptr_array_add (self->responses, ptl_response_ref (response));
}

void
ptl_service_verdict_enter_tunnel (PtlServiceVerdict *self)
{
  g_clear_pointer (&self->soft, ptl_match_free);
  g_clear_pointer (&self->hard, ptl_match_free);
  g_ptr_array_set_size (self->responses, 0);
  self->tunnel = PTL_TUNNEL_SSL;
}

/* --- the end --- */

static gboolean
has_part (GStrv cpes, const char *cpe)
{
  for (guint i = 0; cpes != NULL && cpes[i] != NULL; i++)
    if (strncmp (cpes[i], cpe, strlen ("cpe:/a")) == 0)
      return TRUE;

  return FALSE;
}

static gint
compare_parts (gconstpointer a, gconstpointer b)
{
  return strncmp (*(const char *const *) a, *(const char *const *) b, strlen ("cpe:/a"));
}

/* Adds the CPEs of the parts (application, hardware, system) that @service has none of.
 */
static void
adopt_cpes (PtlService *service, GStrv earlier)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (service->cpes[i]));
  for (guint i = 0; earlier[i] != NULL; i++)
    if (!has_part (service->cpes, earlier[i]))
      g_ptr_array_add (all, g_strdup (earlier[i]));

  g_ptr_array_sort (all, compare_parts); /* stable */
  g_ptr_array_add (all, NULL);
  g_strfreev (service->cpes);
  service->cpes = (GStrv) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

/* A hard match may leave fields empty that an earlier soft match filled. */
static void
adopt_missing (PtlService *service, const PtlService *earlier)
{
  const struct
  {
    char **to;
    const char *from;
  } fields[] = {
    { &service->product, earlier->product },
    { &service->version, earlier->version },
    { &service->extra_info, earlier->extra_info },
    { &service->hostname, earlier->hostname },
    { &service->os_type, earlier->os_type },
    { &service->device_type, earlier->device_type },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*fields[i].to == NULL)
      *fields[i].to = g_strdup (fields[i].from);
  if (earlier->cpes != NULL)
    adopt_cpes (service, earlier->cpes);
  if (service->also == NULL && earlier->also != NULL)
    service->also = g_ptr_array_ref (earlier->also);
}

/* A hard match; what an earlier soft match of the same service knew besides, is kept. */
static PtlService *
get_matched (PtlServiceVerdict *self)
{
  PtlService *service = ptl_service_ref (self->hard->service);
  PtlMatch *soft = self->soft;

  if (soft != NULL &&
      (self->compat_nmap || g_strcmp0 (soft->service->name, service->name) == 0))
    adopt_missing (service, soft->service);
  return service;
}

static PtlService *
get_unmatched (PtlServiceVerdict *self, PtlServiceOutcome outcome)
{
  PtlService *service;

  if (self->soft != NULL)
    {
      service = ptl_service_ref (self->soft->service);
      if (outcome == PTL_SERVICE_OUTCOME_INCOMPLETE)
        service->outcome = outcome;
      return service;
    }

  service = ptl_service_new (outcome);
  service->name = g_strdup (outcome == PTL_SERVICE_OUTCOME_TCPWRAPPED ? "tcpwrapped"
                                                                      : self->table_name);
  return service;
}

static gboolean
shows_fingerprint (PtlServiceOutcome outcome, guint intensity)
{
  switch (outcome)
    {
    case PTL_SERVICE_OUTCOME_NO_MATCH:
      return TRUE;

    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
      return intensity >= INTENSITY_FOR_PARTIAL;

    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return FALSE;
    }

  g_assert_not_reached ();
}

static void
add_fingerprint (PtlServiceVerdict *self, PtlService *service)
{
  g_autoptr (PtlFingerprint) fingerprint = NULL;
  const PtlResponse *first;

  if (!shows_fingerprint (service->outcome, self->intensity) || self->responses->len == 0)
    return;

  first = self->responses->pdata[0];
  fingerprint =
      ptl_fingerprint_new (self->protocol, self->port, service->tunnel,
                           (int) self->intensity, first->time_us / G_USEC_PER_SEC);
  ptl_fingerprint_add_responses (fingerprint, self->responses);
  g_free (service->fingerprint); /* a verdict may be reached a second time */
  service->fingerprint = ptl_fingerprint_to_string (
      fingerprint, PTL_FINGERPRINT_MAX_REPLY, PTL_FINGERPRINT_MAX_TEXT);
}

PtlService *
ptl_service_verdict_conclude (PtlServiceVerdict *self, PtlServiceOutcome outcome)
{
  PtlService *service =
      self->hard != NULL ? get_matched (self) : get_unmatched (self, outcome);

  service->tunnel = MAX (service->tunnel, self->tunnel);
  add_fingerprint (self, service);
  return service;
}

/* --- ONC RPC, which a grind names --- */

gboolean
ptl_service_verdict_is_unnamed_rpc (const PtlService *service)
{
  return g_strcmp0 (service->name, NAME_OF_ANY_RPC) == 0 &&
         (service->outcome == PTL_SERVICE_OUTCOME_HARD_MATCH ||
          service->outcome == PTL_SERVICE_OUTCOME_SOFT_MATCH) &&
         service->tunnel == PTL_TUNNEL_NONE &&
         (service->extra_info == NULL ||
          !g_str_has_prefix (service->extra_info, RPC_NUMBER));
}

void
ptl_service_verdict_name_rpc (PtlService *service,
                              guint32 number,
                              const char *name,
                              const char *versions)
{
  if (number != PTL_RPC_PROGRAM_PORTMAPPER)
    {
      g_free (service->name);
      service->name = g_strdup (name);
    }
  g_free (service->version);
  service->version = g_strdup (versions);
  g_free (service->extra_info);
  service->extra_info = g_strdup_printf (RPC_NUMBER "%u", number);
  service->outcome = PTL_SERVICE_OUTCOME_HARD_MATCH;
  g_clear_pointer (&service->fingerprint, g_free);
}

/* Nmap leaves the name of the port mapper, which it is not. */
void
ptl_service_verdict_name_unknown_rpc (PtlService *service)
{
  g_free (service->name);
  service->name = g_strdup (NAME_OF_UNKNOWN_RPC);
  service->outcome = PTL_SERVICE_OUTCOME_SOFT_MATCH;
}

gboolean
ptl_service_verdict_keep_rpc (PtlService *service, const PtlService *ground)
{
  guint64 number;

  if (!ptl_service_verdict_is_unnamed_rpc (service))
    return FALSE;

  if (g_strcmp0 (ground->name, NAME_OF_UNKNOWN_RPC) == 0)
    {
      ptl_service_verdict_name_unknown_rpc (service);
      return TRUE;
    }

  if (ground->extra_info == NULL || !g_str_has_prefix (ground->extra_info, RPC_NUMBER) ||
      !g_ascii_string_to_unsigned (ground->extra_info + strlen (RPC_NUMBER), 10, 0,
                                   G_MAXUINT32, &number, NULL))
    return FALSE;

  ptl_service_verdict_name_rpc (service, (guint32) number, ground->name, ground->version);
  return TRUE;
}
