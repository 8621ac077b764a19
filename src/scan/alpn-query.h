/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/alpn-query.h: which application protocol a TLS server chooses (RFC 7301). */
#pragma once

#include "scan/dialer.h"

G_BEGIN_DECLS

typedef struct _PtlAlpnQuery PtlAlpnQuery;

/* @tls: (nullable): what was agreed on, with the protocol; NULL: the server chose none,
 * or ended the handshake.  May free the query. */
typedef void (*PtlAlpnQueryFunc) (PtlAlpnQuery *self,
                                  PtlTlsInfo *tls,
                                  gpointer user_data);

/**
 * ptl_alpn_query_new:
 * @server_name: (nullable): to be reached there
 *
 * Offers the protocols that are registered, on a connection of its own: a server that
 * means it hangs up on one that offers none of its own, and one that has chosen HTTP/2 is
 * deaf to the probes.  Never calls back from inside.
 */
PtlAlpnQuery *ptl_alpn_query_new (PtlDialer *dialer,
                                  PtlDialGate *gate,
                                  const PtlAddress *address,
                                  guint16 port,
                                  const char *server_name,
                                  PtlAlpnQueryFunc func,
                                  gpointer user_data);
void ptl_alpn_query_free (PtlAlpnQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlAlpnQuery, ptl_alpn_query_free)

G_END_DECLS
