/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/round-trip.c: how long to wait for a host, learned from its answers (RFC 6298). */
#include "scan/round-trip.h"

#define MIN_FIRST_VARIANCE_US (5 * 1000)
#define MAX_FIRST_VARIANCE_US (2 * G_USEC_PER_SEC)

void
ptl_round_trip_init (PtlRoundTrip *self, gint64 initial_us, gint64 min_us, gint64 max_us)
{
  *self = (PtlRoundTrip){ .smoothed_us = -1,
                          .timeout_us = CLAMP (initial_us, min_us, max_us),
                          .min_us = min_us,
                          .max_us = max_us };
}

void
ptl_round_trip_sample (PtlRoundTrip *self, gint64 rtt_us)
{
  if (self->smoothed_us < 0)
    {
      self->smoothed_us = rtt_us;
      self->variance_us = CLAMP (rtt_us, MIN_FIRST_VARIANCE_US, MAX_FIRST_VARIANCE_US);
    }
  else
    {
      gint64 delta = rtt_us - self->smoothed_us;

      self->smoothed_us += delta / 8;
      self->variance_us += (ABS (delta) - self->variance_us) / 4;
    }

  self->timeout_us =
      CLAMP (self->smoothed_us + 4 * self->variance_us, self->min_us, self->max_us);
}
