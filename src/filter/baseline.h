/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/baseline.h: the earlier session that a filter's "new" is asked against. */
#pragma once

#include "model/session.h"

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

/* Returns: (transfer full): the same for all of @sessions: id (gint64) -> id of the one
 * that ptl_baseline_find() finds, where there is one */
GHashTable *ptl_baseline_find_all (GPtrArray *sessions);

/* Returns: whether the session looked at the port and did not find it open */
gboolean ptl_baseline_lacks (PtlSession *baseline,
                             const PtlAddress *address,
                             PtlProtocol protocol,
                             guint16 port);

G_END_DECLS
