/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/host-discovery.c: whether a host is there, as far as a plain user can tell: the
 * machine. */
#include "scan/host-discovery.h"

/* 80 and 443 as Nmap asks a plain user; 22 and 445 find the servers and desktops that
 * have no web. The second round repeats the likeliest, for a lost packet must not lose a
 * host. */
static const guint16 tries[PTL_HOST_DISCOVERY_N_TRIES] = { 443, 80, 22, 445, 443, 80 };
#define FIRST_ROUND 4

void
ptl_host_discovery_init (PtlHostDiscovery *self)
{
  *self = (PtlHostDiscovery){ 0 };
}

gboolean
ptl_host_discovery_next (PtlHostDiscovery *self, guint16 *port)
{
  if (self->state != PTL_HOST_STATE_UNKNOWN || self->next == PTL_HOST_DISCOVERY_N_TRIES)
    return FALSE;
  if (self->next == FIRST_ROUND && self->in_flight > 0)
    return FALSE;

  *port = tries[self->next++];
  self->in_flight++;
  return TRUE;
}

gboolean
ptl_host_discovery_on_answer (PtlHostDiscovery *self, PtlPortAnswer answer)
{
  self->in_flight--;
  if (self->state != PTL_HOST_STATE_UNKNOWN)
    return FALSE;

  if (answer == PTL_PORT_ANSWER_OPEN || answer == PTL_PORT_ANSWER_REFUSED)
    {
      self->state = PTL_HOST_STATE_UP;
      self->reason =
          answer == PTL_PORT_ANSWER_OPEN ? PTL_REASON_SYN_ACK : PTL_REASON_CONN_REFUSED;
      return TRUE;
    }

  if (self->in_flight > 0 || self->next < PTL_HOST_DISCOVERY_N_TRIES)
    return FALSE;

  self->state = PTL_HOST_STATE_DOWN;
  self->reason = PTL_REASON_NO_RESPONSE;
  return TRUE;
}

void
ptl_host_discovery_on_neighbour (PtlHostDiscovery *self)
{
  if (self->state == PTL_HOST_STATE_UP)
    return;

  self->state = PTL_HOST_STATE_UP;
  self->reason = PTL_REASON_ARP_RESPONSE;
}
