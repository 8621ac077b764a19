/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/peer.h: a scripted service on a loopback port.
 *
 * A script is a function that the peer runs on a thread for each connection (TCP), or
 * once for all datagrams (UDP); it may block in the calls below.  When it returns, the
 * peer closes the connection in order.
 *
 *   static void
 *   greet (PeerLink *link, gpointer data)
 *   {
 *     peer_send (link, "220 ready\r\n", -1);
 *     peer_hold (link);
 *   }
 *
 *   g_autoptr (Peer) peer = peer_new (PEER_TCP4, greet, NULL);
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Peer Peer;
typedef struct _PeerLink PeerLink;

typedef void (*PeerScript) (PeerLink *link, gpointer data);

typedef enum
{
  PEER_TCP4, /* 127.0.0.1 */
  PEER_TCP6, /* ::1 */
  PEER_UDP4
} PeerKind;

/* Listens before it returns. */
Peer *peer_new (PeerKind kind, PeerScript script, gpointer data);

/* Ends all scripts, whatever they wait for, and their connections. */
void peer_free (Peer *self);

guint16 peer_get_port (Peer *self);
guint peer_get_n_links (Peer *self);

/* Returns: (transfer full): everything that came in so far, over all connections */
GBytes *peer_get_received (Peer *self);

/* A port of 127.0.0.1 on which nobody listens, kept so while the descriptor is open. */
guint16 peer_reserve_closed_port (int *fd);

/* The calls of a script.  FALSE: the connection or the peer has ended. */
guint peer_link_get_index (PeerLink *link); /* 0 for the first connection */
int peer_link_get_fd (PeerLink *link);      /* blocking */
/* @len: -1 for the length of the string */
gboolean peer_send (PeerLink *link, const void *data, gssize len);
/* UDP: the same, but from a port of its own, as TFTP does it.  Returns: that port */
guint16 peer_send_from_other_port (PeerLink *link, const void *data, gssize len);
gboolean peer_expect (PeerLink *link, gsize n_bytes);
/* What comes next, at least a byte: (transfer full) (nullable).  UDP: one datagram, to
 * whose sender peer_send() answers from then on. */
GBytes *peer_receive (PeerLink *link);
gboolean peer_delay (PeerLink *link, guint ms);
void peer_hold (PeerLink *link);  /* until the other side closes */
void peer_reset (PeerLink *link); /* ends the connection by RST */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

G_END_DECLS
