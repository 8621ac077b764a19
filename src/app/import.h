/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/import.h: a file of a scanner into the library. */
#pragma once

#include "app/library.h"

G_BEGIN_DECLS

/* Told now and then while the file is read, on the main context. */
typedef void (*PtlImportProgress) (const char *text, gpointer user_data);

/**
 * ptl_import_async:
 *
 * Reads the file on a thread of its own and saves what it holds.  Finish gives (transfer
 * full) the item of its last session; @warnings: (out) (transfer full) (nullable): what
 * the person should know of the file, a line each.
 */
void ptl_import_async (PtlLibrary *library,
                       const char *path,
                       PtlImportProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
PtlSessionItem *ptl_import_finish (GAsyncResult *result, char **warnings, GError **error);

/* Returns: whether what was typed as a target is the name of a file */
gboolean ptl_import_is_file (const char *text);

G_END_DECLS
