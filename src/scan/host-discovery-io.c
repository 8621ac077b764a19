/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/host-discovery-io.c: runs a host discovery over real connections. */
#include "scan/host-discovery-io.h"

#include "net/neighbours.h"
#include "scan/port-answer.h"

struct _PtlHostDiscoveryIo
{
  PtlHostDiscovery machine;
  PtlAddress address;
  guint timeout_ms;
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlHostDiscoveryFunc func;
  gpointer user_data;
  gint64 rtt_us;
  PtlDial *dials[PTL_HOST_DISCOVERY_N_TRIES]; /* those not ended */
};

static void start_tries (PtlHostDiscoveryIo *self);

static void
drop_dials (PtlHostDiscoveryIo *self)
{
  for (guint i = 0; i < PTL_HOST_DISCOVERY_N_TRIES; i++)
    g_clear_pointer (&self->dials[i], ptl_dial_free);
}

static void
drop_dial (PtlHostDiscoveryIo *self, PtlDial *dial)
{
  for (guint i = 0; i < PTL_HOST_DISCOVERY_N_TRIES; i++)
    if (self->dials[i] == dial)
      g_clear_pointer (&self->dials[i], ptl_dial_free);
}

static void
conclude (PtlHostDiscoveryIo *self)
{
  g_autofree char *mac = ptl_neighbours_find_mac (&self->address);

  drop_dials (self);
  if (mac != NULL)
    ptl_host_discovery_on_neighbour (&self->machine);
  self->func (self->machine.state, self->machine.reason, self->rtt_us, mac,
              self->user_data);
}

static void
answer (PtlHostDiscoveryIo *self, PtlDial *dial, PtlPortAnswer what)
{
  if (what == PTL_PORT_ANSWER_OPEN || what == PTL_PORT_ANSWER_REFUSED)
    self->rtt_us = ptl_dial_get_elapsed_us (dial);
  drop_dial (self, dial);

  if (ptl_host_discovery_on_answer (&self->machine, what))
    conclude (self);
  else
    start_tries (self);
}

static void
connected_cb (PtlDial *dial, gint64 rtt_us, gpointer user_data)
{
  answer (user_data, dial, PTL_PORT_ANSWER_OPEN);
}

static void
received_cb (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data)
{
  g_assert_not_reached (); /* connected comes first, and drops the dial */
}

static void
ended_cb (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data)
{
  PtlReason reason;

  answer (user_data, dial, ptl_port_answer_from_end (end, errnum, &reason));
}

static const PtlDialFuncs dial_funcs = { NULL, connected_cb, received_cb, ended_cb };

static void
start_tries (PtlHostDiscoveryIo *self)
{
  PtlStreamParams params = { .address = self->address, .timeout_ms = self->timeout_ms };

  while (ptl_host_discovery_next (&self->machine, &params.port))
    self->dials[self->machine.next - 1] =
        ptl_dialer_dial (self->dialer, PTL_DIAL_PORT, self->gate, PTL_PROTOCOL_TCP,
                         &params, &dial_funcs, self);
}

PtlHostDiscoveryIo *
ptl_host_discovery_io_new (const PtlAddress *address,
                           guint timeout_ms,
                           PtlDialer *dialer,
                           PtlDialGate *gate,
                           PtlHostDiscoveryFunc func,
                           gpointer user_data)
{
  PtlHostDiscoveryIo *self = g_new0 (PtlHostDiscoveryIo, 1);

  ptl_host_discovery_init (&self->machine);
  self->address = *address;
  self->timeout_ms = timeout_ms;
  self->dialer = dialer;
  self->gate = gate;
  self->func = func;
  self->user_data = user_data;
  self->rtt_us = -1;
  start_tries (self);
  return self;
}

void
ptl_host_discovery_io_free (PtlHostDiscoveryIo *self)
{
  drop_dials (self);
  g_free (self);
}
