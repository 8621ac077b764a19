/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/patience.h: how long one host may take before its silence means something.
 *
 * Learned from its round trips and from the time its services take to answer, within
 * bounds.  These are the waits whose end loses nothing, or what is documented in
 * data/help/version-detection.md; the time a probe is given is the rules', and is not
 * shortened.  Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint max_silence_ms;
  gint64 rtt_us;    /* smoothed; -1: not known */
  gint64 answer_us; /* smoothed: from a probe to the first byte of its answer; -1 */
} PtlPatience;

void ptl_patience_init (PtlPatience *self, guint max_silence_ms);

void ptl_patience_add_round_trip (PtlPatience *self, gint64 rtt_us);
void ptl_patience_add_answer (PtlPatience *self, gint64 answer_us);

/* Returns: after which a port that says nothing is asked on other connections as well */
guint ptl_patience_get_silence_ms (const PtlPatience *self);

/* Returns: the pause that ends an answer no rule claims; that of a banner, the first line
 * of which may be followed by others with look-ups between them, is longer */
guint ptl_patience_get_quiet_ms (const PtlPatience *self, gboolean is_banner);

G_END_DECLS
