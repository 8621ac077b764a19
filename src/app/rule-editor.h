/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rule-editor.h: a file of rules as text, and the rule at the cursor as a form. */
#pragma once

#include <gtk/gtk.h>

#include "rules/rule-problem.h"

G_BEGIN_DECLS

/* Signals: changed (): the text is another */
#define PTL_TYPE_RULE_EDITOR (ptl_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (PtlRuleEditor, ptl_rule_editor, PTL, RULE_EDITOR, GtkBox)

/* @is_new: nothing can be undone beyond it */
void ptl_rule_editor_set_text (PtlRuleEditor *self, const char *text, gboolean is_new);

/* Returns: (transfer full) */
char *ptl_rule_editor_get_text (PtlRuleEditor *self);

/* Returns: (transfer full) (nullable): of the rule at the cursor */
char *ptl_rule_editor_get_service (PtlRuleEditor *self);

/* Returns: (transfer full) (nullable): likewise */
char *ptl_rule_editor_get_product (PtlRuleEditor *self);

/* Puts @line, with its end, before the rule at the cursor. */
void ptl_rule_editor_insert_before_rule (PtlRuleEditor *self, const char *line);

/* @problem: (nullable): is underlined */
void ptl_rule_editor_show_problem (PtlRuleEditor *self, const PtlRuleProblem *problem);

void ptl_rule_editor_focus (PtlRuleEditor *self);

G_END_DECLS
