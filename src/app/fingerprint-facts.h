/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-facts.h: what a fingerprint's header says, and what is known already of
 * its replies, in words. */
#pragma once

#include <gtk/gtk.h>

#include "app/fingerprint-subject.h"
#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_FINGERPRINT_FACTS (ptl_fingerprint_facts_get_type ())
G_DECLARE_FINAL_TYPE (PtlFingerprintFacts,
                      ptl_fingerprint_facts,
                      PTL,
                      FINGERPRINT_FACTS,
                      GtkScrolledWindow)

/* Signals: payloads-found (GPtrArray *): of GBytes or NULL, what today's rules send with
 * the probe of each reply.
 *
 * @subject: outlives what is shown of it
 * @library: (nullable): whose sessions are looked through */
void ptl_fingerprint_facts_show (PtlFingerprintFacts *self,
                                 const PtlFingerprintSubject *subject,
                                 PtlLibrary *library);

G_END_DECLS
