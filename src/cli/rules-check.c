/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-check.c: "rules check": what is wrong with files of rules. */
#include <glib/gi18n-lib.h>

#include "base/display.h"
#include "base/file.h"
#include "cli/console.h"
#include "cli/rules-call.h"
#include "rules/rule-lint.h"
#include "runner/rule-layers.h"

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const PtlRuleProblem *x = *(const PtlRuleProblem *const *) a;
  const PtlRuleProblem *y = *(const PtlRuleProblem *const *) b;

  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;

  return (int) x->column - (int) y->column;
}

static void
append_problem (GString *out, const PtlRuleProblem *problem)
{
  g_autofree char *line =
      g_strdup_printf ("%s:%u:%u: %s: %s", problem->file, problem->line, problem->column,
                       _ ("error"), problem->reason);
  g_autofree char *shown = ptl_display_line (line);

  g_string_append_printf (out, "%s\n", shown);
}

/* Adds what is wrong with the examples to @problems, which owns its elements. */
static void
check_examples (GPtrArray *problems,
                GBytes *text,
                const char *path,
                PtlProbeDb *db,
                gboolean strict)
{
  g_autoptr (GPtrArray) examples = ptl_rule_examples_parse (text, path, problems);

  if (strict && ptl_probe_db_get_problems (db)->len == 0)
    g_ptr_array_extend_and_steal (problems, ptl_rule_lint (db, examples));

  for (guint i = 0; i < examples->len; i++)
    {
      PtlRuleProblem *problem = ptl_rule_example_check (examples->pdata[i], db);

      if (problem != NULL)
        g_ptr_array_add (problems, problem);
    }
}

static void
append_problems (GString *out, GPtrArray *of_lines, GPtrArray *of_examples)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < of_lines->len; i++)
    g_ptr_array_add (all, of_lines->pdata[i]);
  for (guint i = 0; i < of_examples->len; i++)
    g_ptr_array_add (all, of_examples->pdata[i]);

  g_ptr_array_sort (all, compare_problems);
  for (guint i = 0; i < all->len; i++)
    append_problem (out, all->pdata[i]);
}

/* Appends what is wrong with one file; FALSE with an error if it cannot be read. */
static gboolean
check_file (GString *out, const char *path, gboolean strict, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  char *contents;
  gsize len;
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GPtrArray) of_examples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);

  if (!ptl_file_read (path, PTL_RULES_MAX_FILE, &contents, &len, error))
    return FALSE;

  text = g_bytes_new_take (contents, len);
  if (!ptl_probe_db_load_bytes (db, text, path, PTL_RULE_LAYER_USER, FALSE, error) ||
      !ptl_probe_db_seal (db, FALSE, error))
    return FALSE;

  ptl_rule_layers_check_exclude (db);
  ptl_probe_db_compile (db, PTL_RULE_LAYER_USER);
  check_examples (of_examples, text, path, db, strict);
  append_problems (out, ptl_probe_db_get_problems (db), of_examples);
  return TRUE;
}

PtlExit
ptl_rules_check (const PtlRulesCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < call->operands->len; i++)
    if (!check_file (out, call->operands->pdata[i], call->strict, error))
      return PTL_EXIT_USAGE;

  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;

  return out->len > 0 ? PTL_EXIT_FINDINGS : PTL_EXIT_DONE;
}
