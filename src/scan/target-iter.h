/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-iter.h: the addresses of a list of targets, one at a time. */
#pragma once

#include "scan/shard.h"
#include "scan/target-spec.h"

G_BEGIN_DECLS

typedef struct _PtlTargetIter PtlTargetIter;

/**
 * ptl_target_iter_new:
 * @targets: (element-type PtlTargetSpec): target after target, each in ascending order;
 *   names not yet resolved are passed over
 * @excludes: (nullable) (element-type PtlTargetSpec): addresses left out
 *
 * Takes references; no target may change meanwhile.
 */
PtlTargetIter *ptl_target_iter_new (GPtrArray *targets, GPtrArray *excludes);
void ptl_target_iter_free (PtlTargetIter *self);

/* Leaves out what is not in @shard, which counts each address once: one that two targets
 * contain comes once.  To be called before the first step. */
void ptl_target_iter_set_shard (PtlTargetIter *self, const PtlShard *shard);

/* Returns: how many addresses were counted so far, those of other shards included */
guint64 ptl_target_iter_get_position (const PtlTargetIter *self);

/**
 * ptl_target_iter_next:
 * @name: (out) (optional) (nullable): the name the person gave for this address
 *
 * A large excluded block is skipped in one step.  An address that two targets contain
 * comes twice.
 *
 * Returns: FALSE at the end
 */
gboolean
ptl_target_iter_next (PtlTargetIter *self, PtlAddress *address, const char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTargetIter, ptl_target_iter_free)

G_END_DECLS
