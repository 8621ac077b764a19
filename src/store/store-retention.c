/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-retention.c: how long the store keeps sessions. */
#include "store/store-retention.h"

#include "store/setting-rows.h"
#include "store/store-private.h"

static gpointer
run_get (PtlDatabase *db, const PtlJob *job, GError **error)
{
  g_autofree PtlRetention *retention = g_new0 (PtlRetention, 1);

  return ptl_setting_rows_get_retention (db, retention, error)
             ? g_steal_pointer (&retention)
             : NULL;
}

void
ptl_store_get_retention_async (PtlStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_get_retention_async, cancellable,
                           callback, user_data);
  job->run = run_get;
  job->free_result = g_free;
  ptl_store_submit (self, job);
}

gboolean
ptl_store_get_retention_finish (PtlStore *self,
                                GAsyncResult *result,
                                PtlRetention *retention,
                                GError **error)
{
  g_autofree PtlRetention *found = ptl_store_finish_pointer (self, result, error);

  if (found == NULL)
    return FALSE;

  *retention = *found;
  return TRUE;
}

static gpointer
run_set (PtlDatabase *db, const PtlJob *job, GError **error)
{
  return GINT_TO_POINTER (ptl_setting_rows_set_retention (db, &job->retention, error));
}

void
ptl_store_set_retention_async (PtlStore *self,
                               const PtlRetention *retention,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_WRITE, ptl_store_set_retention_async,
                           cancellable, callback, user_data);
  job->run = run_set;
  job->retention = *retention;
  ptl_store_submit (self, job);
}

gboolean
ptl_store_set_retention_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_boolean (self, result, error);
}
