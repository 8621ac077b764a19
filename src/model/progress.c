/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/progress.c: how far a scan has come. */
#include "model/progress.h"

#define MIN_FRACTION_FOR_ETA 0.02
#define MIN_ELAPSED_US       (G_USEC_PER_SEC / 2)

/* A service costs about as much waiting as this many port states. */
#define SERVICE_WEIGHT 50.0

double
ptl_progress_get_fraction (const PtlProgress *self)
{
  /* A name with several addresses makes more hosts than were asked for. */
  double hosts_total = (double) MAX (self->hosts_total, self->hosts_done);
  double done = (double) self->ports_done + SERVICE_WEIGHT * self->services_done;
  double known = (double) self->ports_total + SERVICE_WEIGHT * self->services_total;
  double total = known + hosts_total;

  if (self->phase == PTL_PHASE_FINISHED)
    return 1.0;
  if (self->phase == PTL_PHASE_STARTING || total <= 0)
    return 0.0;

  return CLAMP ((done + (double) self->hosts_done) / total, 0.0, 1.0);
}

int
ptl_progress_get_eta_s (const PtlProgress *self)
{
  double fraction = ptl_progress_get_fraction (self);
  double left_us;

  /* The last services wait for silence, and how long that takes the pace so far does not
   * say. */
  if (self->ports_done == self->ports_total && self->services_done < self->services_total)
    return -1;
  if (self->phase != PTL_PHASE_SCANNING || fraction < MIN_FRACTION_FOR_ETA ||
      self->elapsed_us < MIN_ELAPSED_US)
    return -1;

  left_us = (double) self->elapsed_us * (1.0 - fraction) / fraction;
  return (int) MIN (left_us / G_USEC_PER_SEC + 0.5, 7.0 * 24 * 3600);
}
