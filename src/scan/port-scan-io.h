/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-scan-io.h: runs a port scan's machine over real connections. */
#pragma once

#include "rules/probe-db.h"
#include "scan/dialer.h"
#include "scan/port-scan.h"

G_BEGIN_DECLS

typedef struct _PtlPortScanIo PtlPortScanIo;

typedef struct
{
  /* A port's state is known.  @dial: (transfer full) (nullable): of an open port, its
   * connection. */
  void (*settled) (PtlPortScanIo *io,
                   guint16 port,
                   const PtlPortVerdict *verdict,
                   PtlDial *dial,
                   gpointer user_data);
  /* All ports are; last, and may free the scan. */
  void (*done) (PtlPortScanIo *io, gpointer user_data);
} PtlPortScanIoFuncs;

/**
 * ptl_port_scan_io_new:
 * @db: what is sent to a UDP port is its probes' payloads, or an empty datagram; must
 * outlive the scan
 * @gate: for the tries, as long-lived as the scan
 *
 * Never calls back from inside.
 */
PtlPortScanIo *ptl_port_scan_io_new (const PtlPortScanParams *params,
                                     PtlProbeDb *db,
                                     const PtlAddress *address,
                                     PtlDialer *dialer,
                                     PtlDialGate *gate,
                                     const PtlPortScanIoFuncs *funcs,
                                     gpointer user_data);

/* Drops what is in flight. */
void ptl_port_scan_io_free (PtlPortScanIo *self);

void ptl_port_scan_io_add_sample (PtlPortScanIo *self, gint64 rtt_us);
gint64 ptl_port_scan_io_get_rtt_us (const PtlPortScanIo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortScanIo, ptl_port_scan_io_free)

G_END_DECLS
