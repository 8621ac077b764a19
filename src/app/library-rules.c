/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library-rules.c: what rules are tried on, and put in force for. */
#include "app/library-private.h"
#include "runner/reidentify.h"

/* Returns: (transfer full) (element-type PtlSessionInfo): of what is saved */
static GPtrArray *
list_saved (GListModel *items)
{
  GPtrArray *saved =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  const guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (items, i);
      PtlSessionInfo *info = ptl_session_item_get_info (item);

      if (info->id != 0)
        g_ptr_array_add (saved, ptl_session_info_ref (info));
    }

  return saved;
}

static void
answers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  PtlResponseCorpus *corpus = ptl_response_corpus_load_finish (result, &error);

  if (corpus == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, corpus, (GDestroyNotify) ptl_response_corpus_unref);
}

void
ptl_library_load_answers_async (PtlLibrary *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) saved = NULL;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_load_answers_async);
  saved = list_saved (G_LIST_MODEL (self->items));
  if (self->store == NULL)
    g_task_return_pointer (task, ptl_response_corpus_new (),
                           (GDestroyNotify) ptl_response_corpus_unref);
  else
    ptl_response_corpus_load_async (self->store, saved, cancellable, answers_cb,
                                    g_steal_pointer (&task));
}

PtlResponseCorpus *
ptl_library_load_answers_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- in force --- */

static void
reidentified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PtlLibrary *self = g_task_get_source_object (task);
  GPtrArray *items = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) done = ptl_reidentify_finish (result, &error);

  if (done == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < items->len; i++)
    ptl_library_announce_revised (self, items->pdata[i]);
  g_task_return_boolean (task, TRUE);
}

void
ptl_library_reidentify_async (PtlLibrary *self,
                              GPtrArray *items,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) sessions = NULL;

  g_return_if_fail (PTL_IS_LIBRARY (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (sessions,
                     ptl_session_info_ref (ptl_session_item_get_info (items->pdata[i])));

  g_task_set_source_tag (task, ptl_library_reidentify_async);
  g_task_set_task_data (task, g_ptr_array_ref (items),
                        (GDestroyNotify) g_ptr_array_unref);
  ptl_reidentify_async (self->store, sessions, NULL, NULL, NULL, NULL, cancellable,
                        reidentified_cb, g_steal_pointer (&task));
}

gboolean
ptl_library_reidentify_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
