/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/pending.h: what was appended and is not committed yet, in order.
 *
 * It stays here until a transaction with it has succeeded, so a disk that is full or a
 * file that is locked costs memory and time, not results. */
#pragma once

#include "model/fact.h"
#include "model/session-info.h"
#include "store/database.h"

G_BEGIN_DECLS

typedef struct _PtlPending PtlPending;

PtlPending *ptl_pending_new (void);
void ptl_pending_free (PtlPending *self);

void ptl_pending_add_facts (PtlPending *self, gint64 id, GPtrArray *facts);
void ptl_pending_add_end (PtlPending *self,
                          gint64 id,
                          PtlSessionState state,
                          gint64 finished_us);

gboolean ptl_pending_is_empty (const PtlPending *self);

/* Returns: whether there is enough for a transaction */
gboolean ptl_pending_is_batch (const PtlPending *self);

/**
 * ptl_pending_save:
 * @freed: (out): how much of ptl_pending_get_cost() was committed, also on failure
 *
 * Commits everything, %PTL_STORE_COMMIT_ROWS rows at a time.  What belongs to a session
 * that is gone is dropped.
 */
gboolean
ptl_pending_save (PtlPending *self, PtlDatabase *db, gsize *freed, GError **error);

/* Returns: about how much memory the facts hold */
gsize ptl_pending_get_cost (GPtrArray *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPending, ptl_pending_free)

G_END_DECLS
