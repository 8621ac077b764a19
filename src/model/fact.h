/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/fact.h: one thing a scan has learned, as it travels to the store and the views.
 *
 * Facts of one scan are applied in order; applying a fact twice changes nothing. */
#pragma once

#include "model/address-set.h"
#include "model/host.h"
#include "model/progress.h"
#include "model/trace-event.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_FACT_HOST,       /* address, info */
  PTL_FACT_PORT,       /* address, protocol, port, state, reason: a port of its own row */
  PTL_FACT_PORT_GROUP, /* address, protocol, state, reason, ports: ports without rows */
  PTL_FACT_RESPONSE,   /* address, protocol, port, response */
  PTL_FACT_SERVICE,    /* address, protocol, port, service */
  PTL_FACT_TLS,        /* address, protocol, port, tls */
  PTL_FACT_TRACE,      /* address, protocol, port, event: only of a traced scan */
  PTL_FACT_SILENT,     /* silent: addresses that were asked and did not answer */
  PTL_FACT_RESOLVED,   /* text, address: the address of a name that was given */
  PTL_FACT_PROGRESS,   /* progress; shown, not stored */
  PTL_FACT_MESSAGE     /* text: something the person should know */
} PtlFactKind;

/* Reference counted, immutable; may cross threads. */
typedef struct
{
  PtlFactKind kind;
  gint64 time_us; /* since the Unix epoch */
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;
  PtlPortState state;
  PtlReason reason;
  PtlHostInfo *info;
  PtlPortSet *ports;
  PtlResponse *response;
  PtlService *service;
  PtlTlsInfo *tls;
  PtlTraceEvent *event;
  PtlAddressSet *silent;
  PtlProgress progress;
  char *text;
} PtlFact;

/* Each constructor takes a reference of its own to what is handed in. */
PtlFact *ptl_fact_new_host (gint64 time_us, const PtlAddress *address, PtlHostInfo *info);
PtlFact *ptl_fact_new_port (gint64 time_us,
                            const PtlAddress *address,
                            PtlProtocol protocol,
                            guint16 port,
                            PtlPortState state,
                            PtlReason reason);
PtlFact *ptl_fact_new_port_group (gint64 time_us,
                                  const PtlAddress *address,
                                  PtlProtocol protocol,
                                  PtlPortState state,
                                  PtlReason reason,
                                  PtlPortSet *ports);
PtlFact *ptl_fact_new_response (gint64 time_us,
                                const PtlAddress *address,
                                PtlProtocol protocol,
                                guint16 port,
                                PtlResponse *response);
PtlFact *ptl_fact_new_service (gint64 time_us,
                               const PtlAddress *address,
                               PtlProtocol protocol,
                               guint16 port,
                               PtlService *service);
PtlFact *ptl_fact_new_tls (gint64 time_us,
                           const PtlAddress *address,
                           PtlProtocol protocol,
                           guint16 port,
                           PtlTlsInfo *tls);
PtlFact *ptl_fact_new_trace (gint64 time_us,
                             const PtlAddress *address,
                             PtlProtocol protocol,
                             guint16 port,
                             PtlTraceEvent *event);
PtlFact *ptl_fact_new_silent (gint64 time_us, PtlAddressSet *silent);
PtlFact *
ptl_fact_new_resolved (gint64 time_us, const char *name, const PtlAddress *address);
PtlFact *ptl_fact_new_progress (gint64 time_us, const PtlProgress *progress);
PtlFact *ptl_fact_new_message (gint64 time_us, const char *text);

PtlFact *ptl_fact_ref (PtlFact *self);
void ptl_fact_unref (PtlFact *self);

/* Returns: (transfer full): an empty array that owns the facts put in */
GPtrArray *ptl_fact_array_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFact, ptl_fact_unref)

G_END_DECLS
