/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/clock.c: where time comes from, so that tests can bring their own. */
#include "base/clock.h"

static gint64
real_monotonic_us (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
real_wall_us (gpointer data)
{
  return g_get_real_time ();
}

const PtlClock *
ptl_clock_get_real (void)
{
  static const PtlClock real = { real_monotonic_us, real_wall_us, NULL };

  return &real;
}

gint64
ptl_clock_monotonic_us (const PtlClock *self)
{
  return self->monotonic_us (self->data);
}

gint64
ptl_clock_wall_us (const PtlClock *self)
{
  return self->wall_us (self->data);
}
