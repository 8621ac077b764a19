/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/datagram.c: datagrams to and from one UDP port, and what ICMP says of them.
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
  const PtlDatagramFuncs *funcs;
  gpointer user_data;

  int fd;
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
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) offender;
  const struct sockaddr_in *in4 = (const struct sockaddr_in *) offender;
  PtlAddress *reporter = &trouble->reporter;

  if (offender->sa_family == AF_INET6)
    {
      reporter->is_ipv6 = TRUE;
      reporter->scope_id = in6->sin6_scope_id;
      memcpy (reporter->bytes, &in6->sin6_addr, sizeof in6->sin6_addr);
    }
  else if (offender->sa_family == AF_INET)
    memcpy (reporter->bytes, &in4->sin_addr, sizeof in4->sin_addr);

  trouble->has_reporter = offender->sa_family != AF_UNSPEC;
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
  struct msghdr message = { .msg_control = &control, .msg_controllen = sizeof control };
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
    if ((c->cmsg_level == SOL_IP && c->cmsg_type == IP_RECVERR) ||
        (c->cmsg_level == SOL_IPV6 && c->cmsg_type == IPV6_RECVERR))
      self->trouble = make_trouble ((const struct sock_extended_err *) CMSG_DATA (c));
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

static void
step (PtlDatagram *self)
{
  guint8 buffer[READ_SIZE];
  ssize_t n = self->watch != NULL ? recv (self->fd, buffer, sizeof buffer, 0) : -1;

  if (n >= 0)
    {
      if (self->trouble.errnum != 0)
        step_soon (self);
      self->funcs->received (self, buffer, (gsize) n, self->user_data);
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

/* Returns: a connected socket, or -1 with errno set */
static int
open_connected (const PtlAddress *address, guint16 port)
{
  static const int on = 1;
  struct sockaddr_storage remote;
  socklen_t size = ptl_socket_fill_address (address, port, &remote);
  int fd = ptl_socket_open (address, SOCK_DGRAM);
  int errnum;

  if (fd < 0)
    return -1;

  if (address->is_ipv6)
    setsockopt (fd, SOL_IPV6, IPV6_RECVERR, &on, sizeof on);
  else
    setsockopt (fd, SOL_IP, IP_RECVERR, &on, sizeof on);
  if (connect (fd, (struct sockaddr *) &remote, size) == 0)
    return fd;

  errnum = errno;
  close (fd);
  errno = errnum;
  return -1;
}

/* Returns: 0 or an errno */
static int
start (PtlDatagram *self, const PtlAddress *address, guint16 port)
{
  int fd = open_connected (address, port);

  self->fd = fd;
  if (fd >= 0 && ptl_socket_is_own_peer (fd, address, port))
    {
      /* Another port than the target's: the first socket keeps that one meanwhile. */
      self->fd = open_connected (address, port);
      close (fd);
    }
  if (self->fd < 0)
    return errno;

  self->watch = ptl_poller_watch (self->poller, self->fd, G_IO_IN, ready_cb, self);
  return self->watch != NULL ? 0 : errno;
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
                  const PtlDatagramFuncs *funcs,
                  gpointer user_data)
{
  PtlDatagram *self = g_new0 (PtlDatagram, 1);
  int errnum;

  self->poller = poller;
  self->funcs = funcs;
  self->user_data = user_data;
  errnum = start (self, address, port);
  if (errnum != 0)
    fail_soon (self, errnum);

  return self;
}

void
ptl_datagram_free (PtlDatagram *self)
{
  g_clear_pointer (&self->watch, ptl_watch_remove);
  g_clear_pointer (&self->soon, ptl_deadline_cancel);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
ptl_datagram_send (PtlDatagram *self, GBytes *data)
{
  gsize size;
  const void *bytes = g_bytes_get_data (data, &size);

  if (self->watch == NULL)
    return;

  /* The errno of an earlier datagram's trouble would be told instead of sending this one;
   * the error queue keeps it. */
  ptl_socket_take_error (self->fd);
  if (send (self->fd, bytes, size, MSG_NOSIGNAL) < 0)
    fail_soon (self, errno);
}
