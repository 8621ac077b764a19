/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/import.h: files of scanners, for a program that waits. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * ptl_import_read:
 * @path: "-" is the standard input
 *
 * Complains of what is odd about the file, and shows on a terminal how far it is.
 *
 * Returns: (transfer full) (nullable): the session, in no store
 */
PtlSession *ptl_import_read (const char *path, GError **error);

/* Reads and saves.  @name: (nullable): what to call it; NULL: as the file.
 * Returns: (transfer full) (nullable): its info, with the id it has in @store */
PtlSessionInfo *
ptl_import_save (PtlStore *store, const char *path, const char *name, GError **error);

G_END_DECLS
