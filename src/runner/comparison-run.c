/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/comparison-run.c: comparing sessions on a thread. */
#include "runner/comparison-run.h"

typedef struct
{
  GPtrArray *sessions;
  PtlComparisonOptions options; /* with references of its own */
  PtlSessionFilter *filter;     /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->sessions);
  g_clear_pointer (&job->options.pins, g_ptr_array_unref);
  g_clear_pointer (&job->options.rules, g_ptr_array_unref);
  g_clear_pointer (&job->filter, ptl_session_filter_unref);
  g_free (job);
}

static gboolean
wants_cb (const PtlSessionInfo *info,
          const PtlHost *host,
          const PtlPort *port,
          gconstpointer filter)
{
  return ptl_session_filter_matches (filter, info, host, port);
}

static void
compare_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  PtlComparisonReport *report = ptl_comparison_report_new ();

  report->all = job->options.keep_same;
  for (guint i = 1; i < job->sessions->len && !g_cancellable_is_cancelled (cancellable);
       i++)
    g_ptr_array_add (report->comparisons,
                     ptl_comparison_new (job->sessions->pdata[0], job->sessions->pdata[i],
                                         &job->options));
  if (job->sessions->len > 2 && !g_cancellable_is_cancelled (cancellable))
    report->timeline = ptl_timeline_new (job->sessions, &job->options);

  g_task_return_pointer (task, report, (GDestroyNotify) ptl_comparison_report_free);
}

void
ptl_comparison_run_async (GPtrArray *sessions,
                          const PtlComparisonOptions *options,
                          PtlSessionFilter *filter,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (sessions->len >= 2);

  job->sessions = g_ptr_array_ref (sessions);
  job->options = *options;
  if (job->options.pins != NULL)
    g_ptr_array_ref (job->options.pins);
  if (job->options.rules != NULL)
    g_ptr_array_ref (job->options.rules);
  if (filter != NULL)
    {
      job->filter = ptl_session_filter_ref (filter);
      job->options.wants = wants_cb;
      job->options.wants_data = filter;
      job->options.filter = filter->text;
    }
  g_task_set_source_tag (task, ptl_comparison_run_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_worker);
}

PtlComparisonReport *
ptl_comparison_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
