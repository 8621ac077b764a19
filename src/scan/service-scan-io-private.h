/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan-io-private.h: what service-scan-io.c and service-sharing.c share. */
#pragma once

#include "scan/service-ask.h"
#include "scan/service-scan-io.h"

struct _PtlServiceScanIo
{
  PtlServiceScanIoParams params;
  char *server_name;
  PtlServiceScan *machine;
  PtlServiceScanStep step; /* to be carried out next */
  PtlPoller *poller;
  PtlTunnel tunnel; /* of all asks */
  GPtrArray
      *asks; /* PtlServiceAsk: the machine's own first, then those ahead, in its order */
  guint in_flight; /* asks under way at once, at most */
  guint wave;      /* as many of them as the port's silence justifies so far */
  gboolean asked_ahead;
  gboolean shares;    /* the port dealt with a connection while an older one was open */
  gboolean may_queue; /* an ask was silent to its end beside an older connection */
  PtlServiceAsk *beside; /* (nullable): sends nothing, to see whether it is let in */
  PtlServiceAsk *alone;  /* (nullable): asks once more when all else is closed */
  gboolean has_told_tls;
  GBytes *tls_resumption; /* (nullable): the session goes on from one ask to the next */
  PtlDial *open_dial;     /* (nullable): for the next ask */
  gint64 resume_us;       /* no CONNECT is carried out before */
  PtlDeadline *timer; /* (nullable): silence, a pause before a connect, or the report */
  const PtlServiceScanIoFuncs *funcs;
  gpointer user_data;
};

/* --- service-scan-io.c --- */

/* Uses the open connection, if there is one. */
PtlServiceAsk *ptl_service_scan_io_ask (PtlServiceScanIo *self,
                                        const PtlProbe *probe,
                                        PtlServiceAskFunc func);

/* Calls ptl_service_scan_io_advance() then; there is one timer. */
void ptl_service_scan_io_arm (PtlServiceScanIo *self, gint64 when_us);

/* Goes on as far as possible.  The last thing that any callback does: it may free the
 * scan. */
void ptl_service_scan_io_advance (PtlServiceScanIo *self);

gint64 ptl_service_scan_io_get_silence_us (const PtlServiceScanIo *self);

/* --- service-sharing.c --- */

/* Learns from @ask how the port bears several connections. */
void ptl_service_scan_io_watch_sharing (PtlServiceScanIo *self, PtlServiceAsk *ask);

/* Returns: whether the verdict has to wait, because the port is asked once more */
gboolean ptl_service_scan_io_ask_once_more (PtlServiceScanIo *self);
