/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/timing.c: how patient and how busy a scan is, by timing template. */
#include "scan/timing.h"

#define MINUTE_MS         60000u
#define NMAP_MAX_WINDOW   300
#define NMAP_FIRST_WINDOW 10

/* The NULL probe, and the likely ones: hardly a port needs more. */
#define FIRST_PROBES 4

/* Normal is what a desktop does to a network that others use: at its thousand sockets a
 * home router's connection table (65,536 entries) lasts, and a host sees as many
 * connections as from one busy browser session a few times over. */
static const PtlTimingTemplate templates[PTL_N_TIMINGS] = {
  [PTL_TIMING_PARANOID] = {
    .initial_rtt_ms = 5 * MINUTE_MS,
    .min_rtt_ms = 100,
    .max_rtt_ms = 5 * MINUTE_MS,
    .max_retries = 10,
    .scan_delay_ms = 5 * MINUTE_MS,
    .max_delay_ms = { 1000, 1000 },
    .max_window = 1,
    .first_window = 1,
    .window_increment = 1,
    .loss_divisor = 1.5,
    .service_parallel = 1,
    .max_parallel = 1,
    .max_per_host = 1,
    .probes_in_flight = 1,
    .probes_if_idle = 1,
  },
  [PTL_TIMING_SNEAKY] = {
    .initial_rtt_ms = 15000,
    .min_rtt_ms = 100,
    .max_rtt_ms = 15000,
    .max_retries = 10,
    .scan_delay_ms = 15000,
    .max_delay_ms = { 1000, 1000 },
    .max_window = 1,
    .first_window = 1,
    .window_increment = 1,
    .loss_divisor = 1.5,
    .service_parallel = 1,
    .max_parallel = 1,
    .max_per_host = 1,
    .probes_in_flight = 1,
    .probes_if_idle = 1,
  },
  [PTL_TIMING_POLITE] = {
    .initial_rtt_ms = 1000,
    .min_rtt_ms = 100,
    .max_rtt_ms = 10000,
    .max_retries = 10,
    .scan_delay_ms = 400,
    .max_delay_ms = { 1000, 1000 },
    .max_window = 1,
    .first_window = 1,
    .window_increment = 1,
    .loss_divisor = 1.5,
    .service_parallel = 1,
    .max_parallel = 1,
    .max_per_host = 1,
    .probes_in_flight = 1,
    .probes_if_idle = 1,
  },
  [PTL_TIMING_NORMAL] = {
    .initial_rtt_ms = 1000,
    .min_rtt_ms = 100,
    .max_rtt_ms = 10000,
    .max_retries = 10,
    .max_delay_ms = { 1000, 1000 },
    .max_window = 300,
    .first_window = 32,
    .window_increment = 1,
    .loss_divisor = 1.5,
    .service_parallel = 20,
    .max_parallel = 1000,
    .max_per_host = 128,
    .probes_in_flight = 6,
    .probes_if_idle = 64,
    .max_silence_ms = 1000,
  },
  [PTL_TIMING_AGGRESSIVE] = {
    .initial_rtt_ms = 500,
    .min_rtt_ms = 100,
    .max_rtt_ms = 1250,
    .max_retries = 6,
    .max_delay_ms = { 10, 1000 },
    .max_window = 1000,
    .first_window = 64,
    .window_increment = 2,
    .loss_divisor = 1.33,
    .service_parallel = 30,
    .max_parallel = 2000,
    .max_per_host = 512,
    .probes_in_flight = 8,
    .probes_if_idle = 64,
    .max_silence_ms = 500,
  },
  [PTL_TIMING_INSANE] = {
    .initial_rtt_ms = 250,
    .min_rtt_ms = 50,
    .max_rtt_ms = 300,
    .max_retries = 2,
    .max_delay_ms = { 5, 1000 },
    .max_window = 4000,
    .first_window = 64,
    .window_increment = 2,
    .loss_divisor = 1.25,
    .host_timeout_ms = 15 * MINUTE_MS,
    .service_parallel = 40,
    .max_parallel = 8000,
    .max_per_host = 2000,
    .probes_in_flight = 32,
    .probes_if_idle = 64,
    .max_silence_ms = 300,
  },
};

const PtlTimingTemplate *
ptl_timing_get_template (PtlTiming timing)
{
  g_return_val_if_fail (timing < PTL_N_TIMINGS, &templates[PTL_TIMING_NORMAL]);

  return &templates[timing];
}

static void
set_probes_in_flight (PtlTimingTemplate *self, guint probes_in_flight)
{
  self->probes_in_flight = probes_in_flight;
  self->probes_if_idle = probes_in_flight;
}

/* As many sockets as the person says, all to one host if need be. */
static void
set_max_parallel (PtlTimingTemplate *self, guint max_parallel)
{
  self->max_parallel = max_parallel;
  self->max_per_host = max_parallel;
  self->max_window = max_parallel;
  self->service_parallel = MIN (self->service_parallel, max_parallel);
  self->probes_in_flight = MIN (self->probes_in_flight, max_parallel);
  self->probes_if_idle = MIN (self->probes_if_idle, max_parallel);
}

void
ptl_timing_resolve (const PtlScanOptions *options, PtlTimingTemplate *resolved)
{
  *resolved = *ptl_timing_get_template (options->timing);

  if (options->compat_nmap)
    {
      set_probes_in_flight (resolved, 1);
      resolved->max_window = MIN (resolved->max_window, NMAP_MAX_WINDOW);
      resolved->first_window = MIN (resolved->first_window, NMAP_FIRST_WINDOW);
    }
  if (options->probes_in_flight > 0)
    set_probes_in_flight (resolved, options->probes_in_flight);
  if (options->max_parallel > 0)
    set_max_parallel (resolved, options->max_parallel);
  resolved->first_probes = MIN (FIRST_PROBES, resolved->probes_in_flight);
  if (options->host_timeout_ms > 0)
    resolved->host_timeout_ms = options->host_timeout_ms;
}
