/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/clock.h: where time comes from, so that tests can bring their own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  /* Microseconds that never run backwards; the zero point is arbitrary. */
  gint64 (*monotonic_us) (gpointer data);
  /* Microseconds since the Unix epoch. */
  gint64 (*wall_us) (gpointer data);
  gpointer data;
} PtlClock;

/**
 * ptl_clock_get_real:
 * Returns: (transfer none): the system's clock; usable from every thread
 */
const PtlClock *ptl_clock_get_real (void);

gint64 ptl_clock_monotonic_us (const PtlClock *self);
gint64 ptl_clock_wall_us (const PtlClock *self);

G_END_DECLS
