/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/peer.c: a scripted service on a loopback port. */
#include "lib/peer.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct _Peer
{
  PeerKind kind;
  PeerScript script;
  gpointer data;
  guint16 port;
  int listen_fd;
  int stop_fd; /* readable when everything is to end */
  GThread *thread;

  GMutex mutex;
  GPtrArray *links;
  GByteArray *received;
};

struct _PeerLink
{
  Peer *peer;
  guint index;
  int fd;                         /* -1 once closed */
  struct sockaddr_storage sender; /* UDP: of the last datagram, to whom answers go */
  socklen_t sender_size;          /* 0 for TCP: no address is given */
  GThread *thread;
};

static socklen_t
fill_loopback (PeerKind kind, struct sockaddr_storage *storage)
{
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) storage;
  struct sockaddr_in *in4 = (struct sockaddr_in *) storage;

  memset (storage, 0, sizeof *storage);
  if (kind == PEER_TCP6)
    {
      in6->sin6_family = AF_INET6;
      in6->sin6_addr = in6addr_loopback;
      return sizeof *in6;
    }

  in4->sin_family = AF_INET;
  in4->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  return sizeof *in4;
}

static int
bind_loopback (PeerKind kind, guint16 *port)
{
  struct sockaddr_storage address;
  socklen_t size = fill_loopback (kind, &address);
  int fd = socket (address.ss_family,
                   (kind == PEER_UDP4 ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &size), ==, 0);
  *port = ntohs (kind == PEER_TCP6 ? ((struct sockaddr_in6 *) &address)->sin6_port
                                   : ((struct sockaddr_in *) &address)->sin_port);
  return fd;
}

guint16
peer_reserve_closed_port (int *fd)
{
  guint16 port;

  *fd = bind_loopback (PEER_TCP4, &port);
  return port;
}

/* Waits for @events on @fd, which may be -1.  FALSE: the peer is to end, or time is up.
 */
static gboolean
wait_ready (Peer *self, int fd, short events, int timeout_ms)
{
  struct pollfd fds[] = { { self->stop_fd, POLLIN, 0 }, { fd, events, 0 } };

  return poll (fds, 2, timeout_ms) > 0 && fds[0].revents == 0;
}

static gpointer
link_worker (gpointer data)
{
  PeerLink *link = data;

  guint8 unread[4096];

  link->peer->script (link, link->peer->data);

  /* With bytes unread a close would be a reset. */
  shutdown (link->fd, SHUT_WR);
  while (recv (link->fd, unread, sizeof unread, MSG_DONTWAIT) > 0)
    continue;

  g_mutex_lock (&link->peer->mutex);
  close (link->fd);
  link->fd = -1;
  g_mutex_unlock (&link->peer->mutex);
  return NULL;
}

static void
add_link (Peer *self, int fd)
{
  PeerLink *link = g_new0 (PeerLink, 1);

  g_mutex_lock (&self->mutex);
  link->peer = self;
  link->fd = fd;
  link->index = self->links->len;
  g_ptr_array_add (self->links, link);
  g_mutex_unlock (&self->mutex);
  link->thread = g_thread_new ("peer-link", link_worker, link);
}

static gpointer
accept_worker (gpointer data)
{
  Peer *self = data;

  while (wait_ready (self, self->listen_fd, POLLIN, -1))
    {
      int fd = accept4 (self->listen_fd, NULL, NULL, SOCK_CLOEXEC);

      if (fd >= 0)
        add_link (self, fd);
    }

  return NULL;
}

static void
link_free (gpointer data)
{
  PeerLink *link = data;

  g_thread_join (link->thread);
  g_free (link);
}

/* For scripts that block in calls of their own. */
static void
shut_down (gpointer data, gpointer unused)
{
  PeerLink *link = data;

  if (link->fd >= 0)
    shutdown (link->fd, SHUT_RDWR);
}

Peer *
peer_new (PeerKind kind, PeerScript script, gpointer data)
{
  Peer *self = g_new0 (Peer, 1);

  self->kind = kind;
  self->script = script;
  self->data = data;
  self->stop_fd = eventfd (0, EFD_CLOEXEC);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->received = g_byte_array_new ();
  g_mutex_init (&self->mutex);
  self->listen_fd = bind_loopback (kind, &self->port);

  if (kind == PEER_UDP4)
    {
      add_link (self, dup (self->listen_fd));
      return self;
    }

  g_assert_cmpint (listen (self->listen_fd, 128), ==, 0);
  self->thread = g_thread_new ("peer", accept_worker, self);
  return self;
}

