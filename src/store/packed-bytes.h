/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/packed-bytes.h: bytes as the file keeps them: a Zstandard frame (RFC 8878) where
 * that is shorter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): a frame, or @bytes themselves where it would not be shorter
 */
GBytes *ptl_packed_bytes_pack (GBytes *bytes);

/**
 * ptl_packed_bytes_unpack:
 * @data: what ptl_packed_bytes_pack() gave, from a file that may be damaged or hostile
 * @length: of the bytes it was given, at most @max
 *
 * Returns: (transfer full) (nullable): NULL if @data are no @length bytes
 */
GBytes *ptl_packed_bytes_unpack (GBytes *data, gint64 length, gsize max);

G_END_DECLS
