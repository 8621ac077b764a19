/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/retention.h: how long sessions are kept. */
#pragma once

#include "model/session-info.h"

G_BEGIN_DECLS

/* Limits are for the sessions of the same targets; 0: none.  Both: the stricter. */
typedef struct
{
  guint n_days;     /* since a session began */
  guint n_sessions; /* the newest are kept */
} PtlRetention;

/**
 * ptl_retention_choose:
 * @sessions: (element-type PtlSessionInfo): all there are
 *
 * Never chosen are sessions that run or are paused, those that the person has put a tag
 * or a note on, and the newest of the same targets.
 *
 * Returns: (transfer full) (element-type PtlSessionInfo): those that are kept no longer,
 * in the order of @sessions
 */
GPtrArray *
ptl_retention_choose (const PtlRetention *self, GPtrArray *sessions, gint64 now_us);

G_END_DECLS
