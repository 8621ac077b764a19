/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/patience.c: how long one host may take before its silence means something. */
#include "scan/patience.h"

#define MIN_SILENCE_MS  200
#define QUIET_MS        500
#define QUIET_BANNER_MS 1500

/* A banner is on its way for one round trip once we are connected. */
#define ROUND_TRIPS_OF_SILENCE 3
#define ROUND_TRIPS_OF_QUIET   4
#define ANSWERS_OF_SILENCE     2

void
ptl_patience_init (PtlPatience *self, guint max_silence_ms)
{
  *self =
      (PtlPatience){ .max_silence_ms = max_silence_ms, .rtt_us = -1, .answer_us = -1 };
}

static void
smooth (gint64 *average_us, gint64 sample_us)
{
  if (*average_us < 0)
    *average_us = sample_us;
  else
    *average_us += (sample_us - *average_us) / 8;
}

void
ptl_patience_add_round_trip (PtlPatience *self, gint64 rtt_us)
{
  smooth (&self->rtt_us, rtt_us);
}

void
ptl_patience_add_answer (PtlPatience *self, gint64 answer_us)
{
  smooth (&self->answer_us, answer_us);
}

static guint
times_ms (gint64 average_us, guint factor)
{
  return (guint) (MAX (average_us, 0) * factor / 1000);
}

guint
ptl_patience_get_silence_ms (const PtlPatience *self)
{
  guint learned_ms = MAX (times_ms (self->rtt_us, ROUND_TRIPS_OF_SILENCE),
                          times_ms (self->answer_us, ANSWERS_OF_SILENCE));

  return CLAMP (learned_ms, MIN_SILENCE_MS, MAX (self->max_silence_ms, MIN_SILENCE_MS));
}

guint
ptl_patience_get_quiet_ms (const PtlPatience *self, gboolean is_banner)
{
  return MAX (is_banner ? QUIET_BANNER_MS : QUIET_MS,
              times_ms (self->rtt_us, ROUND_TRIPS_OF_QUIET));
}
