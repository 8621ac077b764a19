/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/baseline.h: the earlier session that a filter's "new" is asked against. */
#pragma once

#include "model/session-info.h"

G_BEGIN_DECLS

/**
 * ptl_baseline_find:
 * @sessions: (element-type PtlSessionInfo)
 *
 * Returns: (transfer none) (nullable): the last session that began before @info and has
 * ended, of the same targets and target files, in whatever order they were given; NULL:
 * there is none, or @info does not say what its targets were
 */
PtlSessionInfo *ptl_baseline_find (GPtrArray *sessions, const PtlSessionInfo *info);

/* Returns: (transfer full) (nullable): the same text for the same targets; NULL: none are
 * known */
char *ptl_baseline_get_key (const PtlScanOptions *options);

G_END_DECLS
