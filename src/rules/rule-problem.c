/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-problem.c: what is wrong with a line of a probe file, and where. */
#include "rules/rule-problem.h"

#include "base/display.h"

PtlRuleProblem *
ptl_rule_problem_new (const char *file, guint line, guint column, const char *reason)
{
  PtlRuleProblem *self = g_new0 (PtlRuleProblem, 1);

  self->file = g_strdup (file);
  self->line = line;
  self->column = column;
  self->reason = ptl_display_line (reason); /* quotes what the file says */
  return self;
}

void
ptl_rule_problem_free (PtlRuleProblem *self)
{
  g_free (self->file);
  g_free (self->reason);
  g_free (self);
}

char *
ptl_rule_problem_to_string (const PtlRuleProblem *self)
{
  return g_strdup_printf ("%s:%u:%u: %s", self->file, self->line, self->column,
                          self->reason);
}
