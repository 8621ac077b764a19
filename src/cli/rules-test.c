/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-test.c: "rules test": what would change if the rules were in force. */
#include <glib/gi18n-lib.h>

#include "base/file.h"
#include "cli/console.h"
#include "cli/rules-answers.h"
#include "cli/verdict-text.h"
#include "formats/verdict-json.h"
#include "rules/response-sample.h"
#include "rules/rule-example.h"
#include "runner/rule-layers.h"
#include "runner/rule-trial.h"

/* --- on stored answers --- */

static void
append_text (GString *out, const PtlRuleTrial *trial)
{
  g_autofree char *summary = ptl_rule_trial_describe (trial);

  g_string_append_printf (out, "%s\n", summary);
  for (guint i = 0; i < trial->findings->len; i++)
    {
      const PtlTrialFinding *finding = trial->findings->pdata[i];

      g_string_append_printf (out, "%s: ", ptl_trial_kind_to_string (finding->kind));
      ptl_verdict_text_append (out, finding->change);
    }
}

static void
append_json (GString *out, const PtlRuleTrial *trial)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  JsonBuilder *json = ptl_json_new ();
  g_autofree char *line = NULL;

  for (guint i = 0; i < trial->findings->len; i++)
    g_ptr_array_add (changes, ((PtlTrialFinding *) trial->findings->pdata[i])->change);

  ptl_json_add_int (json, "responses", trial->n_responses);
  ptl_json_add_int (json, "named", trial->n_named);
  ptl_json_add_int (json, "changed", trial->n_changed);
  ptl_json_add_int (json, "contradicted", trial->n_contradicted);
  ptl_json_add_int (json, "confirmed", trial->n_confirmed);
  ptl_json_add_changes (json, changes);
  line = ptl_json_free_to_line (json);
  g_string_append_printf (out, "%s\n", line);
}

static PtlExit
try_on_store (const PtlRulesCall *call, GBytes *text, const char *path, GError **error)
{
  g_autoptr (PtlResponseCorpus) corpus = ptl_rules_load_answers (call, error);
  g_autoptr (PtlRuleTrial) trial = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (corpus == NULL)
    return PTL_EXIT_USAGE;
  trial = ptl_rule_trial_run (corpus, text, path, NULL, error);
  if (trial == NULL)
    return PTL_EXIT_USAGE;

  if (call->json)
    append_json (out, trial);
  else
    append_text (out, trial);
  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;

  return trial->n_contradicted > 0 ? PTL_EXIT_FINDINGS : PTL_EXIT_DONE;
}

/* --- on files --- */

static PtlExit
try_on_files (const PtlRulesCall *call, GBytes *text, const char *path, GError **error)
{
  g_autoptr (GPtrArray) samples = ptl_rules_read_samples (call, 1, error);
  g_autoptr (PtlProbeDb) db = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_claimed = 0;

  if (samples == NULL)
    return PTL_EXIT_USAGE;
  db = ptl_rule_layers_load_draft (text, path, error);
  if (db == NULL)
    return PTL_EXIT_USAGE;

  for (guint i = 0; i < samples->len; i++)
    n_claimed += ptl_rules_append_verdict (out, samples->pdata[i], db, path);
  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;

  return n_claimed == samples->len ? PTL_EXIT_DONE : PTL_EXIT_FINDINGS;
}

/* --- the examples in the file --- */

/* Returns: whether all are as they should be; what is wrong goes to standard error */
static gboolean
check_examples (GBytes *text, const char *path)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  g_autoptr (GPtrArray) examples = ptl_rule_examples_parse (text, path, problems);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  if (ptl_probe_db_load_bytes (db, text, path, PTL_RULE_LAYER_USER, FALSE, NULL) &&
      ptl_probe_db_seal (db, FALSE, NULL))
    for (guint i = 0; i < examples->len; i++)
      {
        PtlRuleProblem *problem = ptl_rule_example_check (examples->pdata[i], db);

        if (problem != NULL)
          g_ptr_array_add (problems, problem);
      }

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = ptl_rule_problem_to_string (problems->pdata[i]);

      ptl_console_complain ("%s", line);
    }

  return problems->len == 0;
}

PtlExit
ptl_rules_test (const PtlRulesCall *call, GError **error)
{
  const char *path = call->operands->pdata[0];
  g_autoptr (GBytes) text = NULL;
  char *contents;
  gsize len;
  PtlExit status;

  if (!ptl_file_read (path, PTL_RULES_MAX_FILE, &contents, &len, error))
    return PTL_EXIT_USAGE;

  text = g_bytes_new_take (contents, len);
  status = call->operands->len > 1 ? try_on_files (call, text, path, error)
                                   : try_on_store (call, text, path, error);
  if (status == PTL_EXIT_DONE && !check_examples (text, path))
    return PTL_EXIT_FINDINGS;
  return status;
}
