/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-index.h: which rules of a list a response can match at all.
 *
 * Of each rule it knows the literal that a match begins with and four bytes of another
 * that it contains, where the pattern has such.  One pass over the response finds the
 * rules that have theirs; only these need to be tried. */
#pragma once

#include "rules/rule.h"

G_BEGIN_DECLS

/* Immutable; usable from every thread. */
typedef struct _PtlRuleIndex PtlRuleIndex;

/* @rules: (element-type PtlRule): in the order they are tried; not kept */
PtlRuleIndex *ptl_rule_index_new (GPtrArray *rules);
void ptl_rule_index_free (PtlRuleIndex *self);

/**
 * ptl_rule_index_find:
 *
 * Returns: (transfer full) (element-type guint): positions in the list, ascending, of
 *   every rule that matches and maybe of some that do not
 */
GArray *ptl_rule_index_find (const PtlRuleIndex *self, const guint8 *data, gsize len);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleIndex, ptl_rule_index_free)

G_END_DECLS