void
peer_free (Peer *self)
{
  static const guint64 one = 1;

  g_assert_cmpint (write (self->stop_fd, &one, sizeof one), ==, sizeof one);
  g_clear_pointer (&self->thread, g_thread_join);
  g_mutex_lock (&self->mutex);
  g_ptr_array_foreach (self->links, shut_down, NULL);
  g_mutex_unlock (&self->mutex);
  g_ptr_array_unref (self->links);
  g_byte_array_unref (self->received);
  close (self->listen_fd);
  close (self->stop_fd);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint16
peer_get_port (Peer *self)
{
  return self->port;
}

guint
peer_get_n_links (Peer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->links->len;
}

GBytes *
peer_get_received (Peer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_bytes_new (self->received->data, self->received->len);
}

guint
peer_link_get_index (PeerLink *link)
{
  return link->index;
}

int
peer_link_get_fd (PeerLink *link)
{
  return link->fd;
}

gboolean
peer_send (PeerLink *link, const void *data, gssize len)
{
  const guint8 *next = data;
  gsize left = len < 0 ? strlen (data) : (gsize) len;

  do
    {
      ssize_t n;

      if (!wait_ready (link->peer, link->fd, POLLOUT, -1))
        return FALSE;
      n = sendto (link->fd, next, left, MSG_NOSIGNAL | MSG_DONTWAIT,
                  link->sender_size > 0 ? (struct sockaddr *) &link->sender : NULL,
                  link->sender_size);
      if (n < 0)
        return FALSE;
      next += n;
      left -= (gsize) n;
    }
  while (left > 0); /* an empty datagram is one too */

  return TRUE;
}

guint16
peer_send_from_other_port (PeerLink *link, const void *data, gssize len)
{
  gsize size = len < 0 ? strlen (data) : (gsize) len;
  guint16 port;
  int fd = bind_loopback (link->peer->kind, &port);

  sendto (fd, data, size, MSG_NOSIGNAL, (struct sockaddr *) &link->sender,
          link->sender_size);
  close (fd);
  return port;
}

static gssize
receive_into (PeerLink *link, guint8 *buffer, gsize size)
{
  struct sockaddr_storage sender;
  socklen_t sender_size = sizeof sender;
  ssize_t n;

  if (!wait_ready (link->peer, link->fd, POLLIN, -1))
    return -1;

  n = recvfrom (link->fd, buffer, size, 0, (struct sockaddr *) &sender, &sender_size);
  if (n < 0 || (n == 0 && link->peer->kind != PEER_UDP4))
    return -1;

  if (link->peer->kind == PEER_UDP4)
    {
      link->sender = sender;
      link->sender_size = sender_size;
    }

  g_mutex_lock (&link->peer->mutex);
  g_byte_array_append (link->peer->received, buffer, (guint) n);
  g_mutex_unlock (&link->peer->mutex);
  return n;
}

gboolean
peer_expect (PeerLink *link, gsize n_bytes)
{
  guint8 buffer[4096];

  while (n_bytes > 0)
    {
      gssize n = receive_into (link, buffer, MIN (n_bytes, sizeof buffer));

      if (n < 0)
        return FALSE;
      n_bytes -= (gsize) n;
    }

  return TRUE;
}

GBytes *
peer_receive (PeerLink *link)
{
  guint8 buffer[65536];
  gssize n = receive_into (link, buffer, sizeof buffer);

  return n >= 0 ? g_bytes_new (buffer, (gsize) n) : NULL;
}

gboolean
peer_delay (PeerLink *link, guint ms)
{
  struct pollfd stop = { link->peer->stop_fd, POLLIN, 0 };

  return poll (&stop, 1, (int) ms) == 0;
}

void
peer_hold (PeerLink *link)
{
  guint8 buffer[4096];

  while (receive_into (link, buffer, sizeof buffer) >= 0)
    continue;
}

void
peer_reset (PeerLink *link)
{
  static const struct sockaddr nowhere = { .sa_family = AF_UNSPEC };

  connect (link->fd, &nowhere, sizeof nowhere); /* of TCP: disconnects by RST */
}
