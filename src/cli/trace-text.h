/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/trace-text.h: the steps of a scan, one a line. */
#pragma once

#include "model/fact.h"

G_BEGIN_DECLS

/* Appends "   0.0123s 127.0.0.1:22/tcp connected"; @start_us: of the scan */
void ptl_trace_text_append (GString *out, const PtlFact *fact, gint64 start_us);

G_END_DECLS
