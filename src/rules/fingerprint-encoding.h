/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-encoding.h: fingerprints taken from the inside of other formats. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_fingerprint_decode_copy:
 *
 * Undoes the escapes of a JSON string, the quoted-printable encoding of a mail (RFC 2045
 * 6.7) and the entities of XML, each where the text begins a fingerprint in no other way.
 * In a fingerprint as written, what looks like them are bytes that the service sent.
 *
 * Returns: (transfer full): the text, not NUL-terminated where it has NUL bytes
 */
GString *ptl_fingerprint_decode_copy (const char *text, gsize len);

G_END_DECLS
