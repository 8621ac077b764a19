/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/session-merge.h: the shards of one scan as one session. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

#define PTL_SESSION_MERGE_ERROR (ptl_session_merge_error_quark ())

typedef enum
{
  PTL_SESSION_MERGE_ERROR_OTHER,  /* not a shard, or a shard of another scan */
  PTL_SESSION_MERGE_ERROR_TWICE,  /* a shard that is there twice */
  PTL_SESSION_MERGE_ERROR_MISSING /* a shard that is not there */
} PtlSessionMergeError;

GQuark ptl_session_merge_error_quark (void);

/**
 * ptl_session_merge:
 * @shards: (element-type PtlSession): with their responses, in any order
 * @labels: (array): what to call each in messages
 * @name: of the session that becomes of them
 * @is_partial: whether shards may be missing; the session then counts as stopped
 * @warnings: (element-type utf8): gets what is odd about the shards together: ports that
 * two of them scanned, hosts of which some ports were not, versions that differ
 *
 * Returns: (transfer full) (nullable): the session, in no store, finished if all shards
 * are; or NULL with a %PTL_SESSION_MERGE_ERROR
 */
PtlSession *ptl_session_merge (GPtrArray *shards,
                               const char *const *labels,
                               const char *name,
                               gboolean is_partial,
                               GPtrArray *warnings,
                               GError **error);

G_END_DECLS
