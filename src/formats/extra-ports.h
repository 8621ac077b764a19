/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/extra-ports.h: which ports are meant where a file of Nmap only counts them.
 *
 * Recent ones name them.  In older ones they are those that were asked for and are not
 * listed, if the counts allow no other reading. */
#pragma once

#include "model/port-tally.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *states;      /* one for each extraports element */
  PtlPortTally named;  /* the ports that it names */
  gboolean is_unclear; /* an element made no sense */
} PtlExtraPorts;

void ptl_extra_ports_init (PtlExtraPorts *self);
void ptl_extra_ports_clear (PtlExtraPorts *self);

/* An extraports element: @count ports are in @state. */
void ptl_extra_ports_begin (PtlExtraPorts *self, PtlPortState state, guint count);

/* One that cannot be understood. */
void ptl_extra_ports_begin_unclear (PtlExtraPorts *self);

/* Its extrareasons elements, which name ports, or only say why. */
void ptl_extra_ports_name (PtlExtraPorts *self,
                           PtlProtocol protocol,
                           PtlReason reason,
                           const PtlPortSet *ports);
void ptl_extra_ports_explain (PtlExtraPorts *self, PtlReason reason);

/**
 * ptl_extra_ports_settle:
 * @asked: the ports of each protocol that were asked for, as far as the file says
 * @listed: those that it lists
 *
 * Adds the ports meant to @tally.
 *
 * Returns: FALSE if some cannot be told
 */
gboolean ptl_extra_ports_settle (const PtlExtraPorts *self,
                                 PtlPortSet *const asked[PTL_N_PROTOCOLS],
                                 PtlPortSet *const listed[PTL_N_PROTOCOLS],
                                 PtlPortTally *tally);

G_END_DECLS
