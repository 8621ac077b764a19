/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search.c: a filter asked of all that is saved.
 *
 *   index, index, ... (writer, one short transaction each) -> find (reader) */
#include "store/search.h"

#include "store/search-plan.h"
#include "store/search-rows.h"
#include "store/store-private.h"

/* Of a search, until it is found. */
typedef struct
{
  PtlSearchPlan *plan; /* (nullable): NULL: the job that finds has it */
  PtlJobFunc find;
  GDestroyNotify free_found;
} Search;

static void search_on (GTask *task);

void
ptl_search_hit_free (PtlSearchHit *self)
{
  g_free (self->session_name);
  g_free (self->hostname);
  g_clear_pointer (&self->service, ptl_service_unref);
  g_free (self->words);
  g_free (self);
}

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
  return ptl_search_plan_find (job->search, db, error);
}

static gpointer
run_find_sessions (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return ptl_search_plan_find_sessions (job->search, db, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer found = ptl_store_finish_pointer (PTL_STORE (source), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, search->free_found);
  else
    g_task_return_error (task, error);
}

static void
find (GTask *task)
{
  PtlStore *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  PtlJob *job = ptl_store_new_job (self, PTL_JOB_READ, find,
                                   g_task_get_cancellable (task), found_cb, task);

  job->run = search->find;
  job->free_result = search->free_found;
  job->search = g_steal_pointer (&search->plan);
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

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->plan, ptl_search_plan_free);
  g_free (search);
}

/* @task: (transfer full); @search is taken, too */
static void
begin (GTask *task, Search search)
{
  g_task_set_task_data (task, g_memdup2 (&search, sizeof search), search_free);
  if (ptl_search_plan_needs_index (search.plan))
    search_on (task);
  else
    find (task);
}

static void
free_array_cb (gpointer array)
{
  g_array_unref (array);
}

static void
free_hits_cb (gpointer hits)
{
  g_ptr_array_unref (hits);
}

void
ptl_store_search_async (PtlStore *self,
                        const PtlFilter *filter,
                        guint max_hits,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PTL_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_store_search_async);
  begin (task,
         (Search){ ptl_search_plan_new (filter, max_hits), run_find, free_hits_cb });
}

GPtrArray *
ptl_store_search_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}

void
ptl_store_search_sessions_async (PtlStore *self,
                                 const PtlFilter *filter,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PTL_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_store_search_sessions_async);
  begin (task,
         (Search){ ptl_search_plan_new (filter, 0), run_find_sessions, free_array_cb });
}

GArray *
ptl_store_search_sessions_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}
