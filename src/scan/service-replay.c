/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-replay.c: the verdict of today's rules on the answers of an earlier scan.
 */
#include "scan/service-replay.h"

#include "scan/probe-plan.h"

struct _PtlServiceReplay
{
  PtlProbeDb *db;
  PtlServiceNames *names;                /* (nullable) */
  GHashTable *requests[PTL_N_PROTOCOLS]; /* payload (GBytes) -> PtlProbe */
};

static void
add_request (PtlServiceReplay *self, const PtlProbe *probe)
{
  GHashTable *requests = self->requests[ptl_probe_get_protocol (probe)];
  GBytes *payload = ptl_probe_get_payload (probe);

  if (!g_hash_table_contains (requests, payload))
    g_hash_table_insert (requests, payload, (gpointer) probe);
}

PtlServiceReplay *
ptl_service_replay_new (PtlProbeDb *db, PtlServiceNames *names)
{
  PtlServiceReplay *self = g_new0 (PtlServiceReplay, 1);
  const PtlProbe *null_probe = ptl_probe_db_get_null_probe (db);

  self->db = ptl_probe_db_ref (db);
  self->names = names != NULL ? ptl_service_names_ref (names) : NULL;
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->requests[i] = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  if (null_probe != NULL)
    add_request (self, null_probe);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    add_request (self, ptl_probe_db_get_probe (db, i));
  return self;
}

void
ptl_service_replay_free (PtlServiceReplay *self)
{
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    g_hash_table_unref (self->requests[i]);
  g_clear_pointer (&self->names, ptl_service_names_unref);
  ptl_probe_db_unref (self->db);
  g_free (self);
}

/* By the bytes that were sent, whatever the probe was called; a scan that was read from a
 * file may only know what it was called.
 * Returns: (nullable): the probe whose rules read the response */
static const PtlProbe *
find_probe (const PtlServiceReplay *self,
            PtlProtocol protocol,
            const PtlResponse *response)
{
  const PtlProbe *probe = NULL;

  if (g_bytes_get_size (response->sent) > 0)
    probe = g_hash_table_lookup (self->requests[protocol], response->sent);
  if (probe == NULL && response->probe != NULL)
    probe = ptl_probe_db_find_probe (self->db, protocol, response->probe);
  if (probe == NULL && protocol == PTL_PROTOCOL_TCP)
    probe = ptl_probe_db_get_null_probe (self->db);
  return probe;
}

/* Whether a scan asks @probe once a soft match has said what the service is. */
static gboolean
is_asked (const PtlServiceVerdict *verdict, const PtlProbe *probe, guint intensity)
{
  const char *soft = ptl_service_verdict_get_soft_name (verdict);

  return soft == NULL || ptl_probe_is_null (probe) ||
         ptl_probe_plan_admits (probe, soft, intensity);
}

static PtlServiceVerdictStep
judge (const PtlServiceReplay *self,
       const PtlServiceReplayPort *port,
       PtlServiceVerdict *verdict,
       PtlResponse *response)
{
  const PtlProbe *probe = find_probe (self, port->protocol, response);
  gsize len;
  const guint8 *data = g_bytes_get_data (response->received, &len);

  if (port->before->fingerprint == NULL)
    ptl_service_verdict_add_response (verdict, response);
  if (probe == NULL || !is_asked (verdict, probe, port->intensity))
    return PTL_SERVICE_VERDICT_OPEN;

  return ptl_service_verdict_judge (verdict, probe, data, len, response->sequence, NULL);
}

/* No rule reads it: what it says was understood when it came. */
static gboolean
is_of_grind (const PtlResponse *response)
{
  return g_strcmp0 (response->probe, PTL_RESPONSE_OF_RPC) == 0;
}

/* Returns: TUNNEL or FINAL, or OPEN if no response of that tunnel decides */
static PtlServiceVerdictStep
judge_all (const PtlServiceReplay *self,
           const PtlServiceReplayPort *port,
           PtlServiceVerdict *verdict,
           PtlTunnel tunnel)
{
  PtlServiceVerdictStep step = PTL_SERVICE_VERDICT_OPEN;

  for (guint i = 0; i < port->responses->len && step <= PTL_SERVICE_VERDICT_SOFT; i++)
    {
      PtlResponse *response = port->responses->pdata[i];

      if (response->tunnel == tunnel && !is_of_grind (response) &&
          ptl_response_get_script (response) == NULL)
        step = judge (self, port, verdict, response);
    }

  return step;
}

/* That TLS came about is a fact, whatever today's rules say of its first bytes.  A rule
 * may say so by a name alone, "ssl/http", of what it saw from outside. */
static gboolean
was_in_tunnel (const PtlServiceReplayPort *port)
{
  if (port->before->rule == NULL && port->before->tunnel == PTL_TUNNEL_SSL)
    return TRUE;

  for (guint i = 0; i < port->responses->len; i++)
    if (((const PtlResponse *) port->responses->pdata[i])->tunnel == PTL_TUNNEL_SSL)
      return TRUE;

  return FALSE;
}

/* Where no rule decides: a scan that ended early did so, any other asked to its end. */
static PtlServiceOutcome
get_outcome (const PtlService *before)
{
  switch (before->outcome)
    {
    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return before->outcome;

    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
    case PTL_SERVICE_OUTCOME_NO_MATCH:
      return PTL_SERVICE_OUTCOME_NO_MATCH;
    }

  g_assert_not_reached ();
}

/* The list of names may have changed since; what the scan took from it stays. */
static const char *
get_table_name (const PtlServiceReplay *self, const PtlServiceReplayPort *port)
{
  if (port->before->rule == NULL && port->before->name != NULL)
    return port->before->name;

  return self->names != NULL
             ? ptl_service_names_lookup (self->names, port->protocol, port->port)
             : NULL;
}

/* The answers are those that the scan had: so is their fingerprint. */
static void
keep_fingerprint (PtlService *service, const PtlService *before)
{
  if (before->fingerprint != NULL && service->outcome != PTL_SERVICE_OUTCOME_HARD_MATCH)
    service->fingerprint = g_strdup (before->fingerprint);
}

PtlService *
ptl_service_replay_run (const PtlServiceReplay *self, const PtlServiceReplayPort *port)
{
  PtlServiceVerdictParams params = { .db = self->db,
                                     .protocol = port->protocol,
                                     .port = port->port,
                                     .intensity = port->intensity,
                                     .compat_nmap = port->compat_nmap,
                                     .table_name = get_table_name (self, port) };
  g_autoptr (PtlServiceVerdict) verdict = ptl_service_verdict_new (&params);
  PtlServiceVerdictStep step = judge_all (self, port, verdict, PTL_TUNNEL_NONE);
  PtlService *service;

  if (step != PTL_SERVICE_VERDICT_FINAL && was_in_tunnel (port))
    {
      ptl_service_verdict_enter_tunnel (verdict);
      judge_all (self, port, verdict, PTL_TUNNEL_SSL);
    }

  service = ptl_service_verdict_conclude (verdict, get_outcome (port->before));
  ptl_service_verdict_keep_rpc (service, port->before);
  keep_fingerprint (service, port->before);
  return service;
}
