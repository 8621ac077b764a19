/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/tls-session.h: TLS or DTLS over a connected, non-blocking socket, for stream.c
 * alone.
 *
 * Made to reach whatever still speaks some TLS: old versions, weak ciphers, any
 * certificate.  It keeps nothing secret; it looks. */
#pragma once

#include "net/stream.h"

G_BEGIN_DECLS

typedef struct _PtlTlsSession PtlTlsSession;

typedef enum
{
  PTL_TLS_DONE,      /* handshake finished; or @n bytes were moved */
  PTL_TLS_WANT_READ, /* call again when the socket is readable */
  PTL_TLS_WANT_WRITE,
  PTL_TLS_AGAIN,  /* call again, without waiting, after others had their turn */
  PTL_TLS_CLOSED, /* with or without close_notify */
  PTL_TLS_FAILED  /* by an errno of the socket, or by TLS: see get_detail */
} PtlTlsResult;

typedef struct
{
  int fd;                  /* stays the caller's and must outlive the session */
  gboolean is_datagram;    /* DTLS */
  const char *server_name; /* (nullable) */
  const char *const *alpn; /* (nullable): the protocols to offer */
  /* (nullable): where the session with this peer is kept, so that it goes on with the
   * next connection if the peer wants; outlives the session.  One that the peer turns out
   * not to go on with is dropped. */
  GBytes **resumption;
} PtlTlsSessionParams;

PtlTlsSession *ptl_tls_session_new (const PtlTlsSessionParams *params);
void ptl_tls_session_free (PtlTlsSession *self);

PtlTlsResult ptl_tls_session_handshake (PtlTlsSession *self);
PtlTlsResult
ptl_tls_session_read (PtlTlsSession *self, guint8 *buffer, gsize size, gsize *n);

/* After WANT_WRITE, call again with the same @data. */
PtlTlsResult
ptl_tls_session_write (PtlTlsSession *self, const guint8 *data, gsize size, gsize *n);

/* Returns: when the handshake is to be called again, datagrams being lost: milliseconds
 * from now; DTLS only */
guint ptl_tls_session_get_retransmit_ms (PtlTlsSession *self);

/* Returns: whether the session holds decrypted bytes, of which the socket knows nothing
 */
gboolean ptl_tls_session_has_pending (PtlTlsSession *self);

/* Returns: the errno of the socket call that failed last, 0 if none did */
int ptl_tls_session_get_errnum (PtlTlsSession *self);

/* Returns: (nullable): what FAILED or CLOSED meant */
const char *ptl_tls_session_get_detail (PtlTlsSession *self);

/* Returns: (transfer full): what the finished handshake agreed on */
PtlTlsInfo *ptl_tls_session_make_info (PtlTlsSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTlsSession, ptl_tls_session_free)

G_END_DECLS
