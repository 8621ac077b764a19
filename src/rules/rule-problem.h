/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-problem.h: what is wrong with a line of a probe file, and where. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line that was left out. */
typedef struct
{
  char *file;
  guint line;   /* 1-based */
  guint column; /* 1-based, in bytes */
  char *reason;
} PtlRuleProblem;

PtlRuleProblem *
ptl_rule_problem_new (const char *file, guint line, guint column, const char *reason);
void ptl_rule_problem_free (PtlRuleProblem *self);

/* Returns: (transfer full): "FILE:LINE:COL: reason" */
char *ptl_rule_problem_to_string (const PtlRuleProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleProblem, ptl_rule_problem_free)

G_END_DECLS
