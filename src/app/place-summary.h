/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/place-summary.h: where else the replies of a fingerprint were seen, in words. */
#pragma once

#include "app/fingerprint-subject.h"

G_BEGIN_DECLS

/**
 * ptl_place_summary_describe:
 * @places: (element-type PtlPlace): also the subject's own port
 * @asked: (element-type guint): which reply of the subject a place's "reply" is
 *
 * Returns: (transfer full): a sentence for each reply that was seen elsewhere, with what
 *   those ports are held to be; one that says so if none was
 */
char *ptl_place_summary_describe (const PtlFingerprintSubject *subject,
                                  GPtrArray *places,
                                  GArray *asked);

G_END_DECLS
