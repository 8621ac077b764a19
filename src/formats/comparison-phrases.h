/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-phrases.h: a comparison in the person's language. */
#pragma once

#include "formats/comparison-format.h"

G_BEGIN_DECLS

/* Returns: (transfer none): "not covered", "identity", "extra information", ... */
const char *ptl_comparison_phrases_get_kind (PtlChangeKind kind);
const char *ptl_comparison_phrases_get_level (PtlChangeLevel level);
const char *ptl_comparison_phrases_get_field (PtlChangeField field);
const char *ptl_comparison_phrases_get_history (PtlHistory history);

/* Returns: '+' for new, '-' for gone, '>' for moved, '~' for changed, '?' for not
 * covered, '=' for the same */
char ptl_comparison_phrases_get_sign (PtlChangeKind kind);

/* Returns: (transfer full): "weekly (2026-11-21 00:23)" */
char *ptl_comparison_phrases_get_session (const PtlSessionInfo *info);

/* Returns: (transfer full): the host, with both addresses where it moved */
char *ptl_comparison_phrases_get_host (const PtlHostChange *host);

/* Returns: (transfer full): the service on the port, "" if nothing is known of it */
char *ptl_comparison_phrases_get_service (const PtlPortChange *port);

/* Returns: (transfer full): "1.0 → 1.1", "none → 1.1" */
char *ptl_comparison_phrases_get_values (const PtlFieldChange *field);

/* Returns: (transfer full) (element-type utf8): whole sentences: what was found, what
 * nobody can say, what is not listed and why */
GPtrArray *ptl_comparison_phrases_get_summary (const PtlComparison *comparison);

/* Whether identity is worth a word: it is not plainly the same host at the same place. */
gboolean ptl_comparison_phrases_explains_identity (const PtlHostChange *host);

/* Whether there is something to list of the host, or of the port. */
gboolean ptl_comparison_phrases_is_listed (const PtlComparisonReport *report,
                                           const PtlHostChange *host);
gboolean ptl_comparison_phrases_is_port_listed (const PtlComparisonReport *report,
                                                const PtlPortChange *port);

G_END_DECLS
