/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-ask.c: one probe on one connection, and the transcript of what came back.
 */
#include "scan/service-ask.h"

#include <errno.h>

#include "model/response.h"
#include "scan/answer-shape.h"
#include "scan/timing.h"

#define RESEND_MS                                                                        \
  1000 /* Nmap sends a datagram once; one lost packet would hide the service */

struct _PtlServiceAsk
{
  PtlServiceAskParams params;
  PtlPoller *poller;
  PtlServiceAskFunc func;
  gpointer user_data;

  PtlServiceAskState state;
  PtlDial *dial;         /* (nullable) */
  PtlDeadline *deadline; /* (nullable): of the wait */
  PtlDeadline *resend;   /* (nullable): UDP: the datagram may have been lost */
  gint64 asked_us;
  gint64 ended_us;
  gint64 matched_us; /* when a match rule first claimed the answer; 0: none has */
  PtlStreamEnd end;
  int errnum;
  PtlTlsInfo *tls; /* (nullable) */
  guint16 other_port;

  GByteArray *answer; /* all of it, for the rules */
  GQueue chunks;      /* Chunk: not yet taken */
};

typedef struct
{
  GBytes *bytes;
  gint64 at_us;
} Chunk;

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  g_bytes_unref (chunk->bytes);
  g_free (chunk);
}

static void
trace_timeout (PtlServiceAsk *self, const char *detail)
{
  ptl_trace_step (self->params.gate->trace, self->params.protocol, self->params.port,
                  PTL_TRACE_TIMEOUT, ptl_probe_get_name (self->params.probe), detail);
}

static void
finish (PtlServiceAsk *self, PtlServiceAskState state)
{
  /* Only a banner's connection may carry the next probe; others would keep a server that
   * serves one client at a time from the next. */
  if (!ptl_probe_is_null (self->params.probe))
    g_clear_pointer (&self->dial, ptl_dial_free);
  self->state = state;
  self->ended_us = ptl_poller_now_us (self->poller);
  g_clear_pointer (&self->deadline, ptl_deadline_cancel);
  g_clear_pointer (&self->resend, ptl_deadline_cancel);
}

static void
wait_over_cb (gpointer user_data)
{
  PtlServiceAsk *self = user_data;

  self->deadline = NULL;
  trace_timeout (self, NULL);
  finish (self, PTL_SERVICE_ASK_TIMED_OUT);
  self->func (self, self->user_data);
}

static gboolean
may_be_whole (const PtlServiceAsk *self)
{
  return self->answer->len > 0 &&
         !ptl_answer_is_unfinished (self->answer->data, self->answer->len);
}

static gint64
get_quiet_us (const PtlServiceAsk *self)
{
  gboolean is_banner = ptl_probe_is_null (self->params.probe);

  return (gint64) ptl_patience_get_quiet_ms (self->params.patience, is_banner) * 1000;
}

/* Waits until the probe's time is up, or until an answer that may be whole pauses. */
static void
arm (PtlServiceAsk *self)
{
  gint64 now_us = ptl_poller_now_us (self->poller);
  gint64 until_us =
      self->asked_us + (gint64) ptl_probe_get_total_wait_ms (self->params.probe) * 1000;

  if (!self->params.waits_it_out && may_be_whole (self))
    until_us = MIN (until_us, now_us + get_quiet_us (self));

  g_clear_pointer (&self->deadline, ptl_deadline_cancel);
  self->deadline = ptl_poller_add_deadline (self->poller, until_us, wait_over_cb, self);
}

static void
send_payload (PtlServiceAsk *self)
{
  GBytes *payload = ptl_probe_get_payload (self->params.probe);

  if (g_bytes_get_size (payload) > 0)
    ptl_dial_send (self->dial, payload);
}

static void
resend_cb (gpointer user_data)
{
  PtlServiceAsk *self = user_data;

  self->resend = NULL;
  if (self->answer->len == 0 && self->dial != NULL)
    send_payload (self);
}

static void
ask (PtlServiceAsk *self)
{
  self->state = PTL_SERVICE_ASK_OPEN;
  self->asked_us = ptl_poller_now_us (self->poller);
  arm (self);
  send_payload (self);
  if (self->params.protocol == PTL_PROTOCOL_UDP && !self->params.compat_nmap)
    self->resend = ptl_poller_add_deadline (
        self->poller, self->asked_us + RESEND_MS * 1000, resend_cb, self);
}

