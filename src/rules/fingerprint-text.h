/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-text.h: the text of fingerprints, put right after copying. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PTL_FINGERPRINT_START "SF-Port"

/**
 * ptl_fingerprint_unwrap:
 *
 * Takes out line ends with what mail programs and terminals put before a line, the "SF:"
 * of continuation lines and typographic quotes, after ptl_fingerprint_decode_copy().  No
 * byte of a fingerprint as written is lost: it has none above 0x7e and no blank.
 *
 * Returns: (transfer full): one line for each fingerprint that begins a line of @text
 */
GString *ptl_fingerprint_unwrap (const char *text, gsize len);

G_END_DECLS
