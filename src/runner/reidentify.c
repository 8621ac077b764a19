/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/reidentify.c: today's verdicts on the stored answers of sessions, as revisions
 * beside those of their scans.
 *
 *   load the rules (worker thread) -> for each session: corpus run -> save the revision
 */
#include "runner/reidentify.h"

#include "config.h"
#include "runner/rule-layers.h"
#include "runner/service-list.h"

#define ENGINE "portolan " PTL_VERSION

typedef struct
{
  PtlStore *store;
  GPtrArray *sessions;  /* PtlSessionInfo */
  GPtrArray *databases; /* (nullable) */
  GPtrArray *rules;     /* (nullable) */
  PtlCorpusProgressFunc progress;
  gpointer progress_data;

  PtlProbeDb *db; /* once loaded, with the next two */
  PtlServiceNames *names;
  char *layers;
  PtlReidentification *present; /* (nullable): being saved */
  GPtrArray *done;              /* PtlReidentification */
} Work;

void
ptl_reidentification_free (PtlReidentification *self)
{
  ptl_session_info_unref (self->session);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->store);
  g_ptr_array_unref (self->sessions);
  g_clear_pointer (&self->databases, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->db, ptl_probe_db_unref);
  g_clear_pointer (&self->names, ptl_service_names_unref);
  g_free (self->layers);
  g_clear_pointer (&self->present, ptl_reidentification_free);
  g_clear_pointer (&self->done, g_ptr_array_unref);
  g_free (self);
}

static void next_session (GTask *task);

/* @task: (transfer full) */
static void
end_session (GTask *task, guint revision)
{
  Work *self = g_task_get_task_data (task);

  self->present->revision = revision;
  g_ptr_array_add (self->done, g_steal_pointer (&self->present));
  next_session (task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  guint revision = ptl_store_add_revision_finish (PTL_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    end_session (g_steal_pointer (&task), revision);
}

/* @task: (transfer full) */
static void
save (GTask *task, PtlCorpusResult *result)
{
  Work *self = g_task_get_task_data (task);
  g_autoptr (PtlRevision) revision = ptl_revision_new ();

  revision->time_us = g_get_real_time ();
  revision->engine = g_strdup (ENGINE);
  revision->rules = g_strdup (self->layers);
  revision->n_ports = result->n_ports;
  for (guint i = 0; i < result->verdicts->len; i++)
    revision->n_changed += ptl_verdict_change_is_told (result->verdicts->pdata[i]);

  ptl_store_add_revision_async (self->store, self->present->session->id, revision,
                                result->verdicts, g_task_get_cancellable (task), saved_cb,
                                task);
}

static void
judged_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PtlCorpusResult) result = ptl_corpus_run_finish (async_result, &error);

  if (result == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->present = g_new0 (PtlReidentification, 1);
  self->present->session = ptl_session_info_ref (self->sessions->pdata[self->done->len]);
  self->present->n_ports = result->n_ports;
  self->present->n_responses = result->n_responses;
  self->present->changes = g_ptr_array_ref (result->changes);
  if (result->changes->len > 0)
    save (g_steal_pointer (&task), result);
  else
    end_session (g_steal_pointer (&task), 0);
}

/* @task: (transfer full) */
static void
next_session (GTask *task)
{
  Work *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) one = NULL;

  if (self->done->len == self->sessions->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&self->done),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }

  one = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  g_ptr_array_add (one, ptl_session_info_ref (self->sessions->pdata[self->done->len]));
  ptl_corpus_run_async (self->store, one, self->db, self->names, self->progress,
                        self->progress_data, g_task_get_cancellable (task), judged_cb,
                        task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    next_session (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
load_worker (GTask *load, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *self = data;
  GError *error = NULL;

  self->db = ptl_rule_layers_load (self->databases, self->rules, &error);
  if (self->db == NULL)
    {
      g_task_return_error (load, error);
      return;
    }

  self->names = ptl_service_list_load (NULL); /* without it ports have no names */
  self->layers = ptl_rule_layers_describe (self->databases, self->rules);
  g_task_return_boolean (load, TRUE);
}

static GPtrArray *
ref_or_null (GPtrArray *array)
{
  return array != NULL ? g_ptr_array_ref (array) : NULL;
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
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) load = NULL;
  Work *self = g_new0 (Work, 1);

  self->store = g_object_ref (store);
  self->sessions = g_ptr_array_ref (sessions);
  self->databases = ref_or_null (databases);
  self->rules = ref_or_null (rules);
  self->progress = progress;
  self->progress_data = progress_data;
  self->done =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_reidentification_free);
  g_task_set_source_tag (task, ptl_reidentify_async);
  g_task_set_task_data (task, self, work_free);

  load = g_task_new (NULL, cancellable, loaded_cb, task);
  g_task_set_task_data (load, self, NULL);
  g_task_run_in_thread (load, load_worker);
}

GPtrArray *
ptl_reidentify_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
