/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/socket.c: the calls that streams and datagrams share. */
#include "net/socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

socklen_t
ptl_socket_fill_address (const PtlAddress *address,
                         guint16 port,
                         struct sockaddr_storage *storage)
{
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) storage;
  struct sockaddr_in *in4 = (struct sockaddr_in *) storage;

  memset (storage, 0, sizeof *storage);
  if (address->is_ipv6)
    {
      in6->sin6_family = AF_INET6;
      in6->sin6_port = g_htons (port);
      in6->sin6_scope_id = address->scope_id;
      memcpy (&in6->sin6_addr, address->bytes, sizeof in6->sin6_addr);
      return sizeof *in6;
    }

  in4->sin_family = AF_INET;
  in4->sin_port = g_htons (port);
  memcpy (&in4->sin_addr, address->bytes, sizeof in4->sin_addr);
  return sizeof *in4;
}

guint16
ptl_socket_read_address (const struct sockaddr *from, PtlAddress *address)
{
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) from;
  const struct sockaddr_in *in4 = (const struct sockaddr_in *) from;

  *address = (PtlAddress){ .is_ipv6 = from->sa_family == AF_INET6 };
  if (address->is_ipv6)
    {
      address->scope_id = in6->sin6_scope_id;
      memcpy (address->bytes, &in6->sin6_addr, sizeof in6->sin6_addr);
      return g_ntohs (in6->sin6_port);
    }

  memcpy (address->bytes, &in4->sin_addr, sizeof in4->sin_addr);
  return g_ntohs (in4->sin_port);
}

int
ptl_socket_open (const PtlAddress *address, int type)
{
  return socket (address->is_ipv6 ? AF_INET6 : AF_INET,
                 type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

int
ptl_socket_take_error (int fd)
{
  int errnum = 0;
  socklen_t size = sizeof errnum;

  return getsockopt (fd, SOL_SOCKET, SO_ERROR, &errnum, &size) == 0 ? errnum : errno;
}

int
ptl_socket_connect (int fd, const PtlAddress *address, guint16 port)
{
  struct sockaddr_storage remote;
  socklen_t size = ptl_socket_fill_address (address, port, &remote);

  if (connect (fd, (struct sockaddr *) &remote, size) != 0 && errno != EINPROGRESS)
    return errno;

  /* This machine has answered by now: who was refused need not watch for it. */
  return ptl_address_is_loopback (address) ? ptl_socket_take_error (fd) : 0;
}

gboolean
ptl_socket_is_own_peer (int fd, const PtlAddress *address, guint16 port)
{
  struct sockaddr_storage local = { 0 };
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) &local;
  const struct sockaddr_in *in4 = (const struct sockaddr_in *) &local;
  socklen_t size = sizeof local;

  if (getsockname (fd, (struct sockaddr *) &local, &size) != 0)
    return FALSE;

  if (address->is_ipv6)
    return g_ntohs (in6->sin6_port) == port &&
           memcmp (&in6->sin6_addr, address->bytes, sizeof in6->sin6_addr) == 0;

  return g_ntohs (in4->sin_port) == port &&
         memcmp (&in4->sin_addr, address->bytes, sizeof in4->sin_addr) == 0;
}
