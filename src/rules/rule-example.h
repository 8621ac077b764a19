/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-example.h: the responses a rule file gives with its rules, to be checked.
 *
 *   example        = "#@ example" SP string *(SP key "=" value)
 *   counterexample = "#@ counterexample" SP string *(SP "probe=" value)
 *   value          = string | word
 *
 * A string stands between double quotes, in the notation of base/escape.h; a word has no
 * blank and no double quote.  Both kinds bind to the match or softmatch line that comes
 * next, any number of them to one line.  Keys: s (service), p v i h o d as in the rule's
 * fields, tunnel ("ssl"), and cpe, which may come more than once and names one of those
 * found.  An empty value says that there is none; a key not given is not checked.
 * probe=NAME is the probe that was sent, where it is not the one whose block this is. */
#pragma once

#include "rules/probe-db.h"

G_BEGIN_DECLS

/* What a key of an example says. */
typedef struct
{
  char *key;
  char *value;
} PtlRuleExpectation;

typedef struct
{
  char *file;
  guint line;
  guint rule_line;     /* of the rule it is for */
  gboolean is_counter; /* the rule must not match it */
  PtlProtocol protocol;
  char *probe; /* that was sent */
  GBytes *response;
  GPtrArray *expectations; /* PtlRuleExpectation */
} PtlRuleExample;

/**
 * ptl_rule_examples_parse:
 * @text: a probe file
 * @name: stands for it in problems, and is the name it is loaded by
 * @problems: (element-type PtlRuleProblem): gets what is wrong with the annotations
 *
 * Reads the annotations alone; what is wrong with other lines is not reported.
 *
 * Returns: (transfer full) (element-type PtlRuleExample): in file order
 */
GPtrArray *ptl_rule_examples_parse (GBytes *text, const char *name, GPtrArray *problems);
void ptl_rule_example_free (PtlRuleExample *self);

/**
 * ptl_rule_example_check:
 * @db: has the example's file loaded, and is sealed
 *
 * An example must be claimed by its rule, and by no rule that is tried before it, and
 * give what it expects.  A counterexample must not match its rule.
 *
 * Returns: (transfer full) (nullable): what is wrong, NULL if all is as it should be
 */
PtlRuleProblem *ptl_rule_example_check (const PtlRuleExample *self, PtlProbeDb *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleExample, ptl_rule_example_free)

G_END_DECLS
