/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-preview.c: what rules that are being written say of one response. */
#include "runner/rule-preview.h"

#include <string.h>

#include "rules/matcher.h"
#include "rules/rule-example.h"

/* Stands for the file in problems; a person sees the text it is about. */
#define NAME "rules"

typedef struct
{
  GBytes *text;
  PtlResponseSample *sample; /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_bytes_unref (self->text);
  g_clear_pointer (&self->sample, ptl_response_sample_unref);
  g_free (self);
}

void
ptl_rule_preview_free (PtlRulePreview *self)
{
  g_clear_pointer (&self->problem, ptl_rule_problem_free);
  g_clear_pointer (&self->service, ptl_service_unref);
  g_free (self);
}

/* Returns: (transfer full) (nullable) */
static PtlRuleProblem *
take_first (GPtrArray *problems)
{
  const PtlRuleProblem *first = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const PtlRuleProblem *problem = problems->pdata[i];

      if (first == NULL || problem->line < first->line)
        first = problem;
    }

  return first != NULL ? ptl_rule_problem_new (first->file, first->line, first->column,
                                               first->reason)
                       : NULL;
}

/* Returns: (transfer full) (nullable): what is wrong with the examples in the text */
static PtlRuleProblem *
check_examples (PtlProbeDb *db, GBytes *text)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  g_autoptr (GPtrArray) examples = ptl_rule_examples_parse (text, NAME, problems);

  for (guint i = 0; i < examples->len && problems->len == 0; i++)
    {
      PtlRuleProblem *problem = ptl_rule_example_check (examples->pdata[i], db);

      if (problem != NULL)
        g_ptr_array_add (problems, problem);
    }

  return take_first (problems);
}

/* The rules of whatever probes the text has: which one was sent is for a scan to say. */
static PtlService *
match (PtlProbeDb *db, const PtlResponseSample *sample)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (sample->data, &len);
  const PtlProbe *probe = ptl_probe_db_find_probe (db, sample->protocol, sample->probe);
  g_autoptr (PtlMatch) found = NULL;

  if (probe == NULL && sample->protocol == PTL_PROTOCOL_TCP)
    probe = ptl_probe_db_get_null_probe (db);
  if (probe != NULL)
    found = ptl_match_response (db, probe, data, len, FALSE);

  return found != NULL ? ptl_service_ref (found->service) : NULL;
}

static void
preview_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  PtlRulePreview *self = g_new0 (PtlRulePreview, 1);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  if (!ptl_probe_db_load_bytes (db, work->text, NAME, PTL_RULE_LAYER_USER, FALSE,
                                &error) ||
      !ptl_probe_db_seal (db, FALSE, &error))
    {
      self->problem = ptl_rule_problem_new (NAME, 1, 1, error->message);
    }
  else
    {
      ptl_probe_db_compile (db, PTL_RULE_LAYER_USER);
      self->problem = take_first (ptl_probe_db_get_problems (db));
      if (work->sample != NULL)
        self->service = match (db, work->sample);
      if (self->problem == NULL)
        self->problem = check_examples (db, work->text);
    }

  g_task_return_pointer (task, self, (GDestroyNotify) ptl_rule_preview_free);
}

void
ptl_rule_preview_async (const char *text,
                        PtlResponseSample *sample,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->text = g_bytes_new (text, strlen (text));
  work->sample = sample != NULL ? ptl_response_sample_ref (sample) : NULL;
  g_task_set_source_tag (task, ptl_rule_preview_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, preview_worker);
}

PtlRulePreview *
ptl_rule_preview_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
