/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-phrases.c: numbers, times and states in words. */
#include "app/phrases.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define assert_takes(text, expected)                                                     \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_autofree char *taken = text;                                                       \
    g_assert_cmpstr (taken, ==, expected);                                               \
  }                                                                                      \
  G_STMT_END

static void
test_duration (void)
{
  assert_takes (ptl_phrases_duration (0), "0 s");
  assert_takes (ptl_phrases_duration (59), "59 s");
  assert_takes (ptl_phrases_duration (125), "2 min 5 s");
  assert_takes (ptl_phrases_duration (3600 * 26 + 60 * 3 + 59), "26 h 3 min");
  assert_takes (ptl_phrases_short_time (3), "3 ms");
  assert_takes (ptl_phrases_short_time (6000), "6.0 s");
}

static void
test_counts (void)
{
  assert_takes (ptl_phrases_addresses (1), "1 address");
  assert_takes (ptl_phrases_addresses (256), "256 addresses");
  assert_takes (ptl_phrases_addresses (G_MAXUINT64),
                "More addresses than can be counted");
  assert_takes (ptl_phrases_of_ports (0, 1), "0 of 1 port");
  assert_takes (ptl_phrases_of_ports (12, 340), "12 of 340 ports");
  assert_takes (ptl_phrases_findings (0, 0), "no host answered");
  assert_takes (ptl_phrases_findings (1, 1), "1 open port");
  assert_takes (ptl_phrases_findings (2, 17), "17 open ports on 2 hosts");
}

/* The test runs in UTC. */
static void
test_when (void)
{
  gint64 now = G_GINT64_CONSTANT (1772546587) * G_USEC_PER_SEC; /* 2026-03-03 14:03:07 */

  assert_takes (ptl_phrases_when (now, now), "Just now");
  assert_takes (ptl_phrases_when (now - 59 * G_USEC_PER_SEC, now), "Just now");
  assert_takes (ptl_phrases_when (now - 5 * MINUTE, now), "5 min ago");
  assert_takes (ptl_phrases_when (now - 3 * HOUR, now), "11:03");
  assert_takes (ptl_phrases_when (now - 15 * HOUR, now), "Yesterday 23:03");
  assert_takes (ptl_phrases_when (now - 4 * DAY, now), "27 February");
  assert_takes (ptl_phrases_when (now - 70 * DAY, now), "23 December");
  assert_takes (ptl_phrases_when (now - 365 * DAY, now), "3 March 2025");
  assert_takes (ptl_phrases_when (now + 2 * DAY, now), "5 March");
  assert_takes (ptl_phrases_when (G_MAXINT64, now), "");
  assert_takes (ptl_phrases_date_and_time (now), "3 March 2026, 14:03:07");
  assert_takes (ptl_phrases_time_of_day (now), "14:03:07");
}

static void
test_ending (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("a", options);

  info->started_us = DAY;
  assert_takes (ptl_phrases_ending (info, TRUE), "Running");
  assert_takes (ptl_phrases_ending (info, FALSE), "Interrupted");

  info->finished_us = info->started_us + 13600000;
  info->state = PTL_SESSION_STATE_FINISHED;
  assert_takes (ptl_phrases_ending (info, FALSE), "Finished in 14 s");
  info->state = PTL_SESSION_STATE_STOPPED;
  assert_takes (ptl_phrases_ending (info, FALSE), "Stopped after 14 s");
  info->state = PTL_SESSION_STATE_FAILED;
  assert_takes (ptl_phrases_ending (info, FALSE), "Ended early after 14 s");

  info->finished_us = 0; /* a clock that ran backwards */
  assert_takes (ptl_phrases_ending (info, FALSE), "Ended early after 0 ms");
}

static void
test_progress (void)
{
  PtlProgress progress = { .phase = PTL_PHASE_STARTING };

  assert_takes (ptl_phrases_progress (&progress, 0), "Starting…");

  progress = (PtlProgress){
    .phase = PTL_PHASE_SCANNING,
    .hosts_total = 1,
    .ports_done = 412,
    .ports_total = 1000,
    .elapsed_us = 4 * G_USEC_PER_SEC,
  };
  assert_takes (ptl_phrases_progress (&progress, 103),
                "412 of 1000 ports asked · 103 ports/s · about 6 s left");

  progress.hosts_total = 256;
  progress.hosts_done = 250;
  progress.ports_done = 1000;
  progress.services_done = 3;
  progress.services_total = 7;
  progress.elapsed_us = 0;
  assert_takes (ptl_phrases_progress (&progress, 103),
                "250 of 256 addresses · 1000 of 1000 ports asked · 3 of 7 services "
                "identified");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phrases/duration", test_duration);
  g_test_add_func ("/phrases/counts", test_counts);
  g_test_add_func ("/phrases/when", test_when);
  g_test_add_func ("/phrases/ending", test_ending);
  g_test_add_func ("/phrases/progress", test_progress);

  return g_test_run ();
}
