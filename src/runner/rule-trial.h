/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-trial.h: what would change if some rules were in force. */
#pragma once

#include "model/verdict-change.h"
#include "rules/probe-db.h"
#include "runner/response-corpus.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_TRIAL_NAMES,      /* no rule had named the service */
  PTL_TRIAL_CHANGES,    /* the same product, told otherwise */
  PTL_TRIAL_CONTRADICTS /* another service or product */
} PtlTrialKind;

typedef struct
{
  PtlTrialKind kind;
  PtlVerdictChange *change; /* from what is shown */
} PtlTrialFinding;

typedef struct
{
  guint n_responses; /* that were asked about */
  guint n_confirmed; /* ports of which the rules say what is said already */
  guint n_named;
  guint n_changed;
  guint n_contradicted;
  GPtrArray *findings; /* PtlTrialFinding: contradictions first, then changes */
} PtlRuleTrial;

/**
 * ptl_rule_trial_run:
 * @text: a file of rules
 * @path: where it is, or would be: in the person's folder it takes that file's place
 *
 * Blocks: for a worker thread.  Judges each port that a rule of the file can claim as a
 * scan would, with all layers; only what these rules decide counts.
 *
 * Returns: (transfer full) (nullable): NULL with a %PTL_PROBE_DB_ERROR whose message
 *   begins with @path, a %G_IO_ERROR_CANCELLED, or when no database is installed
 */
PtlRuleTrial *ptl_rule_trial_run (PtlResponseCorpus *corpus,
                                  GBytes *text,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GError **error);
void ptl_rule_trial_free (PtlRuleTrial *self);

/* Returns: (transfer full): "newly names 14 services, changes 2, contradicts 0" */
char *ptl_rule_trial_describe (const PtlRuleTrial *self);

const char *ptl_trial_kind_to_string (PtlTrialKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleTrial, ptl_rule_trial_free)

G_END_DECLS
