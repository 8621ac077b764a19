/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/response-corpus.h: stored responses in memory, so that a rule can be tried on
 * all of them while it is being written. */
#pragma once

#include "store/store-revisions.h"

G_BEGIN_DECLS

/* Bytes of responses that are held; what a store has beyond them is left out. */
#define PTL_RESPONSE_CORPUS_MAX_BYTES (512u * 1024 * 1024)

typedef struct _PtlResponseCorpus PtlResponseCorpus;

/* Filled by one thread, then usable from every thread. */
PtlResponseCorpus *ptl_response_corpus_new (void);
PtlResponseCorpus *ptl_response_corpus_ref (PtlResponseCorpus *self);
void ptl_response_corpus_unref (PtlResponseCorpus *self);

/* Takes @evidence.  Of a response without bytes nothing is kept. */
void ptl_response_corpus_add (PtlResponseCorpus *self, PtlEvidence *evidence);

/* Returns: (transfer none) (element-type PtlEvidence) */
GPtrArray *ptl_response_corpus_get_ports (PtlResponseCorpus *self);
guint ptl_response_corpus_get_n_responses (PtlResponseCorpus *self);

/* Returns: whether the store has more than could be held */
gboolean ptl_response_corpus_is_cut (PtlResponseCorpus *self);

/**
 * ptl_response_corpus_load_async:
 * @sessions: (element-type PtlSessionInfo)
 *
 * Finish gives (transfer full) what their ports have answered.
 */
void ptl_response_corpus_load_async (PtlStore *store,
                                     GPtrArray *sessions,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PtlResponseCorpus *ptl_response_corpus_load_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlResponseCorpus, ptl_response_corpus_unref)

G_END_DECLS
