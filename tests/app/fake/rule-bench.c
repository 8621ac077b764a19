/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/rule-bench.c: nothing is stored that rules could be tried on, and no
 * draft comes of anything. */
#include "runner/data-files.h"
#include "runner/draft-fit.h"
#include "runner/reidentify.h"
#include "runner/rule-trial.h"

char *
ptl_data_files_find (const char *name)
{
  return NULL;
}

GPtrArray *
ptl_data_files_get_user_rules (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

void
ptl_store_visit_evidence_async (PtlStore *self,
                                gint64 id,
                                PtlEvidenceFunc func,
                                gpointer func_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
ptl_store_visit_evidence_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

PtlRuleTrial *
ptl_rule_trial_run (PtlResponseCorpus *corpus,
                    GBytes *text,
                    const char *path,
                    GCancellable *cancellable,
                    GError **error)
{
  PtlRuleTrial *trial = g_new0 (PtlRuleTrial, 1);

  trial->findings = g_ptr_array_new ();
  return trial;
}

void
ptl_rule_trial_free (PtlRuleTrial *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

char *
ptl_rule_trial_describe (const PtlRuleTrial *self)
{
  return g_strdup ("Nothing is stored.");
}

const char *
ptl_trial_kind_to_string (PtlTrialKind kind)
{
  return "named";
}

PtlDraftFit *
ptl_draft_fit_run (PtlResponseCorpus *corpus,
                   GPtrArray *samples,
                   PtlDraftLevel level,
                   gboolean is_fixed,
                   const char *service,
                   const char *product,
                   GCancellable *cancellable,
                   GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No draft.");
  return NULL;
}

void
ptl_draft_fit_free (PtlDraftFit *self)
{
  g_free (self);
}

void
ptl_reidentify_async (PtlStore *store,
                      GPtrArray *sessions,
                      GPtrArray *databases,
                      GPtrArray *rules,
                      PtlCorpusProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_reidentify_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
