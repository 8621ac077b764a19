/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/base/test-clock.c: the real clock, and one of a test's own. */
#include "base/clock.h"

static gint64
told_us (gpointer data)
{
  return *(gint64 *) data;
}

static void
test_real (void)
{
  const PtlClock *clock = ptl_clock_get_real ();
  gint64 before = g_get_monotonic_time ();
  gint64 now = ptl_clock_monotonic_us (clock);
  gint64 wall_before = g_get_real_time ();
  gint64 wall = ptl_clock_wall_us (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_monotonic_time ());
  g_assert_cmpint (ABS (wall - wall_before), <, 60 * G_USEC_PER_SEC);
}

static void
test_own (void)
{
  gint64 time_us = 7;
  PtlClock clock = { told_us, told_us, &time_us };

  g_assert_cmpint (ptl_clock_monotonic_us (&clock), ==, 7);
  time_us = 8;
  g_assert_cmpint (ptl_clock_wall_us (&clock), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/real", test_real);
  g_test_add_func ("/clock/own", test_own);

  return g_test_run ();
}
