/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-set-load.h: compares two sessions of the library, on threads, with the rules
 * and pins of the person. */
#pragma once

#include "app/change-set.h"
#include "app/library.h"

G_BEGIN_DECLS

void ptl_change_set_load_async (PtlLibrary *library,
                                PtlSessionItem *before,
                                PtlSessionItem *after,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * ptl_change_set_renew_async:
 * @added: (nullable): a rule that is written into the file of ignore rules first
 * @removed: (nullable): one that is taken out of it
 *
 * Compares the sessions of @set again.
 */
void ptl_change_set_renew_async (PtlChangeSet *set,
                                 const char *added,
                                 const char *removed,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Of both.  Returns: (transfer full) (nullable) */
PtlChangeSet *ptl_change_set_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
