/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/pacing.h: who may open a connection now: sockets in flight, rate, per host.
 *
 * Pure: reads no clock and owns no socket. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PtlPacing PtlPacing;

/* @max_in_flight: sockets at once; @max_rate: starts per second, 0 for no limit */
PtlPacing *ptl_pacing_new (guint max_in_flight, guint max_rate);
void ptl_pacing_free (PtlPacing *self);

/**
 * ptl_pacing_try_start:
 * @now_us: monotonic time
 * @retry_us: (out): when FALSE, the time from which asking again makes sense, or
 * G_MAXINT64: after the next ptl_pacing_ended()
 *
 * Returns: whether a connection may start; it then counts as in flight
 */
gboolean ptl_pacing_try_start (PtlPacing *self, gint64 now_us, gint64 *retry_us);

void ptl_pacing_ended (PtlPacing *self);

/**
 * ptl_pacing_on_shortage:
 *
 * The system had no descriptor, buffer or local port to give.  The connection that failed
 * still needs its ptl_pacing_ended().  The window becomes half of what is in flight
 * (never below 1) and starts pause for a moment; it grows again as connections end well.
 * Shortages during the pause count as the same one.
 */
void ptl_pacing_on_shortage (PtlPacing *self, gint64 now_us);

guint ptl_pacing_get_in_flight (const PtlPacing *self);
guint ptl_pacing_get_window (const PtlPacing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPacing, ptl_pacing_free)

G_END_DECLS
