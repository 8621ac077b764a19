/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule.h: one match or softmatch line. */
#pragma once

#include "rules/pattern.h"
#include "rules/rule-problem.h"

G_BEGIN_DECLS

typedef struct _PtlProbeFile PtlProbeFile;

/* Owned by its probe; immutable but for the compiled code of the pattern. */
typedef struct
{
  const PtlProbeFile *file;
  guint line; /* 1-based */
  guint pattern_column;
  gboolean soft;
  const char *service; /* owned by the file */
  PtlPattern pattern;
  PtlText version_info; /* the fields p/ v/ ... as written, checked when read */
} PtlRule;

void ptl_rule_free (PtlRule *self);

/**
 * ptl_rule_check:
 * @with_templates: also that every version template can be filled
 *
 * Returns: (transfer full) (nullable): what is wrong with the pattern, or else with the
 *   first such template
 */
PtlRuleProblem *ptl_rule_check (const PtlRule *self, gboolean with_templates);

/* What one rule says with what its pattern captured: a new
 * %PTL_SERVICE_OUTCOME_HARD_MATCH or soft match; see PtlMatch. */
PtlService *ptl_rule_fill_service (const PtlRule *self,
                                   const PtlCaptures *captures,
                                   gboolean compat_nmap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRule, ptl_rule_free)

G_END_DECLS
