/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/datagram-fixture.h: one datagram, and all that it tells. */
#pragma once

#include <sys/socket.h>

#include "net/datagram.h"

typedef struct
{
  GMainContext *context;
  PtlPoller *poller;
  PtlDatagram *datagram;
  GString *log; /* "data|" for an answer, "!FAILURE|" for a failure */
  int errnum;
  char *reporter;
  gboolean frees; /* the datagram, as soon as it tells anything */
  gboolean any_port;
  guint16 port; /* of the last answer */
} DatagramFixture;

void datagram_set_up (DatagramFixture *f, gconstpointer unused);
void datagram_tear_down (DatagramFixture *f, gconstpointer unused);

void datagram_open_to (DatagramFixture *f, const char *address_text, guint16 port);
void datagram_say (DatagramFixture *f, const char *text);
void datagram_wait_events (DatagramFixture *f, guint n_events);

/* Waits for that failure, which must be all there is to tell. */
void datagram_expect_failure (DatagramFixture *f,
                              PtlDatagramFailure failure,
                              int errnum,
                              const char *reporter);

/* Returns: the port that a new socket has got */
guint16 datagram_bind (int *fd, const struct sockaddr *address, socklen_t size);
guint16 datagram_bind4 (int *fd); /* of 127.0.0.1 */
