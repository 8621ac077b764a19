/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-private.h: between the two files that are the store. */
#pragma once

#include "store/job.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a job to fill in and submit; @tag: of its task */
PtlJob *ptl_store_new_job (PtlStore *self,
                           PtlJobKind kind,
                           gpointer tag,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/* What the finish functions do. */
gboolean ptl_store_finish_boolean (PtlStore *self, GAsyncResult *result, GError **error);
gpointer ptl_store_finish_pointer (PtlStore *self, GAsyncResult *result, GError **error);

/* @job: (transfer full).  From any thread. */
void ptl_store_submit (PtlStore *self, PtlJob *job);

G_END_DECLS
