/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/job.c: one thing for the store's threads to do. */
#include "store/job.h"

PtlJob *
ptl_job_new (PtlJobKind kind, GTask *task)
{
  PtlJob *self = g_new0 (PtlJob, 1);

  self->kind = kind;
  self->task = task;
  return self;
}

void
ptl_job_free (PtlJob *self)
{
  g_clear_object (&self->task);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->info, ptl_session_info_unref);
  g_clear_error (&self->error);
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  g_free (self->name);
  g_strfreev (self->tags);
  g_clear_object (&self->session);
  g_clear_pointer (&self->revision, ptl_revision_unref);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->search, ptl_search_plan_free);
  g_free (self);
}

static void
free_cb (gpointer data)
{
  ptl_job_free (data);
}

static gboolean
complete_cb (gpointer data)
{
  PtlJob *self = data;

  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->free_result != NULL)
    g_task_return_pointer (self->task, g_steal_pointer (&self->result),
                           self->free_result);
  else
    g_task_return_boolean (self->task, TRUE);

  return G_SOURCE_REMOVE;
}

void
ptl_job_complete (PtlJob *self)
{
  GSource *source;

  if (self->task == NULL)
    {
      ptl_job_free (self);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (self->task));
  g_source_set_static_name (source, "store job");
  g_source_set_callback (source, complete_cb, self, free_cb);
  g_source_attach (source, g_task_get_context (self->task));
  g_source_unref (source);
}

void
ptl_job_fail (PtlJob *self, GError *error)
{
  self->error = error;
  ptl_job_complete (self);
}

void
ptl_job_run (PtlJob *self, PtlDatabase *db)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (g_cancellable_set_error_if_cancelled (cancellable, &self->error))
    return;

  ptl_database_set_cancellable (db, cancellable);
  self->result = self->run (db, self, &self->error);
  ptl_database_set_cancellable (db, NULL);
}
