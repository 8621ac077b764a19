/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-search.c: the store, searched.
 *
 *   index, index, ... (writer, one short transaction each) -> find (reader) */
#include "store/search-rows.h"
#include "store/store-private.h"

static void search_on (GTask *task);

/* Its result is whether there is more to do, as a number that is not NULL. */
static gpointer
run_index (PtlDatabase *db, const PtlJob *job, GError **error)
{
  gboolean more;

  return ptl_search_rows_index (db, &more, error) ? GINT_TO_POINTER (more ? 2 : 1) : NULL;
}

static gpointer
run_find (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_search_rows_find (db, job->name, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *hits = ptl_store_finish_pointer (PTL_STORE (source), result, &error);

  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
find (GTask *task)
{
  PtlStore *self = g_task_get_source_object (task);
  PtlJob *job = ptl_store_new_job (self, PTL_JOB_READ, find,
                                   g_task_get_cancellable (task), found_cb, task);

  job->run = run_find;
  job->free_result = (GDestroyNotify) g_ptr_array_unref;
  job->name = g_strdup (g_task_get_task_data (task));
  ptl_store_submit (self, job);
}

static void
no_free_cb (gpointer number)
{
}

static void
indexed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  gpointer more = ptl_store_finish_pointer (PTL_STORE (source), result, NULL);

  /* Where nothing can be written, what is searchable is searched. */
  if (GPOINTER_TO_INT (more) == 2 &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    search_on (task);
  else
    find (task);
}

static void
search_on (GTask *task)
{
  PtlStore *self = g_task_get_source_object (task);
  PtlJob *job =
      ptl_store_new_job (self, PTL_JOB_WRITE, search_on, NULL, indexed_cb, task);

  job->run = run_index;
  job->free_result = no_free_cb;
  ptl_store_submit (self, job);
}

void
ptl_store_search_async (PtlStore *self,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PTL_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_store_search_async);
  g_task_set_task_data (task, g_strdup (text), g_free);
  search_on (task);
}

GPtrArray *
ptl_store_search_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}
