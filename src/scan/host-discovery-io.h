/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/host-discovery-io.h: runs a host discovery over real connections. */
#pragma once

#include "scan/dialer.h"
#include "scan/host-discovery.h"

G_BEGIN_DECLS

typedef struct _PtlHostDiscoveryIo PtlHostDiscoveryIo;

/* @rtt_us: of the answer, -1 if none; @mac: (nullable) (transfer none).  Last, and may
 * free it. */
typedef void (*PtlHostDiscoveryFunc) (PtlHostState state,
                                      PtlReason reason,
                                      gint64 rtt_us,
                                      const char *mac,
                                      gpointer user_data);

/* Never calls back from inside. */
PtlHostDiscoveryIo *ptl_host_discovery_io_new (const PtlAddress *address,
                                               guint timeout_ms,
                                               PtlDialer *dialer,
                                               PtlDialGate *gate,
                                               PtlHostDiscoveryFunc func,
                                               gpointer user_data);
void ptl_host_discovery_io_free (PtlHostDiscoveryIo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlHostDiscoveryIo, ptl_host_discovery_io_free)

G_END_DECLS
