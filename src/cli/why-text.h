/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/why-text.h: why a port is held to be what it is. */
#pragma once

#include "model/host.h"
#include "rules/probe-db.h"

G_BEGIN_DECLS

/**
 * ptl_why_text_append:
 * @port: with its responses
 * @db: (nullable): the rules of today; all of them that match a response are listed
 *
 * Appends the rule behind the verdict and what its groups have captured.
 */
void ptl_why_text_append (GString *out,
                          const PtlHost *host,
                          const PtlPort *port,
                          PtlProbeDb *db);

G_END_DECLS
