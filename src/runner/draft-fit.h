/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/draft-fit.h: a rule drafted from responses so that it claims no stored response
 * of another product. */
#pragma once

#include "rules/response-sample.h"
#include "rules/rule-draft.h"
#include "runner/response-corpus.h"

G_BEGIN_DECLS

typedef struct
{
  PtlRuleDraft *draft;
  char *text; /* a file of rules: the probe, the samples as examples, the rule */
  guint n_contradicted; /* stored ports of other products that it claims all the same */
} PtlDraftFit;

/**
 * ptl_draft_fit_run:
 * @samples: (element-type PtlResponseSample): at least one; all answered the same probe
 * @level: where to begin; if that claims what is of another product, more literal ones
 *   are tried
 * @is_fixed: only that level
 * @service: (nullable), like @product
 *
 * Blocks: for a worker thread.
 *
 * Returns: (transfer full) (nullable): NULL with an error, of ptl_rule_trial_run(), or
 *   %PTL_PROBE_DB_ERROR if there is no such probe
 */
PtlDraftFit *ptl_draft_fit_run (PtlResponseCorpus *corpus,
                                GPtrArray *samples,
                                PtlDraftLevel level,
                                gboolean is_fixed,
                                const char *service,
                                const char *product,
                                GCancellable *cancellable,
                                GError **error);
void ptl_draft_fit_free (PtlDraftFit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDraftFit, ptl_draft_fit_free)

G_END_DECLS
