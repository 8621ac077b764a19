/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/datagram.c: datagrams to one UDP port, the answers, and what ICMP says of them.
 *
 * As in a stream, everything happens in step(), which calls at most one callback, as its
 * last act.  An answer goes before a failure that came with it. */
#include "net/datagram.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string.h>
#include <unistd.h>

#include "net/limits.h"
#include "net/local-ports.h"
#include "net/socket.h"

/* No datagram is larger. */
#define READ_SIZE 65536

typedef struct
{
  PtlDatagramFailure failure;
  int errnum; /* 0: there is none to tell of */
  gboolean has_reporter;
  PtlAddress reporter;
} Trouble;

struct _PtlDatagram
{
  PtlPoller *poller;
  PtlAddress address;
  guint16 port;
  gboolean any_port;
  guint16 answer_port; /* any_port: that the first answer came from */
  const PtlDatagramFuncs *funcs;
  gpointer user_data;

  int fd; /* connected, unless any_port */
  guint16 local_port;
  PtlWatch *watch;
  PtlDeadline *soon; /* a step is due without the socket saying so */
  Trouble trouble;   /* not told yet */
};

static PtlDatagramFailure
classify_errno (int errnum)
{
  if (ptl_errno_is_shortage (errnum))
    return PTL_DATAGRAM_SHORTAGE;

  switch (errnum)
    {
    case ECONNREFUSED:
      return PTL_DATAGRAM_PORT_UNREACHABLE;
    case ENOPROTOOPT:
      return PTL_DATAGRAM_PROTOCOL_UNREACHABLE;
    case EHOSTUNREACH:
    case EHOSTDOWN:
      return PTL_DATAGRAM_HOST_UNREACHABLE;
    case ENETUNREACH:
    case ENETDOWN:
      return PTL_DATAGRAM_NET_UNREACHABLE;
    case EACCES:
    case EPERM:
      return PTL_DATAGRAM_PROHIBITED;
    default:
      return PTL_DATAGRAM_ERROR;
    }
}

/* RFC 792, RFC 1812 5.2.7.1 */
static PtlDatagramFailure
classify_icmp4 (const struct sock_extended_err *error)
{
  if (error->ee_type == ICMP_TIME_EXCEEDED)
    return PTL_DATAGRAM_TIME_EXCEEDED;
  if (error->ee_type != ICMP_DEST_UNREACH)
    return PTL_DATAGRAM_ERROR;

  switch (error->ee_code)
    {
    case ICMP_PORT_UNREACH:
      return PTL_DATAGRAM_PORT_UNREACHABLE;
    case ICMP_PROT_UNREACH:
      return PTL_DATAGRAM_PROTOCOL_UNREACHABLE;
    case ICMP_NET_UNREACH:
    case ICMP_NET_UNKNOWN:
    case ICMP_NET_UNR_TOS:
      return PTL_DATAGRAM_NET_UNREACHABLE;
    case ICMP_NET_ANO:
    case ICMP_HOST_ANO:
    case ICMP_PKT_FILTERED:
      return PTL_DATAGRAM_PROHIBITED;
    default:
      return PTL_DATAGRAM_HOST_UNREACHABLE;
    }
}

/* RFC 4443 3.1 */
static PtlDatagramFailure
classify_icmp6 (const struct sock_extended_err *error)
{
  if (error->ee_type == ICMP6_TIME_EXCEEDED)
    return PTL_DATAGRAM_TIME_EXCEEDED;
  if (error->ee_type != ICMP6_DST_UNREACH)
    return PTL_DATAGRAM_ERROR;

  switch (error->ee_code)
    {
    case ICMP6_DST_UNREACH_NOPORT:
      return PTL_DATAGRAM_PORT_UNREACHABLE;
    case ICMP6_DST_UNREACH_NOROUTE:
      return PTL_DATAGRAM_NET_UNREACHABLE;
    case ICMP6_DST_UNREACH_ADDR:
    case ICMP6_DST_UNREACH_BEYONDSCOPE:
      return PTL_DATAGRAM_HOST_UNREACHABLE;
    default: /* by a filter, a policy, a route that rejects */
      return PTL_DATAGRAM_PROHIBITED;
    }
}

static void
set_reporter (Trouble *trouble, const struct sockaddr *offender)
{
  trouble->has_reporter = offender->sa_family != AF_UNSPEC;
  if (trouble->has_reporter)
    ptl_socket_read_address (offender, &trouble->reporter);
}

