/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-ask-list.h: the asks of one port, in the order of the plan.
 *
 * A GPtrArray of PtlServiceAsk: the machine's own first, then those made ahead. */
#pragma once

#include "scan/service-ask.h"

G_BEGIN_DECLS

/* Returns: (transfer none) (nullable) */
PtlServiceAsk *ptl_service_ask_list_nth (const GPtrArray *asks, guint n);

/* Returns: the place of the ask with @probe, or the number of asks */
guint ptl_service_ask_list_find (const GPtrArray *asks, const PtlProbe *probe);
/* Returns: the place of the first ask that a match rule claims, or the number of asks */
guint ptl_service_ask_list_find_matched (const GPtrArray *asks);

/* Returns: how many are connecting, or wait for an answer or its rest */
guint ptl_service_ask_list_count_under_way (const GPtrArray *asks);

/* Returns: when the last of those under way was asked, G_MAXINT64 while one connects */
gint64 ptl_service_ask_list_get_newest_us (const GPtrArray *asks);

/* Returns: whether another ask has a connection open that is older than that of @ask */
gboolean ptl_service_ask_list_is_beside_older (const GPtrArray *asks,
                                               const PtlServiceAsk *ask);

/**
 * ptl_service_ask_list_pass_over_silence:
 *
 * Where an ask made ahead is matched, those before it are waited for no longer than
 * silence takes to show.
 *
 * Returns: when there is more to pass over, G_MAXINT64 if never
 */
gint64 ptl_service_ask_list_pass_over_silence (const GPtrArray *asks,
                                               guint silence_ms,
                                               gint64 now_us);

/* Returns: what an ask with @probe counts as: likely ones come before all others, on
 * every port */
PtlDialKind
ptl_service_ask_list_get_kind (const PtlProbe *probe, guint16 port, PtlTunnel tunnel);

/* Returns: the place in @upcoming of the probe to ask ahead next, or its length if there
 * is none */
guint ptl_service_ask_list_choose (const GPtrArray *asks,
                                   const GPtrArray *upcoming,
                                   guint16 port,
                                   PtlTunnel tunnel);

G_END_DECLS
