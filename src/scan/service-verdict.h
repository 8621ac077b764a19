/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-verdict.h: what is said of a port at the end of its service scan
 * (spec 2.8, 4.4). */
#pragma once

#include "rules/matcher.h"

G_BEGIN_DECLS

/**
 * ptl_service_verdict_new_matched:
 * @soft: (nullable): a soft match that came before
 * @compat_nmap: fields that @match leaves open are filled from @soft even if that named
 * another service
 *
 * Returns: (transfer full): a service that may still be changed
 */
PtlService *
ptl_service_verdict_new_matched (PtlMatch *match, PtlMatch *soft, gboolean compat_nmap);

/**
 * ptl_service_verdict_new_unmatched:
 * @soft: (nullable): the soft match, if there was one
 * @table_name: (nullable): the port's registered service
 *
 * Returns: (transfer full): a service that may still be changed
 */
PtlService *ptl_service_verdict_new_unmatched (PtlServiceOutcome outcome,
                                               PtlMatch *soft,
                                               const char *table_name);

/* Sets the fingerprint of @service, if a verdict like that shows one and there were
 * @responses (element-type PtlResponse). */
void ptl_service_verdict_add_fingerprint (PtlService *service,
                                          PtlProtocol protocol,
                                          guint16 port,
                                          guint intensity,
                                          GPtrArray *responses);

G_END_DECLS
