/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-text.h: the text of fingerprints, put right after copying. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_fingerprint_unwrap:
 *
 * Takes out line ends with what mail programs and terminals put before a line, the "SF:"
 * of continuation lines, typographic quotes and, where the whole text was taken from an
 * XML file, entities.  No byte of a fingerprint as written is lost: it has none above
 * 0x7e, no blank, and a bar only behind a backslash.
 *
 * Returns: (transfer full): one line
 */
GString *ptl_fingerprint_unwrap (const char *text, gsize len);

G_END_DECLS
