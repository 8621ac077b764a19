/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/trace.h: tells every step of the scan of one host, where that is asked for.
 *
 * The dialer tells what goes over connections, for all that use it; those who judge tell
 * the rest.  Every function does nothing where the trace is %NULL. */
#pragma once

#include "base/clock.h"
#include "model/fact.h"
#include "net/stream.h"

G_BEGIN_DECLS

/* Steps told of one port; a peer that sends bytes one by one for minutes gets no more. */
#define PTL_TRACE_MAX_STEPS 1000

typedef struct _PtlTrace PtlTrace;

/* @fact: (transfer full) */
typedef void (*PtlTraceFunc) (PtlFact *fact, gpointer user_data);

/* @n_before: steps of the host that were told before, when its scan is gone on with */
PtlTrace *ptl_trace_new (const PtlClock *clock,
                         const PtlAddress *address,
                         guint n_before,
                         PtlTraceFunc func,
                         gpointer user_data);
void ptl_trace_free (PtlTrace *self);

/**
 * ptl_trace_step:
 * @probe: (nullable): the name of what is being asked
 * @detail: (nullable)
 */
void ptl_trace_step (PtlTrace *self,
                     PtlProtocol protocol,
                     guint16 port,
                     PtlTraceKind kind,
                     const char *probe,
                     const char *detail);

/* Bytes were sent or received.  @detail: (nullable) */
void ptl_trace_data (PtlTrace *self,
                     PtlProtocol protocol,
                     guint16 port,
                     PtlTraceKind kind,
                     const char *probe,
                     const void *data,
                     gsize len,
                     const char *detail);

/* A connection ended; @detail: (nullable): why TLS failed */
void ptl_trace_end (PtlTrace *self,
                    PtlProtocol protocol,
                    guint16 port,
                    const char *probe,
                    PtlStreamEnd end,
                    int errnum,
                    const char *detail);

/* A rule claims the answer: @service is what it says. */
void ptl_trace_claim (PtlTrace *self,
                      PtlProtocol protocol,
                      guint16 port,
                      const PtlService *service,
                      gboolean soft);

void ptl_trace_verdict (PtlTrace *self,
                        PtlProtocol protocol,
                        guint16 port,
                        const PtlService *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTrace, ptl_trace_free)

G_END_DECLS
