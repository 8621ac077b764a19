/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-revisions.c: the verdicts of later rules in the store, and the evidence
 * they are made from. */
#include "store/revision-rows.h"
#include "store/store-private.h"

static gpointer
run_visit (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (
      ptl_revision_rows_visit (db, job->id, job->visit, job->visit_data, error));
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
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_VISIT, ptl_store_visit_evidence_async,
                           cancellable, callback, user_data);
  job->run = run_visit;
  job->id = id;
  job->visit = func;
  job->visit_data = func_data;
  ptl_store_submit (self, job);
}

gboolean
ptl_store_visit_evidence_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

static gpointer
run_add (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GUINT_TO_POINTER (
      ptl_revision_rows_insert (db, job->id, job->revision, job->verdicts, error));
}

/* The number is the result itself. */
static void
free_number_cb (gpointer number)
{
}

void
ptl_store_add_revision_async (PtlStore *self,
                              gint64 id,
                              PtlRevision *revision,
                              GPtrArray *verdicts,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_add_revision_async, cancellable,
                           callback, user_data);
  job->run = run_add;
  job->free_result = free_number_cb;
  job->changes_sessions = TRUE;
  job->id = id;
  job->revision = ptl_revision_ref (revision);
  job->verdicts = g_ptr_array_ref (verdicts);
  ptl_store_submit (self, job);
}

guint
ptl_store_add_revision_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_UINT (ptl_store_finish_pointer (self, result, error));
}

static gpointer
run_list (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_revision_rows_list (db, job->id, error);
}

static void
unref_array_cb (gpointer array)
{
  g_ptr_array_unref (array);
}

void
ptl_store_list_revisions_async (PtlStore *self,
                                gint64 id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_list_revisions_async,
                           cancellable, callback, user_data);
  job->run = run_list;
  job->free_result = unref_array_cb;
  job->id = id;
  ptl_store_submit (self, job);
}

GPtrArray *
ptl_store_list_revisions_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

static gpointer
run_show (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (
      ptl_revision_rows_show (db, job->id, (guint) job->number, error));
}

static gpointer
run_delete (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (
      ptl_revision_rows_delete (db, job->id, (guint) job->number, error));
}

static PtlJob *
new_change (PtlStore *self,
            PtlJobFunc run,
            gint64 id,
            guint number,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  PtlJob *job =
      ptl_store_new_job (self, PTL_JOB_WRITE, tag, cancellable, callback, user_data);

  job->run = run;
  job->changes_sessions = TRUE;
  job->id = id;
  job->number = number;
  return job;
}

void
ptl_store_show_revision_async (PtlStore *self,
                               gint64 id,
                               guint number,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (PTL_IS_STORE (self));

  ptl_store_submit (self,
                    new_change (self, run_show, id, number, ptl_store_show_revision_async,
                                cancellable, callback, user_data));
}

gboolean
ptl_store_show_revision_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

void
ptl_store_delete_revision_async (PtlStore *self,
                                 gint64 id,
                                 guint number,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (PTL_IS_STORE (self));

  ptl_store_submit (self, new_change (self, run_delete, id, number,
                                      ptl_store_delete_revision_async, cancellable,
                                      callback, user_data));
}

gboolean
ptl_store_delete_revision_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}
