/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/file.h: a whole file in memory, but never more than a limit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_file_read:
 * @path: "-" is the standard input
 * @max_bytes: a longer file is an error, so that a device cannot fill the memory
 * @contents: (out): the bytes and a NUL after them
 *
 * Blocks.  The message of a %G_FILE_ERROR begins with the name of the file.
 */
gboolean ptl_file_read (const char *path,
                        gsize max_bytes,
                        char **contents,
                        gsize *length,
                        GError **error);

G_END_DECLS