static void
connected_cb (PtlDial *dial, gint64 rtt_us, gpointer user_data)
{
  PtlServiceAsk *self = user_data;
  PtlTlsInfo *tls = ptl_dial_get_tls_info (dial);

  if (tls != NULL)
    self->tls = ptl_tls_info_ref (tls);
  else if (rtt_us >= 0)
    ptl_patience_add_round_trip (self->params.patience, rtt_us);
  ask (self);
  self->func (self, self->user_data);
}

static void
judge (PtlServiceAsk *self)
{
  g_autoptr (PtlMatch) match = NULL;

  if (self->matched_us != 0)
    return;

  match = ptl_match_response (self->params.db, self->params.probe, self->answer->data,
                              self->answer->len, self->params.compat_nmap);
  if (match != NULL && !match->soft)
    self->matched_us = ptl_poller_now_us (self->poller);
}

static void
received_cb (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data)
{
  PtlServiceAsk *self = user_data;
  gsize room = PTL_RESPONSE_MAX_KEPT - self->answer->len;
  Chunk *chunk;

  if (self->state != PTL_SERVICE_ASK_OPEN)
    return; /* its time was up */

  if (ptl_dial_get_sender_port (dial) != self->params.port)
    self->other_port = ptl_dial_get_sender_port (dial);
  if (self->answer->len == 0 && !ptl_probe_is_null (self->params.probe))
    ptl_patience_add_answer (self->params.patience,
                             ptl_poller_now_us (self->poller) - self->asked_us);
  chunk = g_new (Chunk, 1);
  *chunk = (Chunk){ g_bytes_new (data, len), ptl_poller_now_us (self->poller) };
  g_queue_push_tail (&self->chunks, chunk);
  g_byte_array_append (self->answer, data, (guint) MIN (len, room));
  judge (self);
  if (self->answer->len == PTL_RESPONSE_MAX_KEPT)
    ptl_service_ask_set_aside (self);
  else
    arm (self);
  self->func (self, self->user_data);
}

static void
ended_cb (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data)
{
  PtlServiceAsk *self = user_data;
  gboolean was_connected = ptl_dial_is_connected (dial);

  g_clear_pointer (&self->dial, ptl_dial_free);
  if (self->state > PTL_SERVICE_ASK_OPEN)
    return; /* timed out; the connection was only kept for the next probe */

  self->end = end;
  self->errnum = errnum;
  finish (self, was_connected ? PTL_SERVICE_ASK_LOST : PTL_SERVICE_ASK_REFUSED);
  self->func (self, self->user_data);
}

static const PtlDialFuncs dial_funcs = { NULL, connected_cb, received_cb, ended_cb };

static void
dial (PtlServiceAsk *self)
{
  gboolean tls = self->params.tunnel == PTL_TUNNEL_SSL;
  PtlStreamParams params = {
    .address = self->params.address,
    .port = self->params.port,
    .any_port = !self->params.compat_nmap, /* Nmap's socket is connected */
    .tls = tls,
    .server_name = tls ? self->params.server_name : NULL,
    .timeout_ms = tls ? PTL_TIMING_TLS_TIMEOUT_MS : PTL_TIMING_CONNECT_TIMEOUT_MS,
    .resumption = self->params.resumption,
  };

  self->dial = ptl_dialer_dial (self->params.dialer, self->params.kind, self->params.gate,
                                self->params.protocol, &params, &dial_funcs, self);
  ptl_dial_set_subject (self->dial, ptl_probe_get_name (self->params.probe));
}

PtlServiceAsk *
ptl_service_ask_new (const PtlServiceAskParams *params,
                     PtlDial *open_dial,
                     PtlServiceAskFunc func,
                     gpointer user_data)
{
  PtlServiceAsk *self = g_new0 (PtlServiceAsk, 1);

  self->params = *params;
  self->poller = ptl_dialer_get_poller (params->dialer);
  self->func = func;
  self->user_data = user_data;
  self->answer = g_byte_array_new ();
  self->dial = open_dial;
  if (open_dial == NULL)
    {
      dial (self);
      return self;
    }

  ptl_dial_pass_on (open_dial, self->params.kind, params->gate, &dial_funcs, self);
  ptl_dial_set_subject (open_dial, ptl_probe_get_name (params->probe));
  ask (self);
  return self;
}

