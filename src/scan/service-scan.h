/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan.h: which service sits behind one open port: the machine (spec 2). */
#pragma once

#include "rules/matcher.h"
#include "scan/probe-plan.h"

G_BEGIN_DECLS

typedef struct _PtlServiceScan PtlServiceScan;

/* What the driver does next.  CONNECT, SEND and LISTEN replace any deadline that is
 * armed. */
typedef enum
{
  PTL_SERVICE_SCAN_CONNECT, /* close what is open, wait get_wait_ms(), connect
                               (get_tunnel()) */
  PTL_SERVICE_SCAN_SEND, /* send the payload of get_probe(); deadline in get_wait_ms() */
  PTL_SERVICE_SCAN_LISTEN, /* send nothing; deadline in get_wait_ms() */
  PTL_SERVICE_SCAN_WAIT,   /* go on as before */
  PTL_SERVICE_SCAN_REPORT  /* close; the verdict is get_service() */
} PtlServiceScanStep;

/* How a connection ended, as far as a verdict depends on it (spec 2.6). */
typedef enum
{
  PTL_SERVICE_SCAN_CLOSED, /* in order, or reset or refused while reading */
  PTL_SERVICE_SCAN_RESET,
  PTL_SERVICE_SCAN_BROKEN, /* protocol trouble, TLS records included: the next probe may
                              do better */
  PTL_SERVICE_SCAN_UNREACHABLE /* the way to the host is gone */
} PtlServiceScanLoss;

typedef struct
{
  PtlProbeDb *db;
  PtlProtocol protocol;
  guint16 port;
  guint intensity;        /* 0..9 */
  gboolean compat_nmap;   /* Nmap's verdicts exactly */
  const char *table_name; /* (nullable): the port's registered service */
  gint64 wall_offset_us;  /* to add to the events' monotonic time for the time of day */
} PtlServiceScanParams;

PtlServiceScan *ptl_service_scan_new (const PtlServiceScanParams *params);
void ptl_service_scan_free (PtlServiceScan *self);

/* The events; @now_us is monotonic.  Each returns what to do next; after REPORT none may
 * follow but ask_again(). */
PtlServiceScanStep ptl_service_scan_start (PtlServiceScan *self);
PtlServiceScanStep ptl_service_scan_on_connected (PtlServiceScan *self, gint64 now_us);
/* @may_retry: it may come about yet */
PtlServiceScanStep ptl_service_scan_on_connect_failed (PtlServiceScan *self,
                                                       gboolean may_retry);
PtlServiceScanStep ptl_service_scan_on_data (PtlServiceScan *self,
                                             const guint8 *data,
                                             gsize len,
                                             gint64 now_us);
/* @reusable: the connection is open and may carry the next probe, after NULL as Nmap does
 * it */
PtlServiceScanStep
ptl_service_scan_on_timeout (PtlServiceScan *self, gboolean reusable, gint64 now_us);
PtlServiceScanStep
ptl_service_scan_on_lost (PtlServiceScan *self, PtlServiceScanLoss loss, gint64 now_us);
/* What was taken for silence may have been a queue: asks all but NULL once more, also
 * after REPORT.  What was learned stays. */
PtlServiceScanStep ptl_service_scan_ask_again (PtlServiceScan *self);
/* The scan was stopped or the host's time is up. */
PtlServiceScanStep ptl_service_scan_on_stopped (PtlServiceScan *self, gint64 now_us);

/* UDP: the answer to the present probe comes from @port of the address, not from the one
 * that was asked; 0: it does. */
void ptl_service_scan_set_other_port (PtlServiceScan *self, guint16 port);

/* Returns: (transfer none) (nullable): the probe being asked; its payload is what SEND
 * sends */
const PtlProbe *ptl_service_scan_get_probe (const PtlServiceScan *self);
PtlTunnel ptl_service_scan_get_tunnel (const PtlServiceScan *self);
guint ptl_service_scan_get_wait_ms (const PtlServiceScan *self);

/* Returns: (transfer none) (element-type PtlProbe): the probes that would follow the
 * present one if nothing came back; until the machine is told something */
GPtrArray *ptl_service_scan_get_upcoming (PtlServiceScan *self);

/* Returns: (transfer full) (nullable): the oldest response not yet taken: evidence,
 * matched or not */
PtlResponse *ptl_service_scan_take_response (PtlServiceScan *self);

/**
 * ptl_service_scan_take_claim:
 * @soft: (out): whether it is a soft match
 *
 * Returns: (transfer full) (nullable): what the rule says that has claimed the response
 * since the last call; of soft matches only the first, which counts
 */
PtlService *ptl_service_scan_take_claim (PtlServiceScan *self, gboolean *soft);

/* Returns: (transfer none): after REPORT */
PtlService *ptl_service_scan_get_service (const PtlServiceScan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceScan, ptl_service_scan_free)

G_END_DECLS
