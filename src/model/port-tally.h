/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port-tally.h: ports without rows of their own, gathered until they are told as
 * ranges. */
#pragma once

#include "model/fact.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *groups; /* PtlPortGroup */
} PtlPortTally;

void ptl_port_tally_init (PtlPortTally *self);
void ptl_port_tally_clear (PtlPortTally *self);

void ptl_port_tally_add (PtlPortTally *self,
                         PtlProtocol protocol,
                         guint16 port,
                         PtlPortState state,
                         PtlReason reason);

void ptl_port_tally_add_ports (PtlPortTally *self,
                               PtlProtocol protocol,
                               const PtlPortSet *ports,
                               PtlPortState state,
                               PtlReason reason);

/* Appends a fact for each group to @facts and begins anew. */
void ptl_port_tally_flush (PtlPortTally *self,
                           const PtlAddress *address,
                           gint64 time_us,
                           GPtrArray *facts);

G_END_DECLS
