/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-progress.c: how far, and how long still. */
#include "model/progress.h"

static void
test_fraction (void)
{
  PtlProgress progress = { .phase = PTL_PHASE_STARTING, .hosts_total = 4 };

  g_assert_cmpfloat (ptl_progress_get_fraction (&progress), ==, 0.0);
  progress.phase = PTL_PHASE_SCANNING;
  g_assert_cmpfloat (ptl_progress_get_fraction (&progress), ==, 0.0);

  progress.hosts_done = 2;
  g_assert_cmpfloat (ptl_progress_get_fraction (&progress), ==, 0.5);

  progress.hosts_done = 4;
  progress.ports_total = 1000;
  progress.ports_done = 500;
  g_assert_cmpfloat_with_epsilon (ptl_progress_get_fraction (&progress), 0.5, 0.01);

  progress.ports_done = 1000;
  progress.services_total = 20;
  g_assert_cmpfloat_with_epsilon (ptl_progress_get_fraction (&progress), 0.5, 0.01);

  progress.phase = PTL_PHASE_FINISHED;
  g_assert_cmpfloat (ptl_progress_get_fraction (&progress), ==, 1.0);
}

/* More may turn out to be done than was planned: a name with several addresses. */
static void
test_more_than_planned (void)
{
  PtlProgress progress = { .phase = PTL_PHASE_SCANNING,
                           .hosts_total = 1,
                           .hosts_done = 3,
                           .ports_total = 10,
                           .ports_done = 5 };
  double fraction = ptl_progress_get_fraction (&progress);

  g_assert_cmpfloat (fraction, >, 0.5);
  g_assert_cmpfloat (fraction, <, 1.0);
}

static void
test_eta (void)
{
  PtlProgress progress = { .phase = PTL_PHASE_SCANNING,
                           .ports_total = 1000,
                           .ports_done = 250,
                           .elapsed_us = 10 * G_USEC_PER_SEC };

  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, 30);
  progress.ports_done = 1;
  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, -1);
  progress.ports_done = 1000;
  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, 0);
  progress.services_total = 10;
  progress.services_done = 9;
  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, -1);
  progress.services_done = 10;
  progress.elapsed_us = 1;
  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, -1);
  progress.elapsed_us = 10 * G_USEC_PER_SEC;
  progress.phase = PTL_PHASE_STOPPED;
  g_assert_cmpint (ptl_progress_get_eta_s (&progress), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress/fraction", test_fraction);
  g_test_add_func ("/progress/more-than-planned", test_more_than_planned);
  g_test_add_func ("/progress/eta", test_eta);

  return g_test_run ();
}
