/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/round-trip.h: how long to wait for a host, learned from its answers (RFC 6298). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 smoothed_us; /* -1 before the first sample */
  gint64 variance_us;
  gint64 timeout_us;
  gint64 min_us;
  gint64 max_us;
} PtlRoundTrip;

/* @initial_us is the timeout until something was measured. */
void
ptl_round_trip_init (PtlRoundTrip *self, gint64 initial_us, gint64 min_us, gint64 max_us);

void ptl_round_trip_sample (PtlRoundTrip *self, gint64 rtt_us);

G_END_DECLS