void
ptl_service_ask_free (PtlServiceAsk *self)
{
  g_clear_pointer (&self->dial, ptl_dial_free);
  g_clear_pointer (&self->deadline, ptl_deadline_cancel);
  g_clear_pointer (&self->resend, ptl_deadline_cancel);
  g_clear_pointer (&self->tls, ptl_tls_info_unref);
  g_byte_array_unref (self->answer);
  g_queue_clear_full (&self->chunks, chunk_free);
  g_free (self);
}

PtlServiceAskState
ptl_service_ask_get_state (const PtlServiceAsk *self)
{
  return self->state;
}

const PtlProbe *
ptl_service_ask_get_probe (const PtlServiceAsk *self)
{
  return self->params.probe;
}

gint64
ptl_service_ask_get_asked_us (const PtlServiceAsk *self)
{
  return self->asked_us;
}

gint64
ptl_service_ask_get_ended_us (const PtlServiceAsk *self)
{
  return self->ended_us;
}

/* Which errors mean what is Nmap's table (spec 2.6). */
PtlServiceScanLoss
ptl_service_ask_get_loss (const PtlServiceAsk *self)
{
  switch (self->end)
    {
    case PTL_STREAM_END_CLOSED:
    case PTL_STREAM_END_REFUSED:
      return PTL_SERVICE_SCAN_CLOSED;

    case PTL_STREAM_END_RESET:
      return self->errnum == EPIPE ? PTL_SERVICE_SCAN_BROKEN : PTL_SERVICE_SCAN_RESET;

    case PTL_STREAM_END_TIMEOUT:
    case PTL_STREAM_END_UNREACHABLE:
      return PTL_SERVICE_SCAN_UNREACHABLE;

    case PTL_STREAM_END_TLS:
    case PTL_STREAM_END_ERROR:
      return PTL_SERVICE_SCAN_BROKEN;

    case PTL_STREAM_END_SHORTAGE: /* the dialer keeps it to itself */
      break;
    }

  g_assert_not_reached ();
}

gboolean
ptl_service_ask_has_timed_out (const PtlServiceAsk *self)
{
  return self->state == PTL_SERVICE_ASK_REFUSED && self->end == PTL_STREAM_END_TIMEOUT;
}

PtlTlsInfo *
ptl_service_ask_get_tls_info (const PtlServiceAsk *self)
{
  return self->tls;
}

gboolean
ptl_service_ask_is_connected (const PtlServiceAsk *self)
{
  return self->dial != NULL && ptl_dial_is_connected (self->dial);
}

gboolean
ptl_service_ask_has_answer (const PtlServiceAsk *self)
{
  return self->answer->len > 0;
}

gboolean
ptl_service_ask_is_matched (const PtlServiceAsk *self)
{
  return self->matched_us != 0;
}

gint64
ptl_service_ask_get_latency_us (const PtlServiceAsk *self)
{
  return self->matched_us - self->asked_us;
}

gboolean
ptl_service_ask_has_more (const PtlServiceAsk *self)
{
  return self->chunks.length > 0 || self->state > PTL_SERVICE_ASK_OPEN;
}

GBytes *
ptl_service_ask_take (PtlServiceAsk *self, gint64 *at_us)
{
  Chunk *chunk = g_queue_pop_head (&self->chunks);
  GBytes *bytes;

  if (chunk == NULL)
    return NULL;

  bytes = g_bytes_ref (chunk->bytes);
  *at_us = chunk->at_us;
  chunk_free (chunk);
  return bytes;
}

guint16
ptl_service_ask_get_other_port (const PtlServiceAsk *self)
{
  return self->other_port;
}

void
ptl_service_ask_set_aside (PtlServiceAsk *self)
{
  if (self->state == PTL_SERVICE_ASK_CONNECTING ||
      self->answer->len == PTL_RESPONSE_MAX_KEPT)
    g_clear_pointer (&self->dial, ptl_dial_free);
  if (self->state > PTL_SERVICE_ASK_OPEN)
    return;

  trace_timeout (self, "not waited for");
  finish (self, PTL_SERVICE_ASK_TIMED_OUT);
}

PtlDial *
ptl_service_ask_steal_dial (PtlServiceAsk *self)
{
  if (!ptl_service_ask_is_connected (self))
    return NULL;

  return g_steal_pointer (&self->dial);
}
