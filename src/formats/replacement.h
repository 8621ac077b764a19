/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/replacement.h: a file that takes the place of an older one, whole or not at
 * all.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ptl_replacement_close:
 * @stream: from g_file_replace(); any other is only closed
 * @is_whole: whether all was written; if not, @error says why already
 *
 * Blocks.  Returns: whether the new file is there; if not, the old one is as it was.
 */
gboolean ptl_replacement_close (GOutputStream *stream,
                                gboolean is_whole,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
