/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/dialer.c: every connection of a scan passes here: limits, rate, and patience. */
#include "scan/dialer.h"

#include <errno.h>

#include "net/datagram.h"

#define MAX_STARTS_PER_TURN 64 /* then sockets that answered are read first */
#define MAX_HOPELESS        3

/* Those that ask first: they are what people wait for.  What is unlikely waits until each
 * port has been listened to. */
static const PtlDialKind by_urgency[PTL_N_DIAL_KINDS] = { PTL_DIAL_ASK, PTL_DIAL_LISTEN,
                                                          PTL_DIAL_TAIL, PTL_DIAL_PORT };

struct _PtlDialer
{
  PtlPoller *poller; /* borrowed */
  PtlPacing *pacing;
  GQueue queues[PTL_N_DIAL_KINDS]; /* PtlDial: waiting for their turn */
  GQueue
      called[PTL_N_DIAL_KINDS]; /* PtlDial: had their turn, but had to wait at the gate */
  PtlDialPlaces places;
  PtlDeadline *pump; /* (nullable): when the queues are looked at next */
  gint64 pump_us;
  gboolean held;
  gint64 held_since_us;  /* while held */
  gint64 held_before_us; /* how long it was before */
};

struct _PtlDial
{
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlDialKind kind;
  GQueue *queue; /* (nullable): in which it waits; NULL once it has started */
  GList link;
  PtlProtocol protocol;
  PtlStreamParams params;
  char *server_name;
  PtlStream *stream;     /* (nullable): TCP */
  PtlDatagram *datagram; /* (nullable): UDP */
  PtlDeadline *ready;    /* (nullable): UDP: to tell that it is connected */
  gboolean connected;
  guint16 sender_port;
  gint64 started_us;
  const char *subject; /* (nullable): for the trace */
  guint n_hopeless;    /* shortages while nothing else was in flight */
  const PtlDialFuncs *funcs;
  gpointer user_data;
};

static void pump_cb (gpointer user_data);

void
ptl_dial_gate_init (PtlDialGate *self, guint limit, gint64 delay_us)
{
  *self = (PtlDialGate){ .delay_us = delay_us };
  ptl_dial_places_init (&self->places, limit);
}

PtlDialer *
ptl_dialer_new (PtlPoller *poller, guint max_in_flight, guint max_rate)
{
  PtlDialer *self = g_new0 (PtlDialer, 1);

  self->poller = poller;
  self->pacing = ptl_pacing_new (max_in_flight, max_rate);
  ptl_dial_places_init (&self->places, max_in_flight);
  return self;
}

void
ptl_dialer_free (PtlDialer *self)
{
  g_clear_pointer (&self->pump, ptl_deadline_cancel);
  ptl_pacing_free (self->pacing);
  g_free (self);
}

gint64
ptl_dialer_get_held_us (const PtlDialer *self)
{
  gint64 now_us = self->held ? ptl_poller_now_us (self->poller) - self->held_since_us : 0;

  return self->held_before_us + now_us;
}

guint
ptl_dialer_get_in_flight (const PtlDialer *self)
{
  return ptl_pacing_get_in_flight (self->pacing);
}

PtlPoller *
ptl_dialer_get_poller (const PtlDialer *self)
{
  return self->poller;
}

static void
schedule_pump (PtlDialer *self, gint64 when_us)
{
  if (self->pump != NULL && self->pump_us <= when_us)
    return;

  g_clear_pointer (&self->pump, ptl_deadline_cancel);
  self->pump_us = when_us;
  self->pump = ptl_poller_add_deadline (self->poller, when_us, pump_cb, self);
}

void
ptl_dialer_set_held (PtlDialer *self, gboolean held)
{
  if (self->held == held)
    return;

  self->held_before_us = ptl_dialer_get_held_us (self);
  self->held_since_us = ptl_poller_now_us (self->poller);
  self->held = held;
  if (!held)
    schedule_pump (self, 0);
}

static void
wait_in (PtlDial *dial, GQueue *queue)
{
  if (dial->queue != NULL)
    g_queue_unlink (dial->queue, &dial->link);
  dial->queue = queue;
  if (queue != NULL)
    g_queue_push_tail_link (queue, &dial->link);
}

static void
enqueue (PtlDial *dial, GQueue *queue)
{
  wait_in (dial, queue);
  schedule_pump (dial->dialer, 0);
}

/* One more of the gate's host may have its turn, before those who never had one: the asks
 * of one port stay together, and an answer soon frees all their places. */
