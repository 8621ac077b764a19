/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rule-trial-view.h: what rules would change on everything stored, at every pause in
 * typing. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"
#include "runner/rule-trial.h"

G_BEGIN_DECLS

#define PTL_TYPE_RULE_TRIAL_VIEW (ptl_rule_trial_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlRuleTrialView, ptl_rule_trial_view, PTL, RULE_TRIAL_VIEW, GtkBox)

/* Loads what the rules are tried on. */
void ptl_rule_trial_view_set_library (PtlRuleTrialView *self, PtlLibrary *library);

/* Tries @text, the file @path, once nothing else is asked for a moment.  NULL: it is not
 * to be tried, having a fault. */
void ptl_rule_trial_view_try (PtlRuleTrialView *self, const char *text, const char *path);

/* Returns: (transfer none) (nullable): for drafts; NULL while it is loaded */
PtlResponseCorpus *ptl_rule_trial_view_get_corpus (PtlRuleTrialView *self);

/* Returns: (transfer none) (nullable): what came of the text last asked about; NULL while
 * it is tried */
const PtlRuleTrial *ptl_rule_trial_view_get_trial (PtlRuleTrialView *self);

G_END_DECLS
