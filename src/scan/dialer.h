/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/dialer.h: every connection of a scan passes here: limits, rate, and patience.
 *
 * A dial waits for its turn, connects, and hands the stream's events on.  Where the
 * system is short of descriptors, buffers or local ports, it waits and tries again: its
 * owner never hears of it. */
#pragma once

#include "model/port.h"
#include "net/pacing.h"
#include "net/stream.h"
#include "scan/dial-places.h"
#include "scan/trace.h"

G_BEGIN_DECLS

typedef struct _PtlDialer PtlDialer;
typedef struct _PtlDial PtlDial;

/* What one host is asked to bear.  Lives as long as any dial of its host. */
typedef struct
{
  PtlDialPlaces places;
  gint64 delay_us;                  /* between the starts of two */
  gint64 next_us;                   /* not before */
  GQueue waiting[PTL_N_DIAL_KINDS]; /* PtlDial that this host's places hold back */
  PtlTrace *trace;                  /* (nullable): gets all that its dials do */
} PtlDialGate;

/* @limit: connections at once */
void ptl_dial_gate_init (PtlDialGate *self, guint limit, gint64 delay_us);

/* As PtlStreamFuncs; each callback may free the dial.  A UDP "connection" is a socket: it
 * is told connected at once, each datagram is received, and an ICMP error ends it as
 * REFUSED (the target says that nobody listens) or UNREACHABLE; with TLS asked for it is
 * DTLS, and connected once the handshake is over. */
typedef struct
{
  /* (nullable): the connection attempt begins now */
  void (*started) (PtlDial *dial, gpointer user_data);
  void (*connected) (PtlDial *dial, gint64 rtt_us, gpointer user_data);
  void (*received) (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data);
  void (*ended) (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data);
} PtlDialFuncs;

PtlDialer *ptl_dialer_new (PtlPoller *poller, guint max_in_flight, guint max_rate);
void ptl_dialer_free (PtlDialer *self);

/* While it is held, nothing new starts: who waits, waits longer.  What is under way goes
 * on to its end. */
void ptl_dialer_set_held (PtlDialer *self, gboolean held);

/* Returns: microseconds for which it has been held so far; time limits grow by them */
gint64 ptl_dialer_get_held_us (const PtlDialer *self);

guint ptl_dialer_get_in_flight (const PtlDialer *self);
PtlPoller *ptl_dialer_get_poller (const PtlDialer *self);

/**
 * ptl_dialer_dial:
 * @params: for UDP, only the address, the port and any_port count
 * @funcs: must stay alive
 *
 * Never calls back from inside.
 *
 * Returns: (transfer full): close with ptl_dial_free(), at any time
 */
PtlDial *ptl_dialer_dial (PtlDialer *self,
                          PtlDialKind kind,
                          PtlDialGate *gate,
                          PtlProtocol protocol,
                          const PtlStreamParams *params,
                          const PtlDialFuncs *funcs,
                          gpointer user_data);
void ptl_dial_free (PtlDial *self);

/* @subject: (nullable): what is being asked, for the trace; must stay alive */
void ptl_dial_set_subject (PtlDial *self, const char *subject);

void ptl_dial_send (PtlDial *self, GBytes *data);

/* Returns: the port that what was received last is from; not the one that was dialled
 * only where any port may answer */
guint16 ptl_dial_get_sender_port (const PtlDial *self);

/* Returns: microseconds since the attempt started */
gint64 ptl_dial_get_elapsed_us (const PtlDial *self);

/* Returns: whether "connected" was told; stays so after the end */
gboolean ptl_dial_is_connected (const PtlDial *self);

/* Returns: (transfer none) (nullable): what TLS agreed on; until the dial ends */
PtlTlsInfo *ptl_dial_get_tls_info (const PtlDial *self);

/* Returns: whether a connected dial could be passed on to @gate and @kind right now */
gboolean
ptl_dialer_has_room (const PtlDialer *self, PtlDialKind kind, const PtlDialGate *gate);

/* Returns: whether the host of @gate, and the scan, have more than half of their places
 * free */
gboolean ptl_dialer_is_idle (const PtlDialer *self, const PtlDialGate *gate);

/* Hands a connected dial to a new owner.  It counts as @kind from here on, at @gate if
 * that has room. */
void ptl_dial_pass_on (PtlDial *self,
                       PtlDialKind kind,
                       PtlDialGate *gate,
                       const PtlDialFuncs *funcs,
                       gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDialer, ptl_dialer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDial, ptl_dial_free)

G_END_DECLS
