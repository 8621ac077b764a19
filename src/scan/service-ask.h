/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-ask.h: one probe on one connection, and the transcript of what came back.
 *
 * Several may be under way for one port; the service scan reads their transcripts in the
 * order of sequential probing, so that no verdict depends on a race. */
#pragma once

#include "rules/matcher.h"
#include "scan/dialer.h"
#include "scan/patience.h"
#include "scan/service-scan.h"

G_BEGIN_DECLS

typedef struct _PtlServiceAsk PtlServiceAsk;

typedef enum
{
  PTL_SERVICE_ASK_CONNECTING, /* or waiting for its turn to */
  PTL_SERVICE_ASK_OPEN,       /* asked; the answer may still come */
  PTL_SERVICE_ASK_REFUSED,    /* the connection did not come about */
  PTL_SERVICE_ASK_TIMED_OUT,  /* the probe's wait, or the patience, ran out */
  PTL_SERVICE_ASK_LOST        /* the connection ended: get_end() */
} PtlServiceAskState;

/* Something new: state, bytes.  May free the ask. */
typedef void (*PtlServiceAskFunc) (PtlServiceAsk *ask, gpointer user_data);

typedef struct
{
  PtlProbeDb *db;
  const PtlProbe *probe;
  PtlTunnel tunnel;
  PtlProtocol protocol;
  PtlAddress address;
  guint16 port;
  const char *server_name; /* (nullable) */
  GBytes **resumption;     /* (nullable): the port's TLS session; outlives the ask */
  gboolean compat_nmap;
  PtlDialKind kind;
  gboolean waits_it_out; /* an unmatched answer that may be whole, and then pauses, too */
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlPatience *patience; /* learns */
} PtlServiceAskParams;

/**
 * ptl_service_ask_new:
 * @open_dial: (nullable) (transfer full): a connection to use instead of a new one
 *
 * Never calls back from inside.
 */
PtlServiceAsk *ptl_service_ask_new (const PtlServiceAskParams *params,
                                    PtlDial *open_dial,
                                    PtlServiceAskFunc func,
                                    gpointer user_data);
void ptl_service_ask_free (PtlServiceAsk *self);

PtlServiceAskState ptl_service_ask_get_state (const PtlServiceAsk *self);
const PtlProbe *ptl_service_ask_get_probe (const PtlServiceAsk *self);

/* Returns: when the probe was sent; once it is open */
gint64 ptl_service_ask_get_asked_us (const PtlServiceAsk *self);
/* Returns: when it got into its last state */
gint64 ptl_service_ask_get_ended_us (const PtlServiceAsk *self);
/* Returns: how the connection was lost; once it is */
PtlServiceScanLoss ptl_service_ask_get_loss (const PtlServiceAsk *self);

/* Returns: whether its connection did not come about for want of time */
gboolean ptl_service_ask_has_timed_out (const PtlServiceAsk *self);

/* Returns: (transfer none) (nullable): what TLS agreed on, once it has */
PtlTlsInfo *ptl_service_ask_get_tls_info (const PtlServiceAsk *self);

/* Returns: whether its connection is open, be it only for the next probe */
gboolean ptl_service_ask_is_connected (const PtlServiceAsk *self);

/* Returns: whether any byte came */
gboolean ptl_service_ask_has_answer (const PtlServiceAsk *self);
/* Returns: whether a match rule (no soft one) claims the answer */
gboolean ptl_service_ask_is_matched (const PtlServiceAsk *self);
/* Returns: how long the probe took to be answered so; once it is matched */
gint64 ptl_service_ask_get_latency_us (const PtlServiceAsk *self);

/* Returns: whether there are bytes not yet taken, or no more will come */
gboolean ptl_service_ask_has_more (const PtlServiceAsk *self);
/* Returns: (transfer full) (nullable): the oldest bytes not yet taken; @at_us: when they
 * came */
GBytes *ptl_service_ask_take (PtlServiceAsk *self, gint64 *at_us);

/* Returns: the port that the answer came from where it is not the one asked, else 0 */
guint16 ptl_service_ask_get_other_port (const PtlServiceAsk *self);

/* Ends the wait now: what did not come by now is not waited for. */
void ptl_service_ask_set_aside (PtlServiceAsk *self);

/* Returns: (transfer full) (nullable): the open connection, for the next probe */
PtlDial *ptl_service_ask_steal_dial (PtlServiceAsk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceAsk, ptl_service_ask_free)

G_END_DECLS