static void
open_gate (PtlDialGate *gate)
{
  for (guint i = 0; i < PTL_N_DIAL_KINDS; i++)
    {
      PtlDialKind kind = by_urgency[i];
      PtlDial *dial = g_queue_peek_head (&gate->waiting[kind]);

      if (dial != NULL && ptl_dial_places_has (&gate->places, kind))
        {
          enqueue (dial, &dial->dialer->called[kind]);
          return;
        }
    }
}

/* A connection is over: its place is free for another. */
static void
release (PtlDial *dial)
{
  PtlDialer *self = dial->dialer;

  g_clear_pointer (&dial->stream, ptl_stream_free);
  g_clear_pointer (&dial->datagram, ptl_datagram_free);
  g_clear_pointer (&dial->ready, ptl_deadline_cancel);
  ptl_dial_places_give (&dial->gate->places, dial->kind);
  ptl_dial_places_give (&self->places, dial->kind);
  ptl_pacing_ended (self->pacing);
  open_gate (dial->gate);
  schedule_pump (self, 0);
}

static void
trace (PtlDial *dial, PtlTraceKind kind, const char *detail)
{
  ptl_trace_step (dial->gate->trace, dial->protocol, dial->params.port, kind,
                  dial->subject, detail);
}

static void
trace_data (PtlDial *dial, PtlTraceKind kind, const guint8 *data, gsize len)
{
  ptl_trace_data (dial->gate->trace, dial->protocol, dial->params.port, kind,
                  dial->subject, data, len, NULL);
}

static void
trace_datagram (PtlDial *dial, const guint8 *data, gsize len)
{
  g_autofree char *detail = dial->sender_port != dial->params.port
                                ? g_strdup_printf ("from port %u", dial->sender_port)
                                : NULL;

  ptl_trace_data (dial->gate->trace, dial->protocol, dial->params.port,
                  PTL_TRACE_RECEIVED, dial->subject, data, len, detail);
}

static void
trace_connected (PtlDial *dial)
{
  const PtlTlsInfo *tls = ptl_dial_get_tls_info (dial);
  g_autofree char *detail = tls != NULL
                                ? g_strdup_printf ("%s %s%s", tls->version, tls->cipher,
                                                   tls->is_resumed ? ", resumed" : "")
                                : NULL;

  trace (dial, PTL_TRACE_CONNECTED, detail);
}

/* Tells the owner, who may free the dial. */
static void
tell_end (PtlDial *dial, PtlStreamEnd end, int errnum)
{
  const char *detail = dial->stream != NULL ? ptl_stream_get_detail (dial->stream) : NULL;

  ptl_trace_end (dial->gate->trace, dial->protocol, dial->params.port, dial->subject, end,
                 errnum, detail);
  dial->funcs->ended (dial, end, errnum, dial->user_data);
}

static void
connected_cb (PtlStream *stream, gint64 rtt_us, gpointer user_data)
{
  PtlDial *dial = user_data;

  dial->connected = TRUE;
  trace_connected (dial);
  dial->funcs->connected (dial, rtt_us, dial->user_data);
}

static void
received_cb (PtlStream *stream, const guint8 *data, gsize len, gpointer user_data)
{
  PtlDial *dial = user_data;

  trace_data (dial, PTL_TRACE_RECEIVED, data, len);
  dial->funcs->received (dial, data, len, dial->user_data);
}

/* Whether waiting cannot help: no other connection of ours holds what is missing.  An
 * address family without a source address fails that way for ever. */
static gboolean
is_hopeless (PtlDial *dial)
{
  return ptl_dialer_get_in_flight (dial->dialer) <= 1 &&
         ++dial->n_hopeless > MAX_HOPELESS;
}

/* The system has nothing to give now: the dial waits for another turn. */
static void
start_over (PtlDial *dial, int errnum)
{
  if (errnum == EADDRNOTAVAIL && is_hopeless (dial))
    {
      tell_end (dial, PTL_STREAM_END_UNREACHABLE, errnum);
      return;
    }

  ptl_pacing_on_shortage (dial->dialer->pacing, ptl_poller_now_us (dial->dialer->poller));
  release (dial);
  dial->connected = FALSE;
  enqueue (dial, &dial->dialer->queues[dial->kind]);
}

static void
ended_cb (PtlStream *stream, PtlStreamEnd end, int errnum, gpointer user_data)
{
  PtlDial *dial = user_data;

  if (end == PTL_STREAM_END_SHORTAGE)
    start_over (dial, errnum);
  else
    tell_end (dial, end, errnum);
}

static const PtlStreamFuncs stream_funcs = { connected_cb, received_cb, ended_cb };

