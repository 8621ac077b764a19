/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/owners.h: which sessions are being scanned, by whatever program.
 *
 * Each is a byte of a file beside the store, locked by who scans.  The kernel drops the
 * lock when its program ends, however it ends; so a session that says "running" and has
 * no owner was interrupted.  No process number is looked at: they are used again, and
 * mean nothing from one container to the next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reference counted; from any thread. */
typedef struct _PtlOwners PtlOwners;

/**
 * ptl_owners_new:
 * @store_path: the file beside it is made if missing; where that cannot be, nothing has
 * an owner but what is taken here
 *
 * Is one of the users of the store from then on.
 */
PtlOwners *ptl_owners_new (const char *store_path);
PtlOwners *ptl_owners_ref (PtlOwners *self);
void ptl_owners_unref (PtlOwners *self);

/* Returns: FALSE if the session has an owner already */
gboolean ptl_owners_take (PtlOwners *self, gint64 id);
void ptl_owners_release (PtlOwners *self, gint64 id);

/* Returns: whether somebody, here or elsewhere, scans into the session */
gboolean ptl_owners_has (PtlOwners *self, gint64 id);

/* Returns: whether no other program has the store open */
gboolean ptl_owners_is_alone (PtlOwners *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlOwners, ptl_owners_unref)

G_END_DECLS
