/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-timing.c: the timing templates and what options make of them. */
#include "scan/timing.h"

/* Spec 7.7 and 3, row by row. */
static const struct
{
  guint initial_rtt_ms, min_rtt_ms, max_rtt_ms, max_retries, scan_delay_ms;
  guint max_tcp_delay_ms, max_udp_delay_ms, window_increment, host_timeout_ms, services;
} spec[PTL_N_TIMINGS] = {
  { 300000, 100, 300000, 10, 300000, 1000, 1000, 1, 0, 1 },
  { 15000, 100, 15000, 10, 15000, 1000, 1000, 1, 0, 1 },
  { 1000, 100, 10000, 10, 400, 1000, 1000, 1, 0, 1 },
  { 1000, 100, 10000, 10, 0, 1000, 1000, 1, 0, 20 },
  { 500, 100, 1250, 6, 0, 10, 1000, 2, 0, 30 },
  { 250, 50, 300, 2, 0, 5, 1000, 2, 900000, 40 },
};

static void
test_nmap_values (void)
{
  for (guint i = 0; i < PTL_N_TIMINGS; i++)
    {
      const PtlTimingTemplate *t = ptl_timing_get_template ((PtlTiming) i);

      g_assert_cmpuint (t->initial_rtt_ms, ==, spec[i].initial_rtt_ms);
      g_assert_cmpuint (t->min_rtt_ms, ==, spec[i].min_rtt_ms);
      g_assert_cmpuint (t->max_rtt_ms, ==, spec[i].max_rtt_ms);
      g_assert_cmpuint (t->max_retries, ==, spec[i].max_retries);
      g_assert_cmpuint (t->scan_delay_ms, ==, spec[i].scan_delay_ms);
      g_assert_cmpuint (t->max_delay_ms[PTL_PROTOCOL_TCP], ==, spec[i].max_tcp_delay_ms);
      g_assert_cmpuint (t->max_delay_ms[PTL_PROTOCOL_UDP], ==, spec[i].max_udp_delay_ms);
      g_assert_cmpuint (t->window_increment, ==, spec[i].window_increment);
      g_assert_cmpuint (t->host_timeout_ms, ==, spec[i].host_timeout_ms);
      g_assert_cmpuint (t->service_parallel, ==, spec[i].services);
    }
}

/* A bolder template is never slower, and limits nest. */
static void
test_order (void)
{
  for (guint i = 0; i < PTL_N_TIMINGS; i++)
    {
      const PtlTimingTemplate *t = ptl_timing_get_template ((PtlTiming) i);
      const PtlTimingTemplate *before = i > 0 ? ptl_timing_get_template (i - 1) : t;

      g_assert_cmpuint (t->max_parallel, >=, before->max_parallel);
      g_assert_cmpuint (t->max_per_host, >=, before->max_per_host);
      g_assert_cmpuint (t->probes_in_flight, >=, before->probes_in_flight);
      g_assert_cmpuint (t->probes_if_idle, >=, t->probes_in_flight);
      g_assert_cmpuint (t->max_window, >=, before->max_window);
      g_assert_cmpuint (t->max_window, <=, t->max_parallel);
      g_assert_cmpuint (t->first_window, >=, before->first_window);
      g_assert_cmpuint (t->first_window, <=, t->max_window);
      g_assert_cmpuint (t->max_per_host, <=, t->max_parallel);
      g_assert_cmpuint (t->probes_in_flight, >, 0);
      g_assert_cmpfloat (t->loss_divisor, >, 1.0);
      if (i <= PTL_TIMING_POLITE)
        {
          g_assert_cmpuint (t->max_parallel, ==, 1);
          g_assert_cmpuint (t->probes_in_flight, ==, 1);
          g_assert_cmpuint (t->probes_if_idle, ==, 1);
        }
    }
}

static PtlTimingTemplate
resolve (PtlScanOptions *options)
{
  PtlTimingTemplate resolved;

  ptl_timing_resolve (options, &resolved);
  return resolved;
}

static void
test_defaults (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlTimingTemplate t = resolve (options);

  g_assert_cmpuint (t.first_probes, ==, 4);
  g_assert_cmpuint (t.probes_in_flight, ==, 6);
  g_assert_cmpuint (t.host_timeout_ms, ==, 0);
}

static void
test_overrides (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlTimingTemplate t;

  options->timing = PTL_TIMING_PARANOID;
  options->max_parallel = 64;
  options->probes_in_flight = 8;
  options->host_timeout_ms = 5000;
  t = resolve (options);
  g_assert_cmpuint (t.max_parallel, ==, 64);
  g_assert_cmpuint (t.max_per_host, ==, 64);
  g_assert_cmpuint (t.max_window, ==, 64);
  g_assert_cmpuint (t.first_probes, ==, 4);
  g_assert_cmpuint (t.probes_in_flight, ==, 8);
  g_assert_cmpuint (t.probes_if_idle, ==, 8);
  g_assert_cmpuint (t.host_timeout_ms, ==, 5000);
  g_assert_cmpuint (t.scan_delay_ms, ==, 300000);

  options->max_parallel = 3; /* fewer sockets than one port would use */
  t = resolve (options);
  g_assert_cmpuint (t.first_probes, ==, 3);
  g_assert_cmpuint (t.probes_in_flight, ==, 3);
  g_assert_cmpuint (t.probes_if_idle, ==, 3);
}

static void
test_compat (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlTimingTemplate t;

  options->compat_nmap = TRUE;
  options->timing = PTL_TIMING_AGGRESSIVE;
  t = resolve (options);
  g_assert_cmpuint (t.first_probes, ==, 1);
  g_assert_cmpuint (t.probes_in_flight, ==, 1);
  g_assert_cmpuint (t.probes_if_idle, ==, 1);
  g_assert_cmpuint (t.service_parallel, ==, 30);
  g_assert_cmpuint (t.max_window, ==, 300);
  g_assert_cmpuint (t.first_window, ==, 10);

  options->max_parallel = 10;
  t = resolve (options);
  g_assert_cmpuint (t.service_parallel, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/timing/nmap-values", test_nmap_values);
  g_test_add_func ("/timing/order", test_order);
  g_test_add_func ("/timing/defaults", test_defaults);
  g_test_add_func ("/timing/overrides", test_overrides);
  g_test_add_func ("/timing/compat", test_compat);

  return g_test_run ();
}
