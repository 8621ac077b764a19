/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-grind-io.c: runs an RPC grind's machine over real connections.
 *
 * All calls go over one connection or socket, several at once; a connection that is
 * closed, or on which nothing comes back, gives way to a new one. */
#include "scan/rpc-grind-io.h"

#include "scan/rpc-record.h"
#include "scan/time-limit.h"
#include "scan/timing.h"

#define TIME_LIMIT_MS 60000 /* of it all */
#define MAX_BARREN    3     /* connections in a row that brought no reply */

/* A datagram may be lost; on a connection, silence means that the peer is stuck. */
#define UDP_FIRST_TIMEOUT_MS 1000
#define UDP_MIN_TIMEOUT_MS   200
#define UDP_MAX_TIMEOUT_MS   4000
#define TCP_TIMEOUT_MS       5000

struct _PtlRpcGrindIo
{
  PtlRpcGrind *machine;
  PtlProtocol protocol;
  PtlAddress address;
  guint16 port;
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlPoller *poller;
  PtlDial *dial;             /* (nullable): to be replaced */
  PtlRpcRecordReader reader; /* TCP: of this connection */
  guint n_barren;
  GBytes *telling;          /* (nullable): the last reply that told of a program */
  gint64 told_us;           /* when it came */
  PtlDeadline *timer;       /* (nullable): a call takes too long */
  PtlTimeLimit *time_limit; /* (nullable) */
  PtlRpcGrindDoneFunc done;
  gpointer user_data;
};

static void advance (PtlRpcGrindIo *self);

/* A later reply tells of a program further up in the list: that is the one to be found.
 */
static void
keep_telling (PtlRpcGrindIo *self, const guint8 *data, gsize len)
{
  g_clear_pointer (&self->telling, g_bytes_unref);
  self->telling = g_bytes_new (data, MIN (len, PTL_RESPONSE_MAX_KEPT));
  self->told_us = ptl_poller_now_us (self->poller);
}

/* Returns: (transfer full): the call that found the program, and the reply to it; over
 * TCP the call is one record, and the reply what the peer's record holds */
static PtlResponse *
new_evidence (PtlRpcGrindIo *self, const PtlRpcFinding *finding)
{
  const PtlClock *clock = ptl_poller_get_clock (self->poller);
  const PtlRpcCall *call = &finding->call;
  gint64 now_us = ptl_poller_now_us (self->poller);
  PtlResponse *response = ptl_response_new ();

  response->probe = g_strdup (PTL_RESPONSE_OF_RPC);
  response->sent =
      ptl_rpc_call_encode (self->protocol, call->xid, call->program, call->version);
  response->received = g_bytes_ref (self->telling);
  response->full_length = g_bytes_get_size (self->telling);
  response->time_us = ptl_clock_wall_us (clock) - (now_us - finding->called_us);
  response->elapsed_ms = (guint) ((self->told_us - finding->called_us) / 1000);
  response->end = PTL_RESPONSE_END_MATCHED;
  return response;
}

static void
report (PtlRpcGrindIo *self)
{
  PtlRpcGrindState state = ptl_rpc_grind_get_state (self->machine);
  g_autoptr (PtlResponse) evidence = NULL;
  const PtlRpcFinding *finding = NULL;

  g_clear_pointer (&self->dial, ptl_dial_free);
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_time_limit_free);
  if (state == PTL_RPC_GRIND_FOUND)
    {
      finding = ptl_rpc_grind_get_finding (self->machine);
      evidence = new_evidence (self, finding);
    }
  self->done (self, state, finding, evidence, self->user_data);
}

void
ptl_rpc_grind_io_stop (PtlRpcGrindIo *self)
{
  ptl_rpc_grind_on_stopped (self->machine);
  report (self);
}

static void
time_limit_cb (gpointer user_data)
{
  ptl_rpc_grind_io_stop (user_data);
}

static void
lose_connection (PtlRpcGrindIo *self)
{
  g_clear_pointer (&self->dial, ptl_dial_free);
  if (++self->n_barren == MAX_BARREN)
    ptl_rpc_grind_on_stopped (self->machine);
  else
    ptl_rpc_grind_on_lost (self->machine);
}

static void
timer_cb (gpointer user_data)
{
  PtlRpcGrindIo *self = user_data;

  self->timer = NULL;
  if (self->protocol == PTL_PROTOCOL_TCP)
    lose_connection (self);
  else
    ptl_rpc_grind_on_timeout (self->machine, ptl_poller_now_us (self->poller));
  advance (self);
}

static void
connected_cb (PtlDial *dial, gint64 rtt_us, gpointer user_data)
{
  advance (user_data);
}

static void
take_message (PtlRpcGrindIo *self, const guint8 *data, gsize len)
{
  PtlRpcReply reply;

  if (!ptl_rpc_reply_decode (data, len, &reply) ||
      !ptl_rpc_grind_on_reply (self->machine, &reply, ptl_poller_now_us (self->poller)))
    return;

  self->n_barren = 0;
  if (reply.kind == PTL_RPC_REPLY_PROGRAM_MISMATCH || reply.kind == PTL_RPC_REPLY_SUCCESS)
    keep_telling (self, data, len);
}

