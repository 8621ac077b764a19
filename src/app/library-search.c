/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library-search.c: the sessions in which there is anything of a filter. */
#include "app/library-private.h"
#include "store/search.h"

static void
free_ids (gpointer ids)
{
  g_array_unref (ids);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GArray *ids = ptl_store_search_sessions_finish (PTL_STORE (source), result, &error);

  if (ids == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ids, free_ids);
}

void
ptl_library_search_async (PtlLibrary *self,
                          const PtlFilter *filter,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_search_async);
  if (self->store == NULL)
    g_task_return_pointer (task, g_array_new (FALSE, FALSE, sizeof (gint64)), free_ids);
  else
    ptl_store_search_sessions_async (self->store, filter, cancellable, found_cb,
                                     g_steal_pointer (&task));
}

GArray *
ptl_library_search_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
