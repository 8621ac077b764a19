/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan-io.h: runs a service scan's machine over real connections. */
#pragma once

#include "scan/dialer.h"
#include "scan/patience.h"
#include "scan/service-scan.h"

G_BEGIN_DECLS

typedef struct _PtlServiceScanIo PtlServiceScanIo;

typedef struct
{
  /* The first TLS connection has come about. */
  void (*tls) (PtlServiceScanIo *io, PtlTlsInfo *tls, gpointer user_data);
  /* A probe's response is complete: evidence. */
  void (*response) (PtlServiceScanIo *io, PtlResponse *response, gpointer user_data);
  /* The verdict; last, and may free the scan. */
  void (*done) (PtlServiceScanIo *io, PtlService *service, gpointer user_data);
} PtlServiceScanIoFuncs;

typedef struct
{
  PtlServiceScanParams scan;
  PtlAddress address;
  const char *server_name; /* (nullable): for TLS, where the user gave a name */
  guint first_probes;      /* at once on a port that is silent */
  guint probes_in_flight;  /* at once on one that stays so; 1: one after the other */
  guint probes_if_idle;    /* the same, while the host has little else to answer */
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlPatience *patience;
} PtlServiceScanIoParams;

/**
 * ptl_service_scan_io_new:
 * @open_dial: (nullable) (transfer full): a connection just made to the port, used first
 *
 * Never calls back from inside.
 */
PtlServiceScanIo *ptl_service_scan_io_new (const PtlServiceScanIoParams *params,
                                           PtlDial *open_dial,
                                           const PtlServiceScanIoFuncs *funcs,
                                           gpointer user_data);
void ptl_service_scan_io_free (PtlServiceScanIo *self);

/* Ends the scan with what is known: "done" follows from inside the call. */
void ptl_service_scan_io_stop (PtlServiceScanIo *self);

/* Returns: the port it is about */
guint16 ptl_service_scan_io_get_port (const PtlServiceScanIo *self);
PtlProtocol ptl_service_scan_io_get_protocol (const PtlServiceScanIo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceScanIo, ptl_service_scan_io_free)

G_END_DECLS