static Trouble
make_trouble (const struct sock_extended_err *error)
{
  Trouble trouble = { .errnum = (int) error->ee_errno };

  switch (error->ee_origin)
    {
    case SO_EE_ORIGIN_ICMP:
      trouble.failure = classify_icmp4 (error);
      set_reporter (&trouble, SO_EE_OFFENDER (error));
      break;
    case SO_EE_ORIGIN_ICMP6:
      trouble.failure = classify_icmp6 (error);
      set_reporter (&trouble, SO_EE_OFFENDER (error));
      break;
    default:
      trouble.failure = classify_errno (trouble.errnum);
      break;
    }

  return trouble;
}

/* Whether the message is about a datagram of ours: ICMP can be forged, and the kernel
 * looks only at the local port where a socket is not connected. */
static gboolean
is_about_us (const PtlDatagram *self,
             const struct sock_extended_err *error,
             const struct sockaddr *destination)
{
  PtlAddress address;

  if (!self->any_port || error->ee_origin == SO_EE_ORIGIN_LOCAL)
    return TRUE;

  return ptl_socket_read_address (destination, &address) == self->port &&
         ptl_address_equal (&address, &self->address);
}

/* Takes one message from the socket's error queue. */
static void
take_trouble (PtlDatagram *self)
{
  union
  {
    struct cmsghdr align;
    guint8 bytes[CMSG_SPACE (sizeof (struct sock_extended_err) +
                             sizeof (struct sockaddr_in6))];
  } control;
  struct sockaddr_storage destination = { 0 };
  struct msghdr message = { .msg_name = &destination,
                            .msg_namelen = sizeof destination,
                            .msg_control = &control,
                            .msg_controllen = sizeof control };
  int errnum;

  if (recvmsg (self->fd, &message, MSG_ERRQUEUE) < 0)
    {
      errnum = ptl_socket_take_error (self->fd);
      if (errnum != 0)
        self->trouble = (Trouble){ classify_errno (errnum), errnum };
      return;
    }

  for (struct cmsghdr *c = CMSG_FIRSTHDR (&message); c != NULL;
       c = CMSG_NXTHDR (&message, c))
    {
      const struct sock_extended_err *error =
          (const struct sock_extended_err *) CMSG_DATA (c);

      if (((c->cmsg_level == SOL_IP && c->cmsg_type == IP_RECVERR) ||
           (c->cmsg_level == SOL_IPV6 && c->cmsg_type == IPV6_RECVERR)) &&
          is_about_us (self, error, (const struct sockaddr *) &destination))
        self->trouble = make_trouble (error);
    }
}

static void step (PtlDatagram *self);

static void
soon_cb (gpointer user_data)
{
  PtlDatagram *self = user_data;

  self->soon = NULL;
  step (self);
}

static void
step_soon (PtlDatagram *self)
{
  if (self->soon == NULL)
    self->soon = ptl_poller_add_deadline (self->poller, ptl_poller_now_us (self->poller),
                                          soon_cb, self);
}

static void
tell_trouble (PtlDatagram *self)
{
  Trouble trouble = self->trouble;

  self->trouble = (Trouble){ 0 };
  self->funcs->failed (self, trouble.failure, trouble.errnum,
                       trouble.has_reporter ? &trouble.reporter : NULL, self->user_data);
}

/* Returns: whether it is an answer to us.  Where the target is this machine, another
 * socket of ours may ask the very port that this one has. */
static gboolean
take_sender (PtlDatagram *self, const struct sockaddr *from, guint16 *port)
{
  PtlAddress sender;

  *port = ptl_socket_read_address (from, &sender);
  if (!self->any_port)
    return TRUE; /* the kernel has seen to it */
  if (!ptl_address_equal (&sender, &self->address) ||
      (self->answer_port != 0 ? *port != self->answer_port : ptl_local_ports_has (*port)))
    return FALSE;

  self->answer_port = *port;
  return TRUE;
}

static void
step (PtlDatagram *self)
{
  guint8 buffer[READ_SIZE];
  struct sockaddr_storage from = { 0 };
  struct sockaddr *sender = (struct sockaddr *) &from;
  socklen_t size = sizeof from;
  guint16 port;
  ssize_t n = self->watch != NULL
                  ? recvfrom (self->fd, buffer, sizeof buffer, 0, sender, &size)
                  : -1;

  if (n >= 0 && take_sender (self, sender, &port))
    {
      if (self->trouble.errnum != 0)
        step_soon (self);
      self->funcs->received (self, buffer, (gsize) n, port, self->user_data);
    }
  else if (self->trouble.errnum != 0)
    tell_trouble (self);
}

