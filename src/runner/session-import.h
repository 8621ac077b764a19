/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/session-import.h: a file of a scanner as sessions that are as good as our own.
 *
 * Beyond what the file lists it tells which addresses were asked in vain, from the
 * targets in its command line, and what services answered, from their fingerprints: so
 * that such sessions can be compared, and their services identified again. */
#pragma once

#include "formats/session-file.h"

G_BEGIN_DECLS

/* As ptl_session_file_load(), and with what follows from the file.  Blocks; from any
 * thread. */
GPtrArray *ptl_session_import_load (const char *path,
                                    PtlSessionFileProgress progress,
                                    gpointer user_data,
                                    GPtrArray *warnings,
                                    GCancellable *cancellable,
                                    GError **error);

/* What ptl_session_import_load() does to a session once its file is read. */
void ptl_session_import_complete (PtlSession *session);

G_END_DECLS