static void
ready_cb (gpointer user_data)
{
  PtlDial *dial = user_data;

  dial->ready = NULL;
  dial->connected = TRUE;
  dial->funcs->connected (dial, -1, dial->user_data);
}

static void
datagram_received_cb (PtlDatagram *datagram,
                      const guint8 *data,
                      gsize len,
                      guint16 port,
                      gpointer user_data)
{
  PtlDial *dial = user_data;

  dial->sender_port = port;
  trace_datagram (dial, data, len);
  dial->funcs->received (dial, data, len, dial->user_data);
}

static void
datagram_failed_cb (PtlDatagram *datagram,
                    PtlDatagramFailure failure,
                    int errnum,
                    const PtlAddress *reporter,
                    gpointer user_data)
{
  PtlDial *dial = user_data;
  gboolean by_target =
      reporter == NULL || ptl_address_equal (reporter, &dial->params.address);

  if (failure == PTL_DATAGRAM_SHORTAGE)
    start_over (dial, errnum);
  else if (failure == PTL_DATAGRAM_PORT_UNREACHABLE && by_target)
    tell_end (dial, PTL_STREAM_END_REFUSED, errnum);
  else if (failure ==
           PTL_DATAGRAM_PORT_UNREACHABLE) /* a firewall says so on its behalf */
    tell_end (dial, PTL_STREAM_END_UNREACHABLE, EACCES);
  else if (failure == PTL_DATAGRAM_ERROR)
    tell_end (dial, PTL_STREAM_END_ERROR, errnum);
  else
    tell_end (dial, PTL_STREAM_END_UNREACHABLE, errnum);
}

static const PtlDatagramFuncs datagram_funcs = { datagram_received_cb,
                                                 datagram_failed_cb };

static void
open_datagram (PtlDialer *self, PtlDial *dial)
{
  dial->datagram =
      ptl_datagram_new (self->poller, &dial->params.address, dial->params.port,
                        dial->params.any_port, &datagram_funcs, dial);
  dial->ready = ptl_poller_add_deadline (self->poller, 0, ready_cb, dial);
}

static void
open_stream (PtlDialer *self, PtlDial *dial)
{
  static const char *const details[PTL_N_PROTOCOLS] = {
    [PTL_PROTOCOL_TCP] = "TLS",
    [PTL_PROTOCOL_UDP] = "DTLS",
  };

  trace (dial, PTL_TRACE_CONNECT, dial->params.tls ? details[dial->protocol] : NULL);
  dial->stream = ptl_stream_new (self->poller, &dial->params, &stream_funcs, dial);
}

static void
start (PtlDialer *self, PtlDial *dial, gint64 now_us)
{
  wait_in (dial, NULL);
  dial->started_us = now_us;
  dial->gate->next_us = now_us + dial->gate->delay_us;
  ptl_dial_places_take (&dial->gate->places, dial->kind);
  ptl_dial_places_take (&self->places, dial->kind);
  if (dial->protocol == PTL_PROTOCOL_UDP && !dial->params.tls)
    open_datagram (self, dial);
  else
    open_stream (self, dial);
  if (dial->funcs->started != NULL)
    dial->funcs->started (dial, dial->user_data);
}

typedef enum
{
  MAY_START,
  MUST_WAIT,       /* its host bears no more now: the dial was put aside */
  NOBODY_MAY_START /* the system or the rate bears no more now */
} Admission;

static Admission
admit (PtlDialer *self, PtlDial *dial, gint64 now_us)
{
  PtlDialGate *gate = dial->gate;
  gint64 retry_us;

  if (!ptl_dial_places_has (&gate->places, dial->kind))
    {
      wait_in (dial, &gate->waiting[dial->kind]);
      return MUST_WAIT;
    }

  if (gate->next_us > now_us)
    {
      wait_in (dial, &self->queues[dial->kind]);
      schedule_pump (self, gate->next_us);
      return MUST_WAIT;
    }

  if (ptl_pacing_try_start (self->pacing, now_us, &retry_us))
    return MAY_START;

  if (retry_us != G_MAXINT64)
    schedule_pump (self, retry_us);
  return NOBODY_MAY_START;
}

/* Starts the first dial of @queue that may start; FALSE if there is none. */
static gboolean
start_first (PtlDialer *self, GQueue *queue, gint64 now_us)
{
  guint n_waiting = queue->length;

  while (n_waiting-- > 0)
    {
      PtlDial *dial = queue->head->data;

      switch (admit (self, dial, now_us))
        {
        case MAY_START:
          start (self, dial, now_us);
          return TRUE;

        case MUST_WAIT:
          break;

        case NOBODY_MAY_START:
          return FALSE;
        }
    }

  return FALSE;
}

