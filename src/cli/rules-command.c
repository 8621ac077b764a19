/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-command.c: checks files of rules. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "rules/rule-lint.h"
#include "runner/rule-layers.h"

#define MAX_FILE (64 * 1024 * 1024) /* more than any file of rules may have */

typedef struct
{
  gboolean strict;
} Settings;

static const PtlOption options[] = {
  { "--strict", NULL, N_ ("demand what rules for everybody need: examples, cost, names"),
    PTL_OPTION_ON, FALSE, G_STRUCT_OFFSET (Settings, strict), 0, 0, NULL },
  { NULL }
};

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

  if (!ptl_file_read (path, MAX_FILE, &contents, &len, error))
    return FALSE;

  text = g_bytes_new_take (contents, len);
  if (!ptl_probe_db_load_bytes (db, text, path, PTL_RULE_LAYER_USER, FALSE, error) ||
      !ptl_probe_db_seal (db, FALSE, error))
    return FALSE;

  ptl_rule_layers_check_exclude (db);
  ptl_probe_db_compile_all (db);
  check_examples (of_examples, text, path, db, strict);
  append_problems (out, ptl_probe_db_get_problems (db), of_examples);
  return TRUE;
}

static PtlExit
check (char **paths, gboolean strict, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (paths[0] == NULL)
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("rules check: expected one file or more"));
      return PTL_EXIT_USAGE;
    }

  for (; *paths != NULL; paths++)
    if (!check_file (out, *paths, strict, error))
      return PTL_EXIT_USAGE;

  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;

  return out->len > 0 ? PTL_EXIT_FINDINGS : PTL_EXIT_DONE;
}

static PtlExit
run (char **args, GError **error)
{
  static const char *const announced[] = { "draft", "test", NULL };
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Settings settings = { FALSE };
  const char *action;

  if (!ptl_option_parse (options, &settings, NULL, args, operands, error))
    return PTL_EXIT_USAGE;

  g_ptr_array_add (operands, NULL);
  action = operands->pdata[0];
  if (action == NULL)
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("rules: expected an action, check"));
      return PTL_EXIT_USAGE;
    }
  if (strcmp (action, "check") == 0)
    return check ((char **) operands->pdata + 1, settings.strict, error);

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               g_strv_contains (announced, action)
                   ? _ ("rules %s: not available yet")
                   : _ ("rules %s: there is no such action, only check"),
               action);
  return PTL_EXIT_USAGE;
}

const PtlCommand ptl_rules_command = {
  "rules", N_ ("check [--strict] FILE..."), N_ ("check files of rules"), options, run,
};
