/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/pacing.c: who may open a connection now: sockets in flight, rate, per host.
 *
 * The window is what TCP does with its own: halved on trouble, and grown by a part of a
 * connection for each that went well, so that it doubles in a few rounds. */
#include "net/pacing.h"

/* After a shortage others need a moment to give something back. */
#define PAUSE_US (250 * 1000)
/* So many connections that went well make the window one larger. */
#define ENDED_PER_GROWTH 4
/* A late loop may make good what it missed, up to this: wake-ups come once in a
 * millisecond at best, connections more often. */
#define CREDIT_US (10 * 1000)

struct _PtlPacing
{
  guint max_in_flight;
  guint window;
  guint in_flight;
  guint n_short; /* of those in flight, failed by a shortage */
  guint n_ended; /* well, since the window last grew */
  gint64 paused_until_us;
  gint64 interval_us; /* between starts, 0 for no limit */
  gint64 next_start_us;
};

PtlPacing *
ptl_pacing_new (guint max_in_flight, guint max_rate)
{
  PtlPacing *self = g_new0 (PtlPacing, 1);

  self->max_in_flight = MAX (1, max_in_flight);
  self->window = self->max_in_flight;
  self->paused_until_us = G_MININT64;
  self->next_start_us = G_MININT64;
  if (max_rate > 0)
    self->interval_us = (G_USEC_PER_SEC + max_rate - 1) / max_rate;

  return self;
}

void
ptl_pacing_free (PtlPacing *self)
{
  g_free (self);
}

gboolean
ptl_pacing_try_start (PtlPacing *self, gint64 now_us, gint64 *retry_us)
{
  *retry_us = G_MAXINT64;
  if (self->in_flight >= self->window)
    return FALSE;

  *retry_us = MAX (self->paused_until_us, self->next_start_us);
  if (*retry_us > now_us)
    return FALSE;

  self->in_flight++;
  if (self->interval_us > 0)
    self->next_start_us =
        MAX (self->next_start_us, now_us - CREDIT_US) + self->interval_us;
  return TRUE;
}

void
ptl_pacing_ended (PtlPacing *self)
{
  g_return_if_fail (self->in_flight > 0);

  self->in_flight--;
  if (self->n_short > 0)
    {
      self->n_short--;
      return;
    }

  if (self->window < self->max_in_flight && ++self->n_ended >= ENDED_PER_GROWTH)
    {
      self->window++;
      self->n_ended = 0;
    }
}

void
ptl_pacing_on_shortage (PtlPacing *self, gint64 now_us)
{
  self->n_short = MIN (self->n_short + 1, self->in_flight);

  /* Those that were started together fail together: that is one trouble. */
  if (now_us < self->paused_until_us)
    return;

  self->window = MAX (1, MIN (self->window, self->in_flight) / 2);
  self->n_ended = 0;
  self->paused_until_us = now_us + PAUSE_US;
}

guint
ptl_pacing_get_in_flight (const PtlPacing *self)
{
  return self->in_flight;
}

guint
ptl_pacing_get_window (const PtlPacing *self)
{
  return self->window;
}
