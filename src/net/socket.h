/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/socket.h: the calls that streams and datagrams share. */
#pragma once

#include <sys/socket.h>

#include "model/address.h"

G_BEGIN_DECLS

/* Returns: the length of the address written to @storage */
socklen_t ptl_socket_fill_address (const PtlAddress *address,
                                   guint16 port,
                                   struct sockaddr_storage *storage);

/* Returns: the port; @address is set too */
guint16 ptl_socket_read_address (const struct sockaddr *from, PtlAddress *address);

/* Returns: a non-blocking socket of @type, or -1 with errno set */
int ptl_socket_open (const PtlAddress *address, int type);

/* Begins to connect a TCP socket.
 * Returns: 0, or an errno, which is %ECONNRESET for a connection that was up */
int ptl_socket_connect (int fd, const PtlAddress *address, guint16 port);

/* Returns: the socket's pending error, which it forgets by this; 0 if there is none */
int ptl_socket_take_error (int fd);

/* Returns: whether the kernel gave @fd, connected to @address and @port, that very
 * address and port as its own: nobody listens there, and it talks to itself */
gboolean ptl_socket_is_own_peer (int fd, const PtlAddress *address, guint16 port);

G_END_DECLS