static void
ready_cb (GIOCondition condition, gpointer user_data)
{
  PtlDatagram *self = user_data;

  if ((condition & G_IO_ERR) != 0 && self->trouble.errnum == 0)
    take_trouble (self);
  step (self);
}

/* Returns: 0, or -1 with errno set */
static int
bind_any (int fd, const PtlAddress *address)
{
  const PtlAddress any = { .is_ipv6 = address->is_ipv6 };
  struct sockaddr_storage local;
  socklen_t size = ptl_socket_fill_address (&any, 0, &local);

  return bind (fd, (struct sockaddr *) &local, size);
}

/* Returns: a socket with a local port, or -1 with errno set */
static int
open_socket (const PtlDatagram *self)
{
  static const int on = 1;
  struct sockaddr_storage remote;
  socklen_t size = ptl_socket_fill_address (&self->address, self->port, &remote);
  int fd = ptl_socket_open (&self->address, SOCK_DGRAM);
  int errnum;

  if (fd < 0)
    return -1;

  if (self->address.is_ipv6)
    setsockopt (fd, SOL_IPV6, IPV6_RECVERR, &on, sizeof on);
  else
    setsockopt (fd, SOL_IP, IP_RECVERR, &on, sizeof on);
  if ((self->any_port ? bind_any (fd, &self->address)
                      : connect (fd, (struct sockaddr *) &remote, size)) == 0)
    return fd;

  errnum = errno;
  close (fd);
  errno = errnum;
  return -1;
}

static guint16
get_local_port (int fd)
{
  struct sockaddr_storage local = { .ss_family = AF_INET };
  socklen_t size = sizeof local;
  PtlAddress address;

  getsockname (fd, (struct sockaddr *) &local, &size);
  return ptl_socket_read_address ((struct sockaddr *) &local, &address);
}

/* Returns: 0 or an errno */
static int
start (PtlDatagram *self)
{
  int fd = open_socket (self);

  self->fd = fd;
  if (fd >= 0 && get_local_port (fd) == self->port)
    {
      /* If the target is this machine and nobody listens there, we would hear ourselves.
       * The first socket keeps that port meanwhile. */
      self->fd = open_socket (self);
      close (fd);
    }
  if (self->fd < 0)
    return errno;

  self->local_port = get_local_port (self->fd);
  ptl_local_ports_add (self->local_port);
  self->watch = ptl_poller_watch (self->poller, self->fd, G_IO_IN, ready_cb, self);
  return self->watch != NULL ? 0 : errno;
}

/* Whoever asks 0.0.0.0 asks this machine, which answers by another name. */
static gboolean
is_any (const PtlAddress *address)
{
  const PtlAddress any = { .is_ipv6 = address->is_ipv6 };

  return ptl_address_equal (address, &any);
}

static void
fail_soon (PtlDatagram *self, int errnum)
{
  self->trouble = (Trouble){ classify_errno (errnum), errnum };
  step_soon (self);
}

PtlDatagram *
ptl_datagram_new (PtlPoller *poller,
                  const PtlAddress *address,
                  guint16 port,
                  gboolean any_port,
                  const PtlDatagramFuncs *funcs,
                  gpointer user_data)
{
  PtlDatagram *self = g_new0 (PtlDatagram, 1);
  int errnum;

  self->poller = poller;
  self->address = *address;
  self->port = port;
  self->any_port = any_port && !is_any (address);
  self->funcs = funcs;
  self->user_data = user_data;
  errnum = start (self);
  if (errnum != 0)
    fail_soon (self, errnum);

  return self;
}

void
ptl_datagram_free (PtlDatagram *self)
{
  g_clear_pointer (&self->watch, ptl_watch_remove);
  g_clear_pointer (&self->soon, ptl_deadline_cancel);
  if (self->local_port != 0)
    ptl_local_ports_remove (self->local_port);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
ptl_datagram_send (PtlDatagram *self, GBytes *data)
{
  gsize size;
  const void *bytes = g_bytes_get_data (data, &size);
  struct sockaddr_storage target;
  socklen_t length = ptl_socket_fill_address (&self->address, self->port, &target);

  if (self->watch == NULL)
    return;

  /* The errno of an earlier datagram's trouble would be told instead of sending this one;
   * the error queue keeps it. */
  ptl_socket_take_error (self->fd);
  if (sendto (self->fd, bytes, size, MSG_NOSIGNAL, (struct sockaddr *) &target, length) <
      0)
    fail_soon (self, errno);
}
