/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/salvage.h: a damaged file is put aside, and what can be read of it is saved. */
#pragma once

#include "store/owners.h"

G_BEGIN_DECLS

/* Says that the file @path was found to be damaged: whoever opens it next salvages it. */
void ptl_salvage_mark (const char *path);

/**
 * ptl_salvage_is_needed:
 *
 * Returns: whether @path is a store of ours, by its first bytes, and @is_damaged or said
 * to be so by ptl_salvage_mark()
 */
gboolean ptl_salvage_is_needed (const char *path, gboolean is_damaged);

/**
 * ptl_salvage_run:
 * @owners: of the store: nobody else may have it open
 *
 * Renames the file with its log, makes a new one and copies row after row what can be
 * read and belongs to something that could be read.  Blocks.
 *
 * Returns: (transfer full) (nullable): what to tell the person; NULL with
 * %PTL_STORE_ERROR
 */
char *ptl_salvage_run (const char *path, PtlOwners *owners, GError **error);

G_END_DECLS
