/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/verdict-change.h: one port of which other rules say something else. */
#pragma once

#include "model/evidence.h"

G_BEGIN_DECLS

typedef struct
{
  PtlEvidence *evidence;
  PtlService *before;
  PtlService *after;
} PtlVerdictChange;

PtlVerdictChange *
ptl_verdict_change_new (PtlEvidence *evidence, PtlService *before, PtlService *after);
void ptl_verdict_change_free (PtlVerdictChange *self);

/* Returns: whether anything that a person is told differs; another rule that says the
 * same is no change */
gboolean ptl_verdict_change_is_told (const PtlVerdictChange *self);

/* Orders by session, address and port. */
int ptl_verdict_change_compare (const PtlVerdictChange *a, const PtlVerdictChange *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlVerdictChange, ptl_verdict_change_free)

G_END_DECLS
