/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-retention.h: how long the store keeps sessions. */
#pragma once

#include "model/retention.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The store deletes nothing by itself: whoever asks shows what ptl_retention_choose ()
 * gives, and deletes it.  Finish fills in @retention. */
void ptl_store_get_retention_async (PtlStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ptl_store_get_retention_finish (PtlStore *self,
                                         GAsyncResult *result,
                                         PtlRetention *retention,
                                         GError **error);

void ptl_store_set_retention_async (PtlStore *self,
                                    const PtlRetention *retention,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
ptl_store_set_retention_finish (PtlStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
