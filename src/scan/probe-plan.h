/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/probe-plan.h: in which order the probes are sent to one port (spec 2.3).  Pure. */
#pragma once

#include "rules/probe-db.h"

G_BEGIN_DECLS

typedef struct
{
  PtlProbeDb *db; /* borrowed */
  PtlProtocol protocol;
  guint16 port;
  PtlTunnel tunnel;
  guint intensity;
  const char
      *soft_service; /* (nullable) (transfer none): a soft match narrows to its service */
  gboolean listed_done; /* the probes that list the port have had their turn */
  guint next;           /* index of the probe to look at next */
} PtlProbePlan;

/**
 * ptl_probe_plan_init:
 *
 * Begins anew, as for a port never asked: also called when TLS is found and all starts
 * again inside.
 * @db must outlive the plan.  The NULL probe is not part of the plan: it comes first, see
 * ptl_probe_db_get_null_probe().
 */
void ptl_probe_plan_init (PtlProbePlan *self,
                          PtlProbeDb *db,
                          PtlProtocol protocol,
                          guint16 port,
                          PtlTunnel tunnel,
                          guint intensity);

/* Only probes whose own rules name @service are of use from here on; @service must stay
 * alive. */
void ptl_probe_plan_narrow (PtlProbePlan *self, const char *service);

/* Returns: whether @probe is still of use once a soft match has named @soft_service */
gboolean
ptl_probe_plan_admits (const PtlProbe *probe, const char *soft_service, guint intensity);

/* Returns: (transfer none) (nullable): the next probe, NULL when none is left */
const PtlProbe *ptl_probe_plan_next (PtlProbePlan *self);

G_END_DECLS
