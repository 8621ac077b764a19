/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/certificate-names.h: the names inside certificates that are sent in the open, as
 * in the handshake of TLS. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*PtlCertificateNameFunc) (gsize start, gsize end, gpointer user_data);

/**
 * ptl_certificate_names_find:
 * @data: anything: certificates need not be whole or where one would look for them
 *
 * Finds by their DER (X.690) encoding: values of names' attributes (RFC 5280, appendix A:
 * 2.5.4.*, emailAddress), the entries of subjectAltName that are names or addresses, and
 * serial numbers.
 */
void ptl_certificate_names_find (const guint8 *data,
                                 gsize len,
                                 PtlCertificateNameFunc found,
                                 gpointer user_data);

G_END_DECLS
