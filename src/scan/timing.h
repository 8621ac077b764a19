/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/timing.h: how patient and how busy a scan is, by timing template.
 *
 * The upper part is Nmap's (spec 7.7 and 3); the lower part is how Portolan uses the time
 * that Nmap spends waiting on one probe after the other (DESIGN 3 and 5).  Times are in
 * milliseconds. */
#pragma once

#include "model/port.h"
#include "model/scan-options.h"

G_BEGIN_DECLS

typedef struct
{
  guint initial_rtt_ms; /* wait for an answer before a round trip is known */
  guint min_rtt_ms;
  guint max_rtt_ms;
  guint max_retries;
  guint scan_delay_ms;                 /* between two attempts at one host, fixed */
  guint max_delay_ms[PTL_N_PROTOCOLS]; /* up to which that delay may adapt */
  guint max_window;                    /* port attempts in flight, at one host */
  guint first_window;                  /* the same, before anything is known of it */
  guint window_increment;              /* growth of the congestion window */
  double loss_divisor;                 /* of the window's threshold on a loss */
  guint host_timeout_ms;               /* 0: none */
  guint service_parallel;              /* ports Nmap identifies at once */

  guint max_parallel;     /* sockets of all kinds in flight */
  guint max_per_host;     /* those of them to one host */
  guint first_probes;     /* connections that ask one port at once */
  guint probes_in_flight; /* the same, of a port that stays silent */
  guint probes_if_idle;   /* the same, while its host has little else to answer */
  guint max_silence_ms;   /* up to which may be learned when a port counts as silent */
} PtlTimingTemplate;

#define PTL_TIMING_CONNECT_TIMEOUT_MS 5000 /* of a service probe (spec 2.4) */
#define PTL_TIMING_TLS_TIMEOUT_MS     8000 /* connect and handshake together */

/* A connection attempt shorter than the kernel's first SYN retransmission (1 s) is one
 * packet: waiting this long makes it two, else a second attempt is due (DESIGN 5). */
#define PTL_TIMING_TWO_SYNS_MS 1300

/* Returns: (transfer none) */
const PtlTimingTemplate *ptl_timing_get_template (PtlTiming timing);

/**
 * ptl_timing_resolve:
 * @resolved: (out): the template of @options with what they override put in its place
 *
 * With compat_nmap, one connection asks a port at a time and as many ports are identified
 * at once as Nmap would; else as many as the sockets suffice for.
 */
void ptl_timing_resolve (const PtlScanOptions *options, PtlTimingTemplate *resolved);

G_END_DECLS
