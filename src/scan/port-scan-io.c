/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-scan-io.c: runs a port scan's machine over real connections. */
#include "scan/port-scan-io.h"

#include "scan/port-answer.h"

#define MAX_PAYLOADS 16 /* sent to one UDP port at a time */

struct _PtlPortScanIo
{
  PtlPortScan *machine;
  PtlProtocol protocol;
  PtlProbeDb *db;
  PtlAddress address;
  PtlDialer *dialer;
  PtlDialGate *gate;
  const PtlPortScanIoFuncs *funcs;
  gpointer user_data;
  GQueue tries;         /* Try: queued or in flight */
  gboolean one_waiting; /* a try has not had its turn with the dialer yet: no second one
                           queues up */
  PtlDeadline *soon;    /* (nullable): to begin, and to end */
};

typedef struct
{
  PtlPortScanIo *io;
  GList link;
  PtlPortTry port_try;
  PtlDial *dial;
  PtlDeadline *deadline; /* (nullable): UDP: of the answer */
} Try;

static void fill (PtlPortScanIo *self);

static void
try_free (Try *try)
{
  g_queue_unlink (&try->io->tries, &try->link);
  g_clear_pointer (&try->dial, ptl_dial_free);
  g_clear_pointer (&try->deadline, ptl_deadline_cancel);
  g_free (try);
}

static void
soon_cb (gpointer user_data)
{
  PtlPortScanIo *self = user_data;

  self->soon = NULL;
  fill (self);
}

static void
begin_soon (PtlPortScanIo *self)
{
  if (self->soon == NULL)
    self->soon =
        ptl_poller_add_deadline (ptl_dialer_get_poller (self->dialer), 0, soon_cb, self);
}

/* Tells the machine and, if the port is settled, the owner; the try is gone afterwards.
 */
static void
answer (Try *try, PtlPortAnswer what, PtlReason reason, gint64 rtt_us)
{
  PtlPortScanIo *self = try->io;
  guint16 port = try->port_try.port;
  PtlPortVerdict verdict;
  PtlDial *dial = NULL;
  gboolean settled = ptl_port_scan_on_answer (self->machine, &try->port_try, what, reason,
                                              rtt_us, &verdict);

  if (what == PTL_PORT_ANSWER_OPEN && self->protocol == PTL_PROTOCOL_TCP)
    dial = g_steal_pointer (&try->dial);
  try_free (try);

  begin_soon (self); /* there is room, or all is done */
  if (settled)
    self->funcs->settled (self, port, &verdict, dial, self->user_data);
}

static void
started_cb (PtlDial *dial, gpointer user_data)
{
  Try *try = user_data;

  try->io->one_waiting = FALSE;
  fill (try->io);
}

static void
silence_cb (gpointer user_data)
{
  Try *try = user_data;

  try->deadline = NULL;
  ptl_trace_step (try->io->gate->trace, try->io->protocol, try->port_try.port,
                  PTL_TRACE_TIMEOUT, NULL, NULL);
  answer (try, PTL_PORT_ANSWER_SILENCE, PTL_REASON_NO_RESPONSE, 0);
}

/* A UDP service answers nobody who does not speak its language: the probes that list the
 * port do. */
static void
send_payloads (Try *try)
{
  PtlProbeDb *db = try->io->db;
  guint n_sent = 0;

  for (guint i = 0; i < ptl_probe_db_get_n_probes (db) && n_sent < MAX_PAYLOADS; i++)
    {
      const PtlProbe *probe = ptl_probe_db_get_probe (db, i);

      if (ptl_probe_is_for_port_scan (probe) &&
          ptl_probe_lists_port (probe, try->port_try.port, PTL_TUNNEL_NONE))
        {
          ptl_dial_set_subject (try->dial, ptl_probe_get_name (probe));
          ptl_dial_send (try->dial, ptl_probe_get_payload (probe));
          n_sent++;
        }
    }

  if (n_sent == 0)
    {
      g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

      ptl_dial_send (try->dial, empty);
    }
}

static void
connected_cb (PtlDial *dial, gint64 rtt_us, gpointer user_data)
{
  Try *try = user_data;
  PtlPoller *poller = ptl_dialer_get_poller (try->io->dialer);

  if (try->io->protocol == PTL_PROTOCOL_TCP)
    {
      answer (try, PTL_PORT_ANSWER_OPEN, PTL_REASON_SYN_ACK, rtt_us);
      return;
    }

  send_payloads (try);
  g_clear_pointer (&try->deadline, ptl_deadline_cancel);
  try->deadline = ptl_poller_add_deadline (
      poller, ptl_poller_now_us (poller) + try->port_try.timeout_us, silence_cb, try);
}

static void
received_cb (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data)
{
  /* UDP alone: a TCP port is open once connected, and its dial is the owner's then. */
  answer (user_data, PTL_PORT_ANSWER_OPEN, PTL_REASON_UDP_RESPONSE,
          ptl_dial_get_elapsed_us (dial));
}

static void
ended_cb (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data)
{
  Try *try = user_data;
  PtlReason reason = PTL_REASON_NO_RESPONSE;
  PtlPortAnswer what = ptl_port_answer_from_end (end, errnum, &reason);

  answer (try, what, reason, ptl_dial_get_elapsed_us (dial));
}

static const PtlDialFuncs dial_funcs = { started_cb, connected_cb, received_cb,
                                         ended_cb };

static void
start_try (PtlPortScanIo *self)
{
  Try *try = g_new0 (Try, 1);
  PtlStreamParams params = { .address = self->address };

  try->io = self;
  try->link.data = try;
  try->port_try = ptl_port_scan_next (self->machine);
  g_queue_push_tail_link (&self->tries, &try->link);
  params.port = try->port_try.port;
  params.timeout_ms = (guint) ((try->port_try.timeout_us + 999) / 1000);
  self->one_waiting = TRUE;
  try->dial = ptl_dialer_dial (self->dialer, PTL_DIAL_PORT, self->gate, self->protocol,
                               &params, &dial_funcs, try);
}

static void
fill (PtlPortScanIo *self)
{
  if (!self->one_waiting && ptl_port_scan_is_ready (self->machine))
    start_try (self);
  else if (ptl_port_scan_is_done (self->machine))
    self->funcs->done (self, self->user_data);
}

PtlPortScanIo *
ptl_port_scan_io_new (const PtlPortScanParams *params,
                      PtlProbeDb *db,
                      const PtlAddress *address,
                      PtlDialer *dialer,
                      PtlDialGate *gate,
                      const PtlPortScanIoFuncs *funcs,
                      gpointer user_data)
{
  PtlPortScanIo *self = g_new0 (PtlPortScanIo, 1);

  self->machine = ptl_port_scan_new (params);
  self->protocol = params->protocol;
  self->db = db;
  self->address = *address;
  self->dialer = dialer;
  self->gate = gate;
  self->funcs = funcs;
  self->user_data = user_data;
  begin_soon (self);
  return self;
}

void
ptl_port_scan_io_free (PtlPortScanIo *self)
{
  while (self->tries.head != NULL)
    try_free (self->tries.head->data);
  g_clear_pointer (&self->soon, ptl_deadline_cancel);
  ptl_port_scan_free (self->machine);
  g_free (self);
}

void
ptl_port_scan_io_add_sample (PtlPortScanIo *self, gint64 rtt_us)
{
  ptl_port_scan_add_sample (self->machine, rtt_us);
}

gint64
ptl_port_scan_io_get_rtt_us (const PtlPortScanIo *self)
{
  return ptl_port_scan_get_rtt_us (self->machine);
}
