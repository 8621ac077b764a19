/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/corpus-run.h: rules asked about the stored answers of sessions, offline, on all
 * processors. */
#pragma once

#include "rules/probe-db.h"
#include "scan/service-names.h"
#include "store/store-revisions.h"

G_BEGIN_DECLS

/* Owned by whoever asked. */
typedef struct
{
  guint n_ports; /* that had answers */
  guint n_responses;
  /* PtlVerdictChange, by session, address and port. */
  GPtrArray *verdicts; /* from the scan's own, a change of the rule alone as well */
  GPtrArray *changes;  /* from what is shown, as far as a person is told of it */
} PtlCorpusResult;

void ptl_corpus_result_free (PtlCorpusResult *self);

/* How many ports are done; on the context of the caller, some times a second. */
typedef void (*PtlCorpusProgressFunc) (guint n_ports, gpointer user_data);

/**
 * ptl_corpus_run_async:
 * @sessions: (element-type PtlSessionInfo): whose answers are judged
 * @db: sealed
 * @names: (nullable): what ports are registered for
 * @progress: (nullable)
 *
 * Changes nothing in the store.  Finish gives (transfer full) the result.
 */
void ptl_corpus_run_async (PtlStore *store,
                           GPtrArray *sessions,
                           PtlProbeDb *db,
                           PtlServiceNames *names,
                           PtlCorpusProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
PtlCorpusResult *ptl_corpus_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlCorpusResult, ptl_corpus_result_free)

G_END_DECLS
