/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/escape.h: bytes as text that a person can type, and back.
 *
 * The notation of probe strings and rule examples: \\ \0 \a \b \f \n \r \t \v \xHH, and a
 * backslash before punctuation stands for that character (spec/version-detection.md 1.4).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PTL_ESCAPE_ERROR (ptl_escape_error_quark ())

typedef enum
{
  PTL_ESCAPE_ERROR_SYNTAX
} PtlEscapeError;

GQuark ptl_escape_error_quark (void);

/**
 * ptl_unescape:
 * @offset: (out) (optional): on failure the 0-based offset in @text of the escape at
 * fault
 *
 * \0 is one NUL byte whatever digit follows; it never starts an octal number.
 *
 * Returns: (transfer full) (nullable): the bytes, or NULL with %PTL_ESCAPE_ERROR_SYNTAX
 */
GBytes *ptl_unescape (const char *text, gsize len, gsize *offset, GError **error);

/**
 * ptl_escape:
 *
 * The inverse of ptl_unescape(): printable ASCII stays, a backslash is doubled, the
 * double quote becomes \x22 so that the result can stand between quotes.
 *
 * Returns: (transfer full): printable ASCII
 */
char *ptl_escape (const void *data, gsize len);

G_END_DECLS
