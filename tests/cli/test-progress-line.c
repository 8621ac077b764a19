/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/cli/test-progress-line.c: what the line of progress says. */
#include "cli/progress-line.h"

static const PtlProgress half_done = {
  .phase = PTL_PHASE_SCANNING,
  .hosts_total = 4,
  .hosts_done = 1,
  .ports_done = 1000,
  .ports_total = 2000,
  .open_ports = 3,
  .services_done = 1,
  .services_total = 3,
  .elapsed_us = 10 * G_USEC_PER_SEC,
};

static void
test_scanning (void)
{
  g_autofree char *line = ptl_progress_line_format (&half_done, 200);

  g_assert_cmpstr (
      line, ==,
      "Scanning 48 %: 1/4 hosts, 1000/2000 ports, 3 open, 1/3 services, 10 s left");
}

static void
test_minutes (void)
{
  PtlProgress progress = half_done;
  g_autofree char *line = NULL;

  progress.elapsed_us *= 10;
  line = ptl_progress_line_format (&progress, 200);
  g_assert_true (g_str_has_suffix (line, ", 1:45 min left"));
}

static void
test_starting (void)
{
  const PtlProgress nothing = { .phase = PTL_PHASE_STARTING };
  g_autofree char *line = ptl_progress_line_format (&nothing, 200);

  g_assert_cmpstr (line, ==, "Starting 0 %: 0/0 hosts, 0/0 ports, 0 open, 0/0 services");
}

static void
test_width (void)
{
  for (guint width = 0; width < 100; width++)
    {
      g_autofree char *line = ptl_progress_line_format (&half_done, width);

      g_assert_cmpint (g_utf8_strlen (line, -1), <=, width);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress-line/scanning", test_scanning);
  g_test_add_func ("/progress-line/minutes", test_minutes);
  g_test_add_func ("/progress-line/starting", test_starting);
  g_test_add_func ("/progress-line/width", test_width);

  return g_test_run ();
}
