/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/stream.h: one TCP connection to a peer, plain or TLS, or DTLS over UDP, on a
 * poller.
 *
 *   new -> CONNECTING -> [HANDSHAKING] -> OPEN -> ENDED
 *
 * Nothing blocks.  Each stream ends exactly once, by "ended" or by ptl_stream_free().
 * Closing aborts with a reset (SO_LINGER 0) so that no port stays in TIME_WAIT. */
#pragma once

#include "model/address.h"
#include "model/tls-info.h"
#include "net/poller.h"

G_BEGIN_DECLS

/* How many bytes may wait for a peer that does not read. */
#define PTL_STREAM_UNSENT_MAX (256 * 1024)

typedef struct _PtlStream PtlStream;

typedef enum
{
  PTL_STREAM_END_CLOSED,      /* the peer closed in order */
  PTL_STREAM_END_RESET,       /* ECONNRESET, EPIPE while open */
  PTL_STREAM_END_REFUSED,     /* connect: ECONNREFUSED, or we reached ourselves: a free
                                 port that the kernel also chose as our own */
  PTL_STREAM_END_TIMEOUT,     /* connect or handshake took too long */
  PTL_STREAM_END_UNREACHABLE, /* errnum says which: EHOSTUNREACH, ENETUNREACH, EACCES, ...
                               */
  PTL_STREAM_END_SHORTAGE, /* ptl_errno_is_shortage(): nothing was sent, try again later
                            */
  PTL_STREAM_END_TLS,  /* the handshake failed, also by a close or a reset, or a record
                          did; detail says how */
  PTL_STREAM_END_ERROR /* any other errno */
} PtlStreamEnd;

/* Never called from inside a ptl_stream_* function; may free the stream. */
typedef struct
{
  /* TCP (and TLS, if asked for) is up; @rtt_us is the time the TCP handshake took, for
   * DTLS no time at all. */
  void (*connected) (PtlStream *stream, gint64 rtt_us, gpointer user_data);
  /* Bytes came in; valid during the call only. */
  void (*received) (PtlStream *stream, const guint8 *data, gsize len, gpointer user_data);
  void (*ended) (PtlStream *stream, PtlStreamEnd end, int errnum, gpointer user_data);
} PtlStreamFuncs;

typedef struct
{
  PtlAddress address;
  guint16 port;
  gboolean tls;
  gboolean datagram;       /* DTLS over UDP; only with tls */
  gboolean any_port;       /* UDP without TLS: as ptl_datagram_new() */
  const char *server_name; /* (nullable): SNI, when a name is known */
  const char *const *alpn; /* (nullable): to offer, at most 8; outlive the stream */
  guint timeout_ms;        /* for connect and handshake together */
  /* (nullable): where the session with this peer is kept from one stream to the next, so
   * that it may be resumed; outlives the stream */
  GBytes **resumption;
} PtlStreamParams;

/**
 * ptl_stream_new:
 *
 * Starts to connect.  Whatever happens, refusal at once included, is told through @funcs
 * from the main loop.
 *
 * Returns: (transfer full): never NULL
 */
PtlStream *ptl_stream_new (PtlPoller *poller,
                           const PtlStreamParams *params,
                           const PtlStreamFuncs *funcs,
                           gpointer user_data);

/* Closes without a further callback. */
void ptl_stream_free (PtlStream *self);

/* Queues @data; only while open, else dropped.  A failed write ends the stream, after
 * what the peer had sent was received; so does a peer that leaves PTL_STREAM_UNSENT_MAX
 * unread (ERROR with EMSGSIZE). */
void ptl_stream_send (PtlStream *self, GBytes *data);

/* Returns: (transfer none) (nullable): what TLS agreed on, NULL before and without TLS */
PtlTlsInfo *ptl_stream_get_tls_info (PtlStream *self);

/* Returns: (transfer none) (nullable): after an end by TLS, why, in the library's words
 */
const char *ptl_stream_get_detail (PtlStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlStream, ptl_stream_free)

G_END_DECLS