static void
take_records (PtlRpcGrindIo *self, const guint8 *data, gsize len)
{
  PtlRpcRecordStep step;

  while ((step = ptl_rpc_record_reader_next (&self->reader, &data, &len)) ==
         PTL_RPC_RECORD_READY)
    take_message (self, self->reader.record, self->reader.n_record);
  if (step == PTL_RPC_RECORD_BROKEN)
    lose_connection (self);
}

static void
received_cb (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data)
{
  PtlRpcGrindIo *self = user_data;

  if (self->protocol == PTL_PROTOCOL_TCP)
    take_records (self, data, len);
  else
    take_message (self, data, len);
  advance (self);
}

static void
ended_cb (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data)
{
  PtlRpcGrindIo *self = user_data;

  lose_connection (self);
  advance (self);
}

static void
connect_anew (PtlRpcGrindIo *self)
{
  static const PtlDialFuncs funcs = { NULL, connected_cb, received_cb, ended_cb };
  PtlStreamParams params = { .address = self->address,
                             .port = self->port,
                             .timeout_ms = PTL_TIMING_CONNECT_TIMEOUT_MS };

  self->reader = (PtlRpcRecordReader){ 0 };
  self->dial = ptl_dialer_dial (self->dialer, PTL_DIAL_ASK, self->gate, self->protocol,
                                &params, &funcs, self);
  ptl_dial_set_subject (self->dial, PTL_RESPONSE_OF_RPC);
}

static void
send_calls (PtlRpcGrindIo *self)
{
  PtlRpcCall call;

  while (ptl_rpc_grind_next (self->machine, ptl_poller_now_us (self->poller), &call))
    {
      g_autoptr (GBytes) message =
          ptl_rpc_call_encode (self->protocol, call.xid, call.program, call.version);

      ptl_dial_send (self->dial, message);
    }
}

static void
arm (PtlRpcGrindIo *self)
{
  gint64 deadline_us = ptl_rpc_grind_get_deadline_us (self->machine);

  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  if (deadline_us != G_MAXINT64)
    self->timer = ptl_poller_add_deadline (self->poller, deadline_us, timer_cb, self);
}

/* Goes on as far as possible.  The last thing that any callback does: it may free the
 * grind. */
static void
advance (PtlRpcGrindIo *self)
{
  if (ptl_rpc_grind_get_state (self->machine) != PTL_RPC_GRIND_RUNNING)
    {
      report (self);
      return;
    }

  if (self->dial == NULL)
    connect_anew (self);
  else if (ptl_dial_is_connected (self->dial))
    send_calls (self);
  arm (self);
}

static PtlRpcGrind *
new_machine (PtlRpcPrograms *programs, PtlProtocol protocol)
{
  gboolean is_udp = protocol == PTL_PROTOCOL_UDP;
  PtlRpcGrindParams params = {
    .programs = programs,
    .first_xid = g_random_int (),
    .version = (guint32) g_random_int_range (10000000, 100000000),
    /* Numbers from 0x60000000 are reserved (RFC 5531, 8.3). */
    .nobody = 0x60000000u + g_random_int () % 0x10000000u,
    .initial_timeout_us = (is_udp ? UDP_FIRST_TIMEOUT_MS : TCP_TIMEOUT_MS) * 1000,
    .min_timeout_us = (is_udp ? UDP_MIN_TIMEOUT_MS : TCP_TIMEOUT_MS) * 1000,
    .max_timeout_us = (is_udp ? UDP_MAX_TIMEOUT_MS : TCP_TIMEOUT_MS) * 1000,
  };

  return ptl_rpc_grind_new (&params);
}

PtlRpcGrindIo *
ptl_rpc_grind_io_new (PtlRpcPrograms *programs,
                      PtlProtocol protocol,
                      const PtlAddress *address,
                      guint16 port,
                      PtlDialer *dialer,
                      PtlDialGate *gate,
                      PtlRpcGrindDoneFunc done,
                      gpointer user_data)
{
  PtlRpcGrindIo *self = g_new0 (PtlRpcGrindIo, 1);

  self->machine = new_machine (programs, protocol);
  self->protocol = protocol;
  self->address = *address;
  self->port = port;
  self->dialer = dialer;
  self->gate = gate;
  self->poller = ptl_dialer_get_poller (dialer);
  self->done = done;
  self->user_data = user_data;
  self->time_limit =
      ptl_time_limit_new (dialer, TIME_LIMIT_MS * 1000, time_limit_cb, self);
  connect_anew (self);
  return self;
}

void
ptl_rpc_grind_io_free (PtlRpcGrindIo *self)
{
  g_clear_pointer (&self->dial, ptl_dial_free);
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_time_limit_free);
  g_clear_pointer (&self->telling, g_bytes_unref);
  ptl_rpc_grind_free (self->machine);
  g_free (self);
}
