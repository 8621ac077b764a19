/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/certificate.h: what stands in a certificate of X.509. */
#pragma once

#include "model/tls-info.h"

G_BEGIN_DECLS

/**
 * ptl_certificate_read:
 * @der: from a peer: anything may be in it
 *
 * Says what @der says, and verifies nothing.
 *
 * Returns: (transfer full): never %NULL; with little more than its hashes if it is no
 * certificate
 */
PtlCertificate *ptl_certificate_read (GBytes *der);

G_END_DECLS
