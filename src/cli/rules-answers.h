/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-answers.h: the answers that "rules test" and "rules draft" work on. */
#pragma once

#include "cli/rules-call.h"
#include "rules/probe-db.h"
#include "rules/response-sample.h"
#include "runner/response-corpus.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): those of the sessions the call names, else of all
 */
PtlResponseCorpus *ptl_rules_load_answers (const PtlRulesCall *call, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlResponseSample): what the operands
 * from @first on have */
GPtrArray *ptl_rules_read_samples (const PtlRulesCall *call, guint first, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlResponseSample): what the host and
 * port of the call answered, in its sessions */
GPtrArray *ptl_rules_find_samples (const PtlRulesCall *call,
                                   PtlResponseCorpus *corpus,
                                   GError **error);

/* Appends a line with what the rules say of the sample. Returns: whether a rule of @path
 * claims it */
gboolean ptl_rules_append_verdict (GString *out,
                                   const PtlResponseSample *sample,
                                   PtlProbeDb *db,
                                   const char *path);

G_END_DECLS
