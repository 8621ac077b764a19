/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe.h: one probe: what is sent, where, and how long to wait. */
#pragma once

#include "model/port-set.h"
#include "model/port.h"

G_BEGIN_DECLS

/* Owned by its PtlProbeDb; immutable after loading. */
typedef struct _PtlProbe PtlProbe;

#define PTL_PROBE_DEFAULT_TOTAL_WAIT_MS 5000
#define PTL_PROBE_DEFAULT_TCPWRAPPED_MS 2000
#define PTL_PROBE_DEFAULT_RARITY        5

const char *ptl_probe_get_name (const PtlProbe *self);
PtlProtocol ptl_probe_get_protocol (const PtlProbe *self);

/* Returns: (transfer none): the bytes to send, empty for the NULL probe */
GBytes *ptl_probe_get_payload (const PtlProbe *self);

gboolean ptl_probe_is_null (const PtlProbe *self);
/* Returns: whether a UDP port scan may send it: a UDP probe without the "no-payload" flag
 * (spec 7.6) */
gboolean ptl_probe_is_for_port_scan (const PtlProbe *self);

guint ptl_probe_get_rarity (const PtlProbe *self);
guint ptl_probe_get_total_wait_ms (const PtlProbe *self);
guint ptl_probe_get_tcpwrapped_ms (const PtlProbe *self);

/* Returns: whether the probe's ports list (inside a TLS tunnel: its sslports list) has
 * @port */
gboolean ptl_probe_lists_port (const PtlProbe *self, guint16 port, PtlTunnel tunnel);

/* Returns: whether a match or soft match of the probe's own list names @service
 * (spec 2.3) */
gboolean ptl_probe_can_name (const PtlProbe *self, const char *service);

G_END_DECLS
