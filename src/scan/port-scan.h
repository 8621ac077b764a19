/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-scan.h: the states of one host's ports: the machine. */
#pragma once

#include "model/port.h"
#include "scan/round-trip.h"

G_BEGIN_DECLS

typedef struct _PtlPortScan PtlPortScan;

/* One connection attempt. */
typedef struct
{
  guint16 port;
  guint8 number;     /* 0 for the first try of the port */
  guint serial;      /* of all tries */
  guint lost_serial; /* of the try before of the same port */
  gint64 timeout_us;
} PtlPortTry;

typedef enum
{
  PTL_PORT_ANSWER_OPEN,
  PTL_PORT_ANSWER_REFUSED,
  PTL_PORT_ANSWER_PROHIBITED, /* an ICMP error or a local rule: @reason says which */
  PTL_PORT_ANSWER_SILENCE
} PtlPortAnswer;

typedef struct
{
  PtlPortState state;
  PtlReason reason;
} PtlPortVerdict;

typedef struct
{
  PtlProtocol protocol;
  const guint16 *order; /* the ports in the order of asking; must stay alive */
  guint n_ports;
  gint64 initial_timeout_us;
  gint64 min_timeout_us;
  gint64 max_timeout_us;
  guint max_retries;  /* of one port at most, beyond its first try */
  guint first_window; /* tries in flight, at first */
  guint max_window;   /* and at most */
} PtlPortScanParams;

PtlPortScan *ptl_port_scan_new (const PtlPortScanParams *params);
void ptl_port_scan_free (PtlPortScan *self);

/* Feeds a round trip measured elsewhere (host discovery). */
void ptl_port_scan_add_sample (PtlPortScan *self, gint64 rtt_us);

/* Returns: whether ptl_port_scan_next() would give a try now */
gboolean ptl_port_scan_is_ready (const PtlPortScan *self);

/* Takes the next try, which is in flight from then on; ptl_port_scan_is_ready() must
 * hold. */
PtlPortTry ptl_port_scan_next (PtlPortScan *self);

/**
 * ptl_port_scan_on_answer:
 * @reason: with %PTL_PORT_ANSWER_PROHIBITED, which
 * @rtt_us: with OPEN and REFUSED, the time it took
 *
 * Returns: whether the port's state is now known; @verdict is set only then
 */
gboolean ptl_port_scan_on_answer (PtlPortScan *self,
                                  const PtlPortTry *port_try,
                                  PtlPortAnswer answer,
                                  PtlReason reason,
                                  gint64 rtt_us,
                                  PtlPortVerdict *verdict);

gboolean ptl_port_scan_is_done (const PtlPortScan *self);

/* Returns: smoothed round trip in microseconds, -1 if nothing answered */
gint64 ptl_port_scan_get_rtt_us (const PtlPortScan *self);
guint ptl_port_scan_get_window (const PtlPortScan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortScan, ptl_port_scan_free)

G_END_DECLS
