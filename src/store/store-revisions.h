/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-revisions.h: the verdicts of later rules in the store, and the evidence
 * they are made from. */
#pragma once

#include "model/verdict-change.h"
#include "store/store.h"

G_BEGIN_DECLS

/* @evidence: (transfer full).  Called on a thread of the store. */
typedef void (*PtlEvidenceFunc) (PtlEvidence *evidence, gpointer user_data);

/**
 * ptl_store_visit_evidence_async:
 * @id: of a session; 0: all
 * @func: gets every port that has a verdict and responses, those of a session one after
 * the other
 *
 * Other reads need not wait for it.
 */
void ptl_store_visit_evidence_async (PtlStore *self,
                                     gint64 id,
                                     PtlEvidenceFunc func,
                                     gpointer func_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
ptl_store_visit_evidence_finish (PtlStore *self, GAsyncResult *result, GError **error);

/**
 * ptl_store_add_revision_async:
 * @verdicts: (element-type PtlVerdictChange): where the revision says something else than
 * the scan; only what comes after is saved
 *
 * The new revision is the one that is shown from now on.  Finish gives its number, 0 on
 * failure.
 */
void ptl_store_add_revision_async (PtlStore *self,
                                   gint64 id,
                                   PtlRevision *revision,
                                   GPtrArray *verdicts,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
guint
ptl_store_add_revision_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Finish gives (transfer full) (element-type PtlRevision), by number. */
void ptl_store_list_revisions_async (PtlStore *self,
                                     gint64 id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
ptl_store_list_revisions_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* @number: %PTL_REVISION_OF_SCAN shows the scan's own verdicts again. */
void ptl_store_show_revision_async (PtlStore *self,
                                    gint64 id,
                                    guint number,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
ptl_store_show_revision_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* If it was the one that is shown, the newest of the others is. */
void ptl_store_delete_revision_async (PtlStore *self,
                                      gint64 id,
                                      guint number,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
ptl_store_delete_revision_finish (PtlStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
