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
 * Returns: (transfer full) (nullable) (element-type PtlSession): at least one, in no
 * store
 */
GPtrArray *ptl_import_read_all (const char *path, GError **error);

typedef struct _PtlImport PtlImport;

/* Begins to read a file that holds one session alone, on a thread of its own.
 * Returns: (transfer full): for ptl_import_end () */
PtlImport *ptl_import_begin (const char *path);

/* Waits for the session, which is an error if there are several in the file.
 * @self: (transfer full) */
PtlSession *ptl_import_end (PtlImport *self, GError **error);

/* Reads and saves.  @name: (nullable): what to call it; NULL: as the file says, or as it
 * is called.  @infos: (element-type PtlSessionInfo): gets that of each session saved */
gboolean ptl_import_save (PtlStore *store,
                          const char *path,
                          const char *name,
                          GPtrArray *infos,
                          GError **error);

G_END_DECLS
