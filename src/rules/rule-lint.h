/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-lint.h: what is demanded of rules that are given to everybody, beyond being
 * right. */
#pragma once

#include "rules/rule-example.h"

G_BEGIN_DECLS

/* Processor time that one rule may take of one response, however hostile. */
#define PTL_RULE_MAX_COST_US  5000
#define PTL_RULE_COST_SUBJECT (32 * 1024) /* bytes of the response it is taken on */

/**
 * ptl_rule_lint:
 * @db: sealed, without problems
 * @examples: (element-type PtlRuleExample): of the one file it has loaded
 *
 * Finds rules that have no example, that have too few literal bytes to tell one service
 * from another, and that take too long; services and products that are spelled in two
 * ways; and CPE names that NVD would not write so.
 *
 * Returns: (transfer full) (element-type PtlRuleProblem): owns its elements
 */
GPtrArray *ptl_rule_lint (PtlProbeDb *db, GPtrArray *examples);

G_END_DECLS
