/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/verdict-change.c: one port of which other rules say something else. */
#include "model/verdict-change.h"

PtlVerdictChange *
ptl_verdict_change_new (PtlEvidence *evidence, PtlService *before, PtlService *after)
{
  PtlVerdictChange *self = g_new0 (PtlVerdictChange, 1);

  self->evidence = ptl_evidence_ref (evidence);
  self->before = ptl_service_ref (before);
  self->after = ptl_service_ref (after);
  return self;
}

void
ptl_verdict_change_free (PtlVerdictChange *self)
{
  ptl_evidence_unref (self->evidence);
  ptl_service_unref (self->before);
  ptl_service_unref (self->after);
  g_free (self);
}

static gboolean
has_same_cpes (const PtlService *a, const PtlService *b)
{
  if (a->cpes == NULL || b->cpes == NULL)
    return a->cpes == b->cpes;

  return g_strv_equal ((const char *const *) a->cpes, (const char *const *) b->cpes);
}

gboolean
ptl_verdict_change_is_told (const PtlVerdictChange *self)
{
  const PtlService *a = self->before;
  const PtlService *b = self->after;

  return a->outcome != b->outcome || a->tunnel != b->tunnel ||
         g_strcmp0 (a->name, b->name) != 0 || g_strcmp0 (a->product, b->product) != 0 ||
         g_strcmp0 (a->version, b->version) != 0 ||
         g_strcmp0 (a->extra_info, b->extra_info) != 0 ||
         g_strcmp0 (a->hostname, b->hostname) != 0 ||
         g_strcmp0 (a->os_type, b->os_type) != 0 ||
         g_strcmp0 (a->device_type, b->device_type) != 0 || !has_same_cpes (a, b);
}

int
ptl_verdict_change_compare (const PtlVerdictChange *a, const PtlVerdictChange *b)
{
  const PtlEvidence *x = a->evidence;
  const PtlEvidence *y = b->evidence;
  const int order = ptl_address_compare (&x->address, &y->address);

  if (x->session_id != y->session_id)
    return x->session_id < y->session_id ? -1 : 1;
  if (order != 0)
    return order;
  if (x->protocol != y->protocol)
    return x->protocol < y->protocol ? -1 : 1;
  return (int) x->port - (int) y->port;
}
