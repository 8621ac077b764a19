/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/shard.h: one of several parts of a scan, each of which another machine may do.
 *
 * The addresses of all targets, each once, are dealt out in turn like cards, so that
 * shards differ by one address at most; where there are fewer addresses than shards, the
 * ports of each are dealt out, too.  In which order the targets were given makes no
 * difference.  A name counts as one address, which whoever gets it looks up: so it does
 * not matter if it means another to each machine, or nothing to one. */
#pragma once

#include "model/port.h"
#include "model/port-set.h"

G_BEGIN_DECLS

/* Zero: everything. */
typedef struct
{
  guint group;    /* every n_groups-th address, from this one on */
  guint n_groups; /* 0: all of them */
  guint part;     /* and of its ports every n_parts-th, from this one on */
  guint n_parts;
} PtlShard;

/* @number: 1..@n, as a person counts
 * @targets: (element-type PtlTargetSpec): sorted by ptl_shard_sort_targets(); names need
 * not be resolved */
void ptl_shard_init (PtlShard *self,
                     guint number,
                     guint n,
                     GPtrArray *targets,
                     GPtrArray *excludes);

/* Puts the targets into one order, whichever they had, names last. */
void ptl_shard_sort_targets (GPtrArray *targets);

/* Whether the address at @position, 0 for the first of all, is in this part. */
gboolean ptl_shard_has (const PtlShard *self, guint64 position);

/* Leaves the ports of this part. */
void ptl_shard_take_ports (const PtlShard *self, PtlPortSet *sets[PTL_N_PROTOCOLS]);

G_END_DECLS
