/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/tls-peer.h: TLS for scripts of lib/peer.h, with a certificate made on the
 * spot. */
#pragma once

#include "lib/peer.h"

G_BEGIN_DECLS

typedef struct _TlsIdentity TlsIdentity;
typedef struct _TlsLink TlsLink;

/* A new key and a certificate it signs itself, for "test.invalid". */
TlsIdentity *tls_identity_new (void);
/* The same, with an extension of @n_bytes that nobody knows. */
TlsIdentity *tls_identity_new_large (guint n_bytes);
void tls_identity_free (TlsIdentity *self);

/* Returns: (transfer none): DER */
GBytes *tls_identity_get_certificate (TlsIdentity *self);

/**
 * tls_link_new:
 * @priority: a GnuTLS priority string
 *
 * Does the server's side of the handshake: of TLS, or over UDP of DTLS.  Sessions of one
 * identity can be resumed.
 *
 * Returns: (nullable): NULL if it failed
 */
TlsLink *tls_link_new (PeerLink *link, TlsIdentity *identity, const char *priority);
void tls_link_free (TlsLink *self);

gboolean tls_link_send (TlsLink *self, const void *data, gssize len);
/* Returns: (transfer full) (nullable): the data of one record */
GBytes *tls_link_receive (TlsLink *self);
/* Returns: (transfer full) (nullable): the name the client asked for */
char *tls_link_get_server_name (TlsLink *self);
gboolean tls_link_is_resumed (TlsLink *self);
void tls_link_bye (TlsLink *self); /* close_notify */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsIdentity, tls_identity_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsLink, tls_link_free)

G_END_DECLS
