/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-answer.h: what the end of a connection attempt says of the port (spec 7.3).
 */
#pragma once

#include "net/stream.h"
#include "scan/port-scan.h"

G_BEGIN_DECLS

/* @reason: (out): set with %PTL_PORT_ANSWER_PROHIBITED */
PtlPortAnswer ptl_port_answer_from_end (PtlStreamEnd end, int errnum, PtlReason *reason);

G_END_DECLS
