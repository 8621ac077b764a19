/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-parser.h: reads a Probe line and the lines that describe its probe
 * (spec 1.3, 1.4). */
#pragma once

#include "rules/probe-private.h"

G_BEGIN_DECLS

/**
 * ptl_probe_parse:
 * @line: what stands after "Probe"
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_PROBE_DB_ERROR_SYNTAX
 */
PtlProbe *ptl_probe_parse (const PtlProbeFile *file, PtlLine *line, GError **error);

/**
 * ptl_probe_parse_directive:
 * @line: a whole line: ports, sslports, rarity, totalwaitms, tcpwrappedms or fallback
 * @number: of the line
 *
 * Returns: FALSE with %PTL_PROBE_DB_ERROR_SYNTAX
 */
gboolean
ptl_probe_parse_directive (PtlProbe *self, PtlLine *line, guint number, GError **error);

G_END_DECLS
