/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan.c: which service sits behind one open port: the machine (spec 2).
 *
 *   CONNECTING --connected--> LISTENING --timeout--> ASKING --timeout, closed-->
 * CONNECTING |    \                   |  closed                | (next probe) |
 * +--connected (no NULL probe, or after it)--->+
 *       +---------------------- match, or nothing left to ask ---------> DONE
 *
 * A hard match of "ssl" starts all again inside TLS.  Pure: does no I/O and reads no
 * clock.  The driver (service-scan-io.c) feeds events in and carries out the returned
 * step. */
#include "scan/service-scan.h"

#include "scan/service-verdict.h"

/* Nmap stops reading a response here; ours reads on a little, for long HTTP headers. */
#define ENOUGH_BYTES_NMAP 4096
#define ENOUGH_BYTES      8192

/* A connect that fails in mid-scan says little (a full backlog, a rate limit): try again,
 * later. */
#define MAX_CONNECT_RETRIES 2
#define CONNECT_RETRY_MS    500

typedef enum
{
  CONNECTING,
  LISTENING, /* the NULL probe: the peer may speak first */
  ASKING,    /* a probe was sent */
  DONE,
  N_STATES
} State;

#define BIT(state) (1u << (state))

static const guint allowed[N_STATES] = {
  [CONNECTING] = BIT (CONNECTING) | BIT (LISTENING) | BIT (ASKING) | BIT (DONE),
  [LISTENING] = BIT (CONNECTING) | BIT (ASKING) | BIT (DONE),
  [ASKING] = BIT (CONNECTING) | BIT (DONE),
  [DONE] = BIT (CONNECTING) | BIT (DONE),
};

struct _PtlServiceScan
{
  PtlServiceScanParams params;
  PtlProbeDb *db;

  State state;
  PtlProbePlan plan;
  GPtrArray *upcoming;   /* (nullable): what the plan has yet, once somebody asks */
  const PtlProbe *probe; /* being asked; the NULL probe while LISTENING */
  guint wait_ms;
  guint connect_retries;
  gboolean was_connected;    /* at least one connection came about */
  gboolean wrapped_possible; /* no byte came and no read timed out (spec 2.6) */

  GByteArray *received; /* of the current probe; after NULL the banner stays in front */
  gsize banner_length;  /* bytes of received that the NULL probe had already */
  gsize total_received; /* received may be cut, this is not */
  guint16 other_port;   /* of the answer; 0: the asked one */
  gboolean has_empty;   /* an empty datagram was an answer to the current probe */
  gint64 asked_us;

  PtlServiceVerdict *verdict;
  PtlService *claim; /* (nullable): of the last match, not yet taken */
  gboolean claim_is_soft;
  PtlService *service;
  GQueue *untaken; /* PtlResponse */
  guint n_responses;
};

/* The only writer of self->state. */
static void
enter (PtlServiceScan *self, State to)
{
  g_assert (allowed[self->state] & BIT (to));
  self->state = to;
}

PtlServiceScan *
ptl_service_scan_new (const PtlServiceScanParams *params)
{
  PtlServiceVerdictParams verdict = { .db = params->db,
                                      .protocol = params->protocol,
                                      .port = params->port,
                                      .intensity = params->intensity,
                                      .compat_nmap = params->compat_nmap,
                                      .table_name = params->table_name };
  PtlServiceScan *self = g_new0 (PtlServiceScan, 1);

  self->params = *params;
  self->params.table_name = NULL; /* the verdict has it */
  self->db = ptl_probe_db_ref (params->db);
  self->verdict = ptl_service_verdict_new (&verdict);
  self->state = CONNECTING;
  self->wrapped_possible = TRUE;
  self->received = g_byte_array_new ();
  self->untaken = g_queue_new ();
  return self;
}

void
ptl_service_scan_free (PtlServiceScan *self)
{
  ptl_probe_db_unref (self->db);
  ptl_service_verdict_free (self->verdict);
  g_byte_array_unref (self->received);
  g_clear_pointer (&self->upcoming, g_ptr_array_unref);
  g_clear_pointer (&self->claim, ptl_service_unref);
  g_clear_pointer (&self->service, ptl_service_unref);
  g_queue_free_full (self->untaken, (GDestroyNotify) ptl_response_unref);
  g_free (self);
}

const PtlProbe *
ptl_service_scan_get_probe (const PtlServiceScan *self)
{
  return self->probe;
}

PtlTunnel
ptl_service_scan_get_tunnel (const PtlServiceScan *self)
{
  return ptl_service_verdict_get_tunnel (self->verdict);
}

guint
ptl_service_scan_get_wait_ms (const PtlServiceScan *self)
{
  return self->wait_ms;
}

