/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-operations.c: what the store can be asked: each is a job for its threads.
 *
 * What a person changes by hand is in store-changes.c. */
#include "store/session-reader.h"
#include "store/session-rows.h"
#include "store/store-private.h"
#include "store/trace-rows.h"
#include "store/unfinished-rows.h"

static void
unref_info_cb (gpointer info)
{
  ptl_session_info_unref (info);
}

static void
unref_array_cb (gpointer array)
{
  g_ptr_array_unref (array);
}

gboolean
ptl_store_finish_boolean (PtlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gpointer
ptl_store_finish_pointer (PtlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_append (PtlStore *self, gint64 id, GPtrArray *facts)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_job_new (PTL_JOB_APPEND, NULL);
  job->id = id;
  job->facts = g_ptr_array_ref (facts);
  ptl_store_submit (self, job);
}

static gpointer
run_begin (PtlDatabase *db, const PtlJob *job, GError **error)
{
  gint64 id = ptl_session_rows_insert (db, job->info, error);

  if (id != 0)
    ptl_owners_take (ptl_database_get_owners (db), id);
  return id != 0 ? ptl_session_rows_get (db, id, error) : NULL;
}

void
ptl_store_begin_async (PtlStore *self,
                       PtlSessionInfo *info,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_begin_async, cancellable,
                           callback, user_data);
  job->run = run_begin;
  job->free_result = unref_info_cb;
  job->changes_sessions = TRUE;
  job->info = ptl_session_info_ref (info);
  ptl_store_submit (self, job);
}

PtlSessionInfo *
ptl_store_begin_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

void
ptl_store_end_async (PtlStore *self,
                     gint64 id,
                     PtlSessionState state,
                     gint64 finished_us,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_END, ptl_store_end_async, cancellable, callback,
                           user_data);
  job->free_result = unref_info_cb;
  job->id = id;
  job->state = state;
  job->finished_us = finished_us;
  ptl_store_submit (self, job);
}

PtlSessionInfo *
ptl_store_end_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_set_paused (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_session_rows_set_state (
             db, job->id,
             job->paused ? PTL_SESSION_STATE_PAUSED : PTL_SESSION_STATE_RUNNING, error)
             ? ptl_session_rows_get (db, job->id, error)
             : NULL;
}

void
ptl_store_set_paused_async (PtlStore *self,
                            gint64 id,
                            gboolean paused,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_set_paused_async, cancellable,
                           callback, user_data);
  job->run = run_set_paused;
  job->free_result = unref_info_cb;
  job->changes_sessions = TRUE;
  job->id = id;
  job->paused = paused;
  ptl_store_submit (self, job);
}

PtlSessionInfo *
ptl_store_set_paused_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_resume (PtlDatabase *db, const PtlJob *job, GError **error)
{
  PtlUnfinished *unfinished;

  if (!ptl_session_rows_take_up (db, job->id, error))
    return NULL;

  unfinished = ptl_unfinished_rows_load (db, job->id, error);
  if (unfinished == NULL)
    ptl_owners_release (ptl_database_get_owners (db), job->id);
  return unfinished;
}

void
ptl_store_resume_async (PtlStore *self,
                        gint64 id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_resume_async, cancellable,
                           callback, user_data);
  job->run = run_resume;
  job->free_result = (GDestroyNotify) ptl_unfinished_free;
  job->changes_sessions = TRUE;
  job->id = id;
  ptl_store_submit (self, job);
}

PtlUnfinished *
ptl_store_resume_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

void
ptl_store_flush_async (PtlStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_FLUSH, ptl_store_flush_async, cancellable,
                           callback, user_data);
  ptl_store_submit (self, job);
}

gboolean
ptl_store_flush_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

static gpointer
run_list (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_session_rows_list (db, error);
}

void
ptl_store_list_async (PtlStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_list_async, cancellable,
                           callback, user_data);
  job->run = run_list;
  job->free_result = unref_array_cb;
  ptl_store_submit (self, job);
}

GPtrArray *
ptl_store_list_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_load (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_session_reader_load (db, job->id, job->number, job->with_responses, error);
}

void
ptl_store_load_async (PtlStore *self,
                      gint64 id,
                      gboolean with_responses,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  ptl_store_load_revision_async (self, id, PTL_REVISION_CHOSEN, with_responses,
                                 cancellable, callback, user_data);
}

void
ptl_store_load_revision_async (PtlStore *self,
                               gint64 id,
                               gint64 revision,
                               gboolean with_responses,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_load_async, cancellable,
                           callback, user_data);
  job->run = run_load;
  job->free_result = g_object_unref;
  job->id = id;
  job->number = revision;
  job->with_responses = with_responses;
  ptl_store_submit (self, job);
}

PtlSession *
ptl_store_load_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_load_responses (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_session_reader_load_responses (db, job->id, &job->address, job->protocol,
                                            job->port, error);
}

void
ptl_store_load_responses_async (PtlStore *self,
                                gint64 id,
                                const PtlAddress *address,
                                PtlProtocol protocol,
                                guint16 port,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_load_responses_async,
                           cancellable, callback, user_data);
  job->run = run_load_responses;
  job->free_result = unref_array_cb;
  job->id = id;
  job->address = *address;
  job->protocol = protocol;
  job->port = port;
  ptl_store_submit (self, job);
}

GPtrArray *
ptl_store_load_responses_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_load_trace (PtlDatabase *db, const PtlJob *job, GError **error)
{
  if (job->address_given)
    return ptl_trace_rows_load_port (db, job->id, &job->address, job->protocol, job->port,
                                     error);

  return ptl_trace_rows_load (db, job->id, error);
}

void
ptl_store_load_trace_async (PtlStore *self,
                            gint64 id,
                            const PtlAddress *address,
                            PtlProtocol protocol,
                            guint16 port,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_load_trace_async, cancellable,
                           callback, user_data);
  job->run = run_load_trace;
  job->free_result = unref_array_cb;
  job->id = id;
  job->address_given = address != NULL;
  if (address != NULL)
    job->address = *address;
  job->protocol = protocol;
  job->port = port;
  ptl_store_submit (self, job);
}

GPtrArray *
ptl_store_load_trace_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}
