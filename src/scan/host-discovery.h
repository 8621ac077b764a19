/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/host-discovery.h: whether a host is there, as far as a plain user can tell: the
 * machine.
 *
 * A connection that is accepted or refused proves a host; so does a hardware address that
 * the kernel learned while trying.  Nothing else does: an ICMP error comes from a router.
 */
#pragma once

#include "model/host.h"
#include "scan/port-scan.h"

G_BEGIN_DECLS

#define PTL_HOST_DISCOVERY_N_TRIES 6

typedef struct
{
  guint next;
  guint in_flight;
  PtlHostState state; /* unknown until decided */
  PtlReason reason;
} PtlHostDiscovery;

void ptl_host_discovery_init (PtlHostDiscovery *self);

/* Returns: whether there is a port to try now; a second round only follows a silent first
 */
gboolean ptl_host_discovery_next (PtlHostDiscovery *self, guint16 *port);

/* Returns: whether the host's state is decided now */
gboolean ptl_host_discovery_on_answer (PtlHostDiscovery *self, PtlPortAnswer answer);

/* The kernel knows the host's hardware address. */
void ptl_host_discovery_on_neighbour (PtlHostDiscovery *self);

G_END_DECLS
