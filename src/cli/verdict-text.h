/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/verdict-text.h: what other rules say otherwise, for people. */
#pragma once

#include "model/session.h"
#include "model/verdict-change.h"

G_BEGIN_DECLS

/* Appends the port, both verdicts, and the rules behind them. */
void ptl_verdict_text_append (GString *out, const PtlVerdictChange *change);

/* Returns: (transfer full) (element-type PtlVerdictChange): where @session shows a
 * verdict that its scan did not give */
GPtrArray *ptl_verdict_changes_of_session (PtlSession *session);

G_END_DECLS
