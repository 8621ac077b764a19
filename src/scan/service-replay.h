/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-replay.h: the verdict of today's rules on the answers of an earlier scan.
 */
#pragma once

#include "scan/service-names.h"
#include "scan/service-verdict.h"

G_BEGIN_DECLS

/* Immutable; usable from every thread. */
typedef struct _PtlServiceReplay PtlServiceReplay;

/**
 * ptl_service_replay_new:
 * @names: (nullable): for a service that no rule names any more
 */
PtlServiceReplay *ptl_service_replay_new (PtlProbeDb *db, PtlServiceNames *names);
void ptl_service_replay_free (PtlServiceReplay *self);

/* The port of a scan, and how it was asked. */
typedef struct
{
  PtlProtocol protocol;
  guint16 port;
  guint intensity;
  gboolean compat_nmap;
  GPtrArray *responses;     /* PtlResponse, in the order of asking */
  const PtlService *before; /* the scan's verdict */
} PtlServiceReplayPort;

/**
 * ptl_service_replay_run:
 *
 * Judges each response with the probe of today that sends the same bytes, else with the
 * one of that name, else (TCP) by the NULL probe's rules.  As in a scan the first hard
 * match decides, a soft match leaves out what a scan would then not have asked, and TLS
 * begins anew inside.  What no response tells, the verdict before does: that TLS came
 * about, that the scan ended early, which RPC program a grind found.
 *
 * Returns: (transfer full)
 */
PtlService *ptl_service_replay_run (const PtlServiceReplay *self,
                                    const PtlServiceReplayPort *port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceReplay, ptl_service_replay_free)

G_END_DECLS
