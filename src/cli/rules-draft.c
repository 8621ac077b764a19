/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-draft.c: "rules draft": a rule proposed from answers. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/console.h"
#include "cli/rules-answers.h"
#include "runner/draft-fit.h"

/* Leaves those that answered the probe of the first. */
static void
keep_one_probe (GPtrArray *samples)
{
  const PtlResponseSample *first = samples->pdata[0];

  for (guint i = samples->len; i-- > 1;)
    {
      const PtlResponseSample *other = samples->pdata[i];

      if (strcmp (first->probe, other->probe) != 0 || first->protocol != other->protocol)
        g_ptr_array_remove_index (samples, i);
    }
}

/* As a comment, so that the output stays a file of rules. */
static void
append_explanation (GString *out, const PtlRuleDraft *draft)
{
  for (guint i = 0; i < draft->parts->len; i++)
    {
      g_autofree char *line = ptl_draft_part_describe (draft->parts->pdata[i]);
      g_autofree char *shown = ptl_display_line (line);

      g_string_append_printf (out, "# %s\n", shown);
    }
}

/* Returns: (transfer full) (nullable): what to draft from */
static GPtrArray *
get_samples (const PtlRulesCall *call, PtlResponseCorpus *corpus, GError **error)
{
  g_autoptr (GPtrArray) samples = call->operands->len > 0
                                      ? ptl_rules_read_samples (call, 0, error)
                                      : ptl_rules_find_samples (call, corpus, error);

  if (samples == NULL)
    return NULL;
  if (samples->len > 0)
    return g_steal_pointer (&samples);

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("rules draft: no reply to the probe %s is there"), call->probe);
  return NULL;
}

PtlExit
ptl_rules_draft (const PtlRulesCall *call, GError **error)
{
  const gboolean has_level = call->level < PTL_N_DRAFT_LEVELS;
  const PtlDraftLevel level =
      has_level ? (PtlDraftLevel) call->level : PTL_DRAFT_LEVEL_BALANCED;
  g_autoptr (PtlResponseCorpus) corpus = NULL;
  g_autoptr (GPtrArray) samples = NULL;
  g_autoptr (PtlDraftFit) fit = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (call->operands->len == 0 && call->sessions->len == 0)
    {
      g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                           _ ("rules draft: expected a file with an answer, "
                              "or --session and --port"));
      return PTL_EXIT_USAGE;
    }

  corpus = ptl_rules_load_answers (call, error);
  samples = corpus != NULL ? get_samples (call, corpus, error) : NULL;
  if (samples == NULL)
    return PTL_EXIT_USAGE;

  keep_one_probe (samples);
  fit = ptl_draft_fit_run (corpus, samples, level, has_level, call->service,
                           call->product, NULL, error);
  if (fit == NULL)
    return PTL_EXIT_USAGE;

  if (call->explain)
    append_explanation (out, fit->draft);
  g_string_append (out, fit->text);
  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;
  if (fit->n_contradicted == 0)
    return PTL_EXIT_DONE;

  ptl_console_complain (_ ("the draft also claims %u stored answers of other products"),
                        fit->n_contradicted);
  return PTL_EXIT_FINDINGS;
}