static gboolean
start_one (PtlDialer *self, PtlDialKind kind, gint64 now_us)
{
  return ptl_dial_places_has (&self->places, kind) &&
         (start_first (self, &self->called[kind], now_us) ||
          start_first (self, &self->queues[kind], now_us));
}

static void
pump_cb (gpointer user_data)
{
  PtlDialer *self = user_data;
  gint64 now_us = ptl_poller_now_us (self->poller);
  guint n_starts = 0;
  gboolean more = TRUE;

  self->pump = NULL;
  if (self->held)
    return;

  while (more && n_starts < MAX_STARTS_PER_TURN)
    {
      more = FALSE;
      for (guint i = 0; i < PTL_N_DIAL_KINDS; i++)
        if (start_one (self, by_urgency[i], now_us))
          {
            more = TRUE;
            n_starts++;
          }
    }

  if (more)
    schedule_pump (self, 0);
}

PtlDial *
ptl_dialer_dial (PtlDialer *self,
                 PtlDialKind kind,
                 PtlDialGate *gate,
                 PtlProtocol protocol,
                 const PtlStreamParams *params,
                 const PtlDialFuncs *funcs,
                 gpointer user_data)
{
  PtlDial *dial = g_new0 (PtlDial, 1);

  dial->dialer = self;
  dial->gate = gate;
  dial->kind = kind;
  dial->link.data = dial;
  dial->protocol = protocol;
  dial->params = *params;
  dial->server_name = g_strdup (params->server_name);
  dial->params.server_name = dial->server_name;
  dial->params.datagram = protocol == PTL_PROTOCOL_UDP;
  dial->sender_port = params->port;
  dial->funcs = funcs;
  dial->user_data = user_data;
  enqueue (dial, &dial->dialer->queues[dial->kind]);
  return dial;
}

void
ptl_dial_free (PtlDial *self)
{
  gboolean was_called = self->queue == &self->dialer->called[self->kind];

  if (self->queue == NULL)
    release (self);
  else
    wait_in (self, NULL);
  if (was_called)
    open_gate (self->gate); /* its turn is another's */
  g_free (self->server_name);
  g_free (self);
}

void
ptl_dial_set_subject (PtlDial *self, const char *subject)
{
  self->subject = subject;
}

void
ptl_dial_send (PtlDial *self, GBytes *data)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (data, &len);

  g_return_if_fail (self->queue == NULL);

  trace_data (self, PTL_TRACE_SENT, bytes, len);
  if (self->datagram != NULL)
    ptl_datagram_send (self->datagram, data);
  else
    ptl_stream_send (self->stream, data);
}

guint16
ptl_dial_get_sender_port (const PtlDial *self)
{
  return self->sender_port;
}

gint64
ptl_dial_get_elapsed_us (const PtlDial *self)
{
  return ptl_poller_now_us (self->dialer->poller) - self->started_us;
}

gboolean
ptl_dial_is_connected (const PtlDial *self)
{
  return self->connected;
}

PtlTlsInfo *
ptl_dial_get_tls_info (const PtlDial *self)
{
  return self->stream != NULL ? ptl_stream_get_tls_info (self->stream) : NULL;
}

gboolean
ptl_dialer_has_room (const PtlDialer *self, PtlDialKind kind, const PtlDialGate *gate)
{
  return ptl_dial_places_has (&gate->places, kind) &&
         ptl_dial_places_has (&self->places, kind);
}

gboolean
ptl_dialer_is_idle (const PtlDialer *self, const PtlDialGate *gate)
{
  return ptl_dial_places_are_half_free (&gate->places) &&
         ptl_dial_places_are_half_free (&self->places);
}

void
ptl_dial_pass_on (PtlDial *self,
                  PtlDialKind kind,
                  PtlDialGate *gate,
                  const PtlDialFuncs *funcs,
                  gpointer user_data)
{
  PtlDialGate *old_gate = self->gate;

  g_return_if_fail (self->queue == NULL);

  /* It is open already: until there is room it counts where it did. */
  if (!ptl_dialer_has_room (self->dialer, kind, gate))
    gate = old_gate;
  ptl_dial_places_give (&self->dialer->places, self->kind);
  ptl_dial_places_give (&old_gate->places, self->kind);
  ptl_dial_places_take (&self->dialer->places, kind);
  ptl_dial_places_take (&gate->places, kind);
  self->kind = kind;
  self->gate = gate;
  self->funcs = funcs;
  self->user_data = user_data;
  open_gate (old_gate);
}