GPtrArray *
ptl_service_scan_get_upcoming (PtlServiceScan *self)
{
  PtlProbePlan plan = self->plan; /* a copy: looking ahead takes nothing */
  const PtlProbe *probe;

  if (self->upcoming != NULL)
    return self->upcoming;

  self->upcoming = g_ptr_array_new ();
  while ((probe = ptl_probe_plan_next (&plan)) != NULL)
    g_ptr_array_add (self->upcoming, (gpointer) probe);
  return self->upcoming;
}

/* Returns: (nullable): the next probe of the plan */
static const PtlProbe *
take_next (PtlServiceScan *self)
{
  if (self->upcoming != NULL && self->upcoming->len > 0)
    g_ptr_array_remove_index (self->upcoming, 0);
  return ptl_probe_plan_next (&self->plan);
}

static void
narrow (PtlServiceScan *self, const char *service)
{
  g_clear_pointer (&self->upcoming, g_ptr_array_unref);
  ptl_probe_plan_narrow (&self->plan, service);
}

PtlResponse *
ptl_service_scan_take_response (PtlServiceScan *self)
{
  return g_queue_pop_head (self->untaken);
}

PtlService *
ptl_service_scan_get_service (const PtlServiceScan *self)
{
  g_return_val_if_fail (self->state == DONE, NULL);

  return self->service;
}

static gsize
enough_bytes (const PtlServiceScan *self)
{
  return self->params.compat_nmap ? ENOUGH_BYTES_NMAP : ENOUGH_BYTES;
}

/* Whether the peer said anything that the response before has not already on record. */
static gboolean
has_news (const PtlServiceScan *self)
{
  return self->received->len > self->banner_length;
}

/* @n_bytes: of what was received */
static PtlResponse *
new_response (PtlServiceScan *self, gsize n_bytes, PtlResponseEnd end, gint64 now_us)
{
  PtlResponse *response = ptl_response_new ();

  response->sequence = self->n_responses;
  response->probe = g_strdup (ptl_probe_get_name (self->probe));
  response->tunnel = ptl_service_verdict_get_tunnel (self->verdict);
  response->sent = g_bytes_ref (ptl_probe_get_payload (self->probe));
  response->received = g_bytes_new (self->received->data, n_bytes);
  response->full_length = n_bytes > 0 ? self->total_received : 0;
  response->time_us = self->asked_us + self->params.wall_offset_us;
  response->elapsed_ms = (guint) ((now_us - self->asked_us) / 1000);
  response->end = end;
  response->other_port = self->other_port;
  return response;
}

/* Nmap's fingerprint repeats a banner under the next probe, and leaves out what a reset
 * cut off. */
static gboolean
is_in_fingerprint (const PtlServiceScan *self, PtlResponseEnd end)
{
  if (!self->params.compat_nmap)
    return has_news (self);
  return self->received->len > 0 && end != PTL_RESPONSE_END_RESET;
}

/* To hang up without a word is an answer, and so is an empty datagram; silence is none.
 */
static gboolean
is_answer (const PtlServiceScan *self, PtlResponseEnd end)
{
  return has_news (self) || self->has_empty || end == PTL_RESPONSE_END_CLOSED ||
         end == PTL_RESPONSE_END_RESET || end == PTL_RESPONSE_END_ERROR;
}

/* Puts what came back on record. */
static void
record_response (PtlServiceScan *self, PtlResponseEnd end, gint64 now_us)
{
  gsize n_received = self->received->len;

  if (is_in_fingerprint (self, end))
    {
      g_autoptr (PtlResponse) response = new_response (self, n_received, end, now_us);

      ptl_service_verdict_add_response (self->verdict, response);
    }
  if (!is_answer (self, end))
    return;

  g_queue_push_tail (self->untaken,
                     new_response (self, has_news (self) ? n_received : 0, end, now_us));
  self->n_responses++;
}

static PtlServiceScanStep
report (PtlServiceScan *self, PtlServiceOutcome outcome)
{
  self->service = ptl_service_verdict_conclude (self->verdict, outcome);
  enter (self, DONE);
  return PTL_SERVICE_SCAN_REPORT;
}

/* Nmap takes a refused connection, and an ICMP error of a UDP port, for a wrapped port
 * too; we want to have been let in. */
static gboolean
may_be_wrapped (const PtlServiceScan *self)
{
  return self->params.compat_nmap ||
         (self->was_connected && self->params.protocol == PTL_PROTOCOL_TCP);
}

/* Ends without a hard match. */
static PtlServiceScanStep
give_up (PtlServiceScan *self, PtlServiceOutcome outcome)
{
  if (self->wrapped_possible && may_be_wrapped (self))
    outcome = PTL_SERVICE_OUTCOME_TCPWRAPPED;

  return report (self, outcome);
}

