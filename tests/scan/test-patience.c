/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-patience.c: how long silence must last, by what a host has shown. */
#include "scan/patience.h"

#define MS 1000

static void
test_unknown_host (void)
{
  PtlPatience patience;

  ptl_patience_init (&patience, 1000);
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 200);
  g_assert_cmpuint (ptl_patience_get_quiet_ms (&patience, FALSE), ==, 500);
  g_assert_cmpuint (ptl_patience_get_quiet_ms (&patience, TRUE), ==, 1500);
}

/* A banner that is still on its way is no silence. */
static void
test_far_host (void)
{
  PtlPatience patience;

  ptl_patience_init (&patience, 1000);
  for (guint i = 0; i < 20; i++)
    ptl_patience_add_round_trip (&patience, 250 * MS);
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 750);
  g_assert_cmpuint (ptl_patience_get_quiet_ms (&patience, FALSE), ==, 1000);
  g_assert_cmpuint (ptl_patience_get_quiet_ms (&patience, TRUE), ==, 1500);
}

static void
test_slow_services (void)
{
  PtlPatience patience;

  ptl_patience_init (&patience, 1000);
  ptl_patience_add_round_trip (&patience, MS);
  for (guint i = 0; i < 20; i++)
    ptl_patience_add_answer (&patience, 300 * MS);
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 600);

  for (guint i = 0; i < 50; i++)
    ptl_patience_add_answer (&patience, 2 * MS); /* they were the exception */
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 200);
}

/* Nothing that a host does makes us wait for ever, or not at all. */
static void
test_bounds (void)
{
  PtlPatience patience;

  ptl_patience_init (&patience, 300);
  ptl_patience_add_round_trip (&patience, 60 * G_USEC_PER_SEC);
  ptl_patience_add_answer (&patience, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 300);

  ptl_patience_init (&patience, 0);
  ptl_patience_add_round_trip (&patience, 0);
  g_assert_cmpuint (ptl_patience_get_silence_ms (&patience), ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/patience/unknown-host", test_unknown_host);
  g_test_add_func ("/patience/far-host", test_far_host);
  g_test_add_func ("/patience/slow-services", test_slow_services);
  g_test_add_func ("/patience/bounds", test_bounds);

  return g_test_run ();
}
