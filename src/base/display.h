/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/display.h: foreign bytes as text that is safe to put before a person.
 *
 * The one door between what a peer sent and a widget, a terminal or a report. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 64 KiB of combining marks in one cell stop GTK for seconds; this many bytes never do.
 */
#define PTL_DISPLAY_MAX_BYTES 4096

/**
 * ptl_display_text:
 * @data: bytes in any encoding; NUL bytes may occur
 * @max_bytes: length of the result at most, at least 4; longer input ends in an ellipsis
 *
 * Keeps valid UTF-8 and writes what could mislead or hang a reader in a visible way:
 * bytes that are not UTF-8 and control characters as \xHH (line feed and tab stay if
 * @multiline), bidirectional overrides and zero-width characters as \u{H}, and combining
 * marks beyond four in a row not at all.
 *
 * Returns: (transfer full): valid UTF-8 of at most @max_bytes bytes
 */
char *ptl_display_text (const void *data, gsize len, gsize max_bytes, gboolean multiline);

/**
 * ptl_display_line:
 * @text: (nullable): NUL-terminated bytes
 *
 * Returns: (transfer full): one line for a table cell or a label, at most
 *   %PTL_DISPLAY_MAX_BYTES; "" for NULL
 */
char *ptl_display_line (const char *text);

/**
 * ptl_display_hex:
 * @max_bytes: bytes of @data shown at most
 *
 * Returns: (transfer full): lines of offset, sixteen bytes in hex, the same in ASCII with
 * a dot for the rest
 */
char *ptl_display_hex (const void *data, gsize len, gsize max_bytes);

G_END_DECLS