static PtlServiceScanStep
reconnect (PtlServiceScan *self)
{
  enter (self, CONNECTING);
  self->wait_ms = 0;
  self->connect_retries = 0;
  return PTL_SERVICE_SCAN_CONNECT;
}

static void
forget_received (PtlServiceScan *self)
{
  g_byte_array_set_size (self->received, 0);
  self->banner_length = 0;
  self->total_received = 0;
  self->has_empty = FALSE;
  self->other_port = 0;
}

/* Begins the tunnel's list of probes with @first, or where that is NULL, with its own. */
static PtlServiceScanStep
begin_with (PtlServiceScan *self, const PtlProbe *first)
{
  const char *soft = ptl_service_verdict_get_soft_name (self->verdict);

  g_clear_pointer (&self->upcoming, g_ptr_array_unref);
  ptl_probe_plan_init (&self->plan, self->db, self->params.protocol, self->params.port,
                       ptl_service_verdict_get_tunnel (self->verdict),
                       self->params.intensity);
  if (soft != NULL)
    narrow (self, soft);
  forget_received (self);
  self->probe = first != NULL ? first : take_next (self);
  if (self->probe == NULL)
    return give_up (self, PTL_SERVICE_OUTCOME_NO_MATCH);

  return reconnect (self);
}

/* Chooses the first probe of a tunnel: the NULL probe where there is one. */
static PtlServiceScanStep
begin (PtlServiceScan *self)
{
  return begin_with (self, self->params.protocol == PTL_PROTOCOL_TCP
                               ? ptl_probe_db_get_null_probe (self->db)
                               : NULL);
}

PtlServiceScanStep
ptl_service_scan_start (PtlServiceScan *self)
{
  return begin (self);
}

/* A hard match of "ssl": what was learned outside the tunnel counts no more. */
static PtlServiceScanStep
enter_tunnel (PtlServiceScan *self)
{
  ptl_service_verdict_enter_tunnel (self->verdict);
  return begin (self);
}

/* Sends the probe on the connection that is open. */
static PtlServiceScanStep
ask (PtlServiceScan *self, gint64 now_us)
{
  enter (self, ptl_probe_is_null (self->probe) ? LISTENING : ASKING);
  self->asked_us = now_us;
  self->wait_ms = ptl_probe_get_total_wait_ms (self->probe);
  return self->state == LISTENING ? PTL_SERVICE_SCAN_LISTEN : PTL_SERVICE_SCAN_SEND;
}

/* The current probe is over; @connected: and its connection can carry the next one. */
static PtlServiceScanStep
ask_next (PtlServiceScan *self, gboolean connected, gint64 now_us)
{
  self->probe = take_next (self);
  if (self->probe == NULL)
    return give_up (self, PTL_SERVICE_OUTCOME_NO_MATCH);

  if (connected)
    {
      self->banner_length = self->received->len;
      return ask (self, now_us);
    }

  forget_received (self);
  return reconnect (self);
}

PtlServiceScanStep
ptl_service_scan_on_connected (PtlServiceScan *self, gint64 now_us)
{
  g_return_val_if_fail (self->state == CONNECTING, PTL_SERVICE_SCAN_WAIT);

  self->was_connected = TRUE;
  return ask (self, now_us);
}

PtlServiceScanStep
ptl_service_scan_on_connect_failed (PtlServiceScan *self, gboolean may_retry)
{
  g_return_val_if_fail (self->state == CONNECTING, PTL_SERVICE_SCAN_WAIT);

  if (self->params.compat_nmap || !may_retry ||
      self->connect_retries >= MAX_CONNECT_RETRIES)
    return give_up (self, PTL_SERVICE_OUTCOME_INCOMPLETE);

  self->connect_retries++;
  self->wait_ms = CONNECT_RETRY_MS * self->connect_retries;
  return PTL_SERVICE_SCAN_CONNECT;
}

PtlService *
ptl_service_scan_take_claim (PtlServiceScan *self, gboolean *soft)
{
  *soft = self->claim_is_soft;
  return g_steal_pointer (&self->claim);
}

/* Asks the rules about what came so far. */
static PtlServiceVerdictStep
judge_received (PtlServiceScan *self)
{
  g_autoptr (PtlService) claim = NULL;
  PtlServiceVerdictStep step =
      ptl_service_verdict_judge (self->verdict, self->probe, self->received->data,
                                 self->received->len, self->n_responses, &claim);

  if (claim != NULL)
    {
      g_clear_pointer (&self->claim, ptl_service_unref);
      self->claim = g_steal_pointer (&claim);
      self->claim_is_soft = step == PTL_SERVICE_VERDICT_SOFT;
    }

  return step;
}

