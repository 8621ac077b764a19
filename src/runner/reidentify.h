/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/reidentify.h: today's verdicts on the stored answers of sessions, as revisions
 * beside those of their scans. */
#pragma once

#include "runner/corpus-run.h"

G_BEGIN_DECLS

/* What came of one session. */
typedef struct
{
  PtlSessionInfo *session; /* as it was before */
  guint revision; /* the new one; 0: nothing is said otherwise, nothing was saved */
  guint n_ports;  /* that had answers */
  guint n_responses;
  GPtrArray *changes; /* PtlVerdictChange: from what was shown before */
} PtlReidentification;

void ptl_reidentification_free (PtlReidentification *self);

/**
 * ptl_reidentify_async:
 * @sessions: (element-type PtlSessionInfo)
 * @databases: (nullable) (element-type filename): see ptl_rule_layers_load()
 * @rules: (nullable) (element-type filename): likewise
 * @progress: (nullable): counts the ports of one session after the other
 *
 * Cancelled, it leaves the session at hand as it was; those before have their revisions.
 * Finish gives (transfer full) (element-type PtlReidentification), in the order of
 * @sessions, or a %PTL_PROBE_DB_ERROR or %PTL_STORE_ERROR.
 */
void ptl_reidentify_async (PtlStore *store,
                           GPtrArray *sessions,
                           GPtrArray *databases,
                           GPtrArray *rules,
                           PtlCorpusProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *ptl_reidentify_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlReidentification, ptl_reidentification_free)

G_END_DECLS
