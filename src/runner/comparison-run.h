/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/comparison-run.h: comparing sessions on a thread. */
#pragma once

#include "filter/session-filter.h"
#include "formats/comparison-format.h"

G_BEGIN_DECLS

/**
 * ptl_comparison_run_async:
 * @sessions: (element-type PtlSession): two or more, in the order of their time, that
 * nobody changes any more: the results of the run refer to their hosts
 * @options: its lists are not changed while the comparison runs; what it wants is
 *   @filter's answer
 * @filter: (nullable): differences are listed if it is true of what any session knows
 *
 * Compares each session to the first, and follows hosts and ports through three or more
 * of them.  Finish gives (transfer full) what was found.
 */
void ptl_comparison_run_async (GPtrArray *sessions,
                               const PtlComparisonOptions *options,
                               PtlSessionFilter *filter,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PtlComparisonReport *ptl_comparison_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