static PtlServiceScanStep
judge (PtlServiceScan *self, gint64 now_us)
{
  switch (judge_received (self))
    {
    case PTL_SERVICE_VERDICT_OPEN:
      return PTL_SERVICE_SCAN_WAIT;

    case PTL_SERVICE_VERDICT_SOFT:
      narrow (self, ptl_service_verdict_get_soft_name (self->verdict));
      return PTL_SERVICE_SCAN_WAIT;

    case PTL_SERVICE_VERDICT_TUNNEL:
      record_response (self, PTL_RESPONSE_END_MATCHED, now_us);
      return enter_tunnel (self);

    case PTL_SERVICE_VERDICT_FINAL:
      record_response (self, PTL_RESPONSE_END_MATCHED, now_us);
      return report (self, PTL_SERVICE_OUTCOME_HARD_MATCH);
    }

  g_assert_not_reached ();
}

PtlServiceScanStep
ptl_service_scan_on_data (PtlServiceScan *self,
                          const guint8 *data,
                          gsize len,
                          gint64 now_us)
{
  gsize room = PTL_RESPONSE_MAX_KEPT - self->received->len;
  gboolean was_null = self->state == LISTENING;
  PtlServiceScanStep step;

  g_return_val_if_fail (self->state == LISTENING || self->state == ASKING,
                        PTL_SERVICE_SCAN_WAIT);

  self->wrapped_possible = FALSE;
  self->total_received += len;
  self->has_empty |= len == 0;
  g_byte_array_append (self->received, data, (guint) MIN (len, room));

  step = judge (self, now_us);
  if (step != PTL_SERVICE_SCAN_WAIT || self->received->len < enough_bytes (self))
    return step;

  record_response (self, PTL_RESPONSE_END_FULL, now_us);
  return ask_next (self, was_null, now_us);
}

void
ptl_service_scan_set_other_port (PtlServiceScan *self, guint16 port)
{
  self->other_port = port;
}

PtlServiceScanStep
ptl_service_scan_on_timeout (PtlServiceScan *self, gboolean reusable, gint64 now_us)
{
  gboolean was_null = self->state == LISTENING;

  g_return_val_if_fail (self->state == LISTENING || self->state == ASKING,
                        PTL_SERVICE_SCAN_WAIT);

  self->wrapped_possible = FALSE;
  record_response (self, PTL_RESPONSE_END_TIMEOUT, now_us);
  return ask_next (self, was_null && reusable, now_us);
}

/* The NULL probe's connection was closed without a word, at once (spec 2.6). */
static gboolean
looks_wrapped (const PtlServiceScan *self, gint64 now_us)
{
  return self->state == LISTENING && self->wrapped_possible &&
         now_us - self->asked_us <
             (gint64) ptl_probe_get_tcpwrapped_ms (self->probe) * 1000;
}

PtlServiceScanStep
ptl_service_scan_on_lost (PtlServiceScan *self, PtlServiceScanLoss loss, gint64 now_us)
{
  g_return_val_if_fail (self->state == LISTENING || self->state == ASKING,
                        PTL_SERVICE_SCAN_WAIT);

  switch (loss)
    {
    case PTL_SERVICE_SCAN_CLOSED:
    case PTL_SERVICE_SCAN_RESET:
      record_response (self,
                       loss == PTL_SERVICE_SCAN_RESET ? PTL_RESPONSE_END_RESET
                                                      : PTL_RESPONSE_END_CLOSED,
                       now_us);
      if (looks_wrapped (self, now_us))
        return give_up (self, PTL_SERVICE_OUTCOME_TCPWRAPPED);
      return ask_next (self, FALSE, now_us);

    case PTL_SERVICE_SCAN_BROKEN:
      record_response (self, PTL_RESPONSE_END_ERROR, now_us);
      return ask_next (self, FALSE, now_us);

    case PTL_SERVICE_SCAN_UNREACHABLE:
      record_response (self, PTL_RESPONSE_END_ERROR, now_us);
      self->wrapped_possible = FALSE;
      return give_up (self, PTL_SERVICE_OUTCOME_INCOMPLETE);
    }

  g_assert_not_reached ();
}

PtlServiceScanStep
ptl_service_scan_ask_again (PtlServiceScan *self)
{
  g_return_val_if_fail (self->state != LISTENING, PTL_SERVICE_SCAN_WAIT);

  g_clear_pointer (&self->service, ptl_service_unref);
  return begin_with (self, NULL);
}

PtlServiceScanStep
ptl_service_scan_on_stopped (PtlServiceScan *self, gint64 now_us)
{
  g_return_val_if_fail (self->state != DONE, PTL_SERVICE_SCAN_REPORT);

  if (self->state != CONNECTING)
    record_response (self, PTL_RESPONSE_END_STOPPED, now_us);
  self->wrapped_possible = FALSE;
  return give_up (self, PTL_SERVICE_OUTCOME_INCOMPLETE);
}
