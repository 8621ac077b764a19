/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/session-import.c: runner/session-import.h without what it works out. */
#include "runner/session-import.h"

GPtrArray *
ptl_session_import_load (const char *path,
                         PtlSessionFileProgress progress,
                         gpointer user_data,
                         GPtrArray *warnings,
                         GCancellable *cancellable,
                         GError **error)
{
  return ptl_session_file_load (path, progress, user_data, warnings, cancellable, error);
}
