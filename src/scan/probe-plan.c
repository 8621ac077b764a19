/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/probe-plan.c: in which order the probes are sent to one port (spec 2.3).
 *
 * Two passes over the database in file order: the probes that list the port, whatever
 * their rarity, then the others up to the intensity. */
#include "scan/probe-plan.h"

#define INTENSITY_ALL 9 /* every probe is tried, a soft match narrows nothing */

void
ptl_probe_plan_init (PtlProbePlan *self,
                     PtlProbeDb *db,
                     PtlProtocol protocol,
                     guint16 port,
                     PtlTunnel tunnel,
                     guint intensity)
{
  *self = (PtlProbePlan){
    .db = db, .protocol = protocol, .port = port, .tunnel = tunnel, .intensity = intensity
  };
}

void
ptl_probe_plan_narrow (PtlProbePlan *self, const char *service)
{
  self->soft_service = service;
}

gboolean
ptl_probe_plan_admits (const PtlProbe *probe, const char *soft_service, guint intensity)
{
  return intensity >= INTENSITY_ALL || ptl_probe_can_name (probe, soft_service);
}

static gboolean
is_due (const PtlProbePlan *self, const PtlProbe *probe)
{
  if (ptl_probe_get_protocol (probe) != self->protocol)
    return FALSE;
  if (ptl_probe_lists_port (probe, self->port, self->tunnel) == self->listed_done)
    return FALSE;
  if (self->soft_service != NULL && self->intensity < INTENSITY_ALL)
    return ptl_probe_plan_admits (probe, self->soft_service, self->intensity);

  return !self->listed_done || ptl_probe_get_rarity (probe) <= self->intensity;
}

const PtlProbe *
ptl_probe_plan_next (PtlProbePlan *self)
{
  guint n_probes = ptl_probe_db_get_n_probes (self->db);

  while (TRUE)
    {
      while (self->next < n_probes)
        {
          const PtlProbe *probe = ptl_probe_db_get_probe (self->db, self->next++);

          if (is_due (self, probe))
            return probe;
        }

      if (self->listed_done)
        return NULL;
      self->listed_done = TRUE;
      self->next = 0;
    }
}
