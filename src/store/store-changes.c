/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-changes.c: what a person changes by hand in the store. */
#include "store/fact-rows.h"
#include "store/session-rows.h"
#include "store/store-private.h"

static gpointer
run_delete (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (ptl_session_rows_delete (db, job->id, error));
}

void
ptl_store_delete_async (PtlStore *self,
                        gint64 id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_delete_async, cancellable,
                           callback, user_data);
  job->run = run_delete;
  job->changes_sessions = TRUE;
  job->id = id;
  ptl_store_submit (self, job);
}

gboolean
ptl_store_delete_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

static gpointer
run_rename (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (ptl_session_rows_rename (db, job->id, job->name, error));
}

void
ptl_store_rename_async (PtlStore *self,
                        gint64 id,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));
  g_return_if_fail (name != NULL);

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_rename_async, cancellable,
                           callback, user_data);
  job->run = run_rename;
  job->changes_sessions = TRUE;
  job->id = id;
  job->name = g_strdup (name);
  ptl_store_submit (self, job);
}

gboolean
ptl_store_rename_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

static gpointer
run_set_notes (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (
      job->address_given
          ? ptl_session_rows_set_host_notes (db, job->id, &job->address, job->name, error)
          : ptl_session_rows_set_notes (db, job->id, job->name, error));
}

void
ptl_store_set_notes_async (PtlStore *self,
                           gint64 id,
                           const PtlAddress *host,
                           const char *notes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_set_notes_async, cancellable,
                           callback, user_data);
  job->run = run_set_notes;
  job->changes_sessions = TRUE;
  job->id = id;
  job->address_given = host != NULL;
  if (host != NULL)
    job->address = *host;
  job->name = g_strdup (notes);
  ptl_store_submit (self, job);
}

gboolean
ptl_store_set_notes_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

static gpointer
run_set_tags (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (ptl_session_rows_set_tags (db, job->id, job->tags, error));
}

void
ptl_store_set_tags_async (PtlStore *self,
                          gint64 id,
                          const char *const *tags,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_set_tags_async, cancellable,
                           callback, user_data);
  job->run = run_set_tags;
  job->changes_sessions = TRUE;
  job->id = id;
  job->tags = g_strdupv ((char **) tags);
  ptl_store_submit (self, job);
}

gboolean
ptl_store_set_tags_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}

typedef struct
{
  PtlFactRows rows;
  gint64 id;
  GError *error;
} Save;

static void
save_fact_cb (PtlFact *fact, gpointer user_data)
{
  Save *save = user_data;

  if (save->error == NULL)
    ptl_fact_rows_save (&save->rows, save->id, fact, &save->error);
}

static gpointer
run_save (PtlDatabase *db, const PtlJob *job, GError **error)
{
  const PtlSessionInfo *info = ptl_session_get_info (job->session);
  Save save = { .rows = { .db = db } };

  save.id = ptl_session_rows_insert (db, info, &save.error);
  if (save.error == NULL)
    ptl_session_foreach_fact (job->session, save_fact_cb, &save);
  ptl_fact_rows_clear (&save.rows);
  if (save.error == NULL)
    ptl_session_rows_end (db, save.id, info->state, info->finished_us, &save.error);
  if (save.error != NULL)
    {
      g_propagate_error (error, save.error);
      return NULL;
    }

  return ptl_session_rows_get (db, save.id, error);
}

void
ptl_store_save_async (PtlStore *self,
                      PtlSession *session,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_save_async, cancellable,
                           callback, user_data);
  job->run = run_save;
  job->free_result = (GDestroyNotify) ptl_session_info_unref;
  job->changes_sessions = TRUE;
  job->session = g_object_ref (session);
  ptl_store_submit (self, job);
}

PtlSessionInfo *
ptl_store_save_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

void
ptl_store_vacuum_async (PtlStore *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (PTL_IS_STORE (self));

  ptl_store_submit (self, ptl_store_new_job (self, PTL_JOB_VACUUM, ptl_store_vacuum_async,
                                             cancellable, callback, user_data));
}

gboolean
ptl_store_vacuum_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}
