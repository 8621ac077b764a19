/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/evidence.c: what a session knows of one port that a verdict is made from. */
#include "model/evidence.h"

PtlEvidence *
ptl_evidence_new (void)
{
  PtlEvidence *self = g_atomic_rc_box_new0 (PtlEvidence);

  self->responses = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  return self;
}

PtlEvidence *
ptl_evidence_ref (PtlEvidence *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlEvidence *self = data;

  g_clear_pointer (&self->scanned, ptl_service_unref);
  g_clear_pointer (&self->shown, ptl_service_unref);
  g_ptr_array_unref (self->responses);
}

void
ptl_evidence_unref (PtlEvidence *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
