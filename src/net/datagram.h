/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/datagram.h: datagrams to one UDP port, the answers, and what ICMP says of them.
 *
 * Answers from another address never get here.  From another port of the same address
 * they do if asked for: a TFTP server answers each request from a port of its own (RFC
 * 1350, 4).  The first answer decides which port is listened to from then on.  The socket
 * and its local port serve one datagram's questions alone, so that no answer is taken for
 * one to another question.
 *
 * Nothing is sent again by itself, and nothing ends by itself: whoever asks decides when
 * to give up. */
#pragma once

#include "model/address.h"
#include "net/poller.h"

G_BEGIN_DECLS

typedef struct _PtlDatagram PtlDatagram;

typedef enum
{
  PTL_DATAGRAM_PORT_UNREACHABLE, /* closed, if the target itself says so */
  PTL_DATAGRAM_PROTOCOL_UNREACHABLE,
  PTL_DATAGRAM_HOST_UNREACHABLE,
  PTL_DATAGRAM_NET_UNREACHABLE,
  PTL_DATAGRAM_PROHIBITED, /* by a filter on the way, or our own */
  PTL_DATAGRAM_TIME_EXCEEDED,
  PTL_DATAGRAM_SHORTAGE, /* ptl_errno_is_shortage(): what was to be sent was not */
  PTL_DATAGRAM_ERROR     /* any other errno */
} PtlDatagramFailure;

/* Never called from inside a ptl_datagram_* function; may free the datagram. */
typedef struct
{
  /* One datagram, which may be empty; valid during the call only.  @port: it is from */
  void (*received) (PtlDatagram *datagram,
                    const guint8 *data,
                    gsize len,
                    guint16 port,
                    gpointer user_data);
  /* May come more than once, and does not keep answers from coming.
   * @reporter: (nullable): who sent the ICMP message; NULL: this system itself knew */
  void (*failed) (PtlDatagram *datagram,
                  PtlDatagramFailure failure,
                  int errnum,
                  const PtlAddress *reporter,
                  gpointer user_data);
} PtlDatagramFuncs;

/**
 * ptl_datagram_new:
 * @any_port: whether an answer may come from another port of the address
 *
 * Returns: (transfer full): never NULL; failure to get a socket is told through @funcs
 */
PtlDatagram *ptl_datagram_new (PtlPoller *poller,
                               const PtlAddress *address,
                               guint16 port,
                               gboolean any_port,
                               const PtlDatagramFuncs *funcs,
                               gpointer user_data);

/* Closes without a further callback. */
void ptl_datagram_free (PtlDatagram *self);

/* Sends @data as one datagram, now or never. */
void ptl_datagram_send (PtlDatagram *self, GBytes *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDatagram, ptl_datagram_free)

G_END_DECLS
