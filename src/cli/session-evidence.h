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

/* Returns: (transfer full) (nullable): of the session @id */
char *ptl_session_evidence_get_text (const PtlSessionEvidence *self,
                                     PtlStore *store,
                                     gint64 id,
                                     GError **error);

G_END_DECLS
