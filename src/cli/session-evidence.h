/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-evidence.h: what a saved scan rests on: reasons and steps. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What is asked for. */
typedef struct
{
  gboolean why;
  gboolean all; /* of today's rules; implies why */
  gboolean trace;
} PtlSessionEvidence;

/* @session: with its responses if reasons are asked for; of a part of one, the steps are
 * those of its ports.
 * Returns: (transfer full) (nullable) */
char *ptl_session_evidence_get_text (const PtlSessionEvidence *self,
                                     PtlStore *store,
                                     PtlSession *session,
                                     GError **error);

G_END_DECLS
