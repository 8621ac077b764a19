/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library-responses.c: what the ports of a session answered, and how they were asked.
 */
#include "app/library-private.h"
#include "store/store-places.h"

static void
responses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *responses =
      ptl_store_load_responses_finish (PTL_STORE (source), result, &error);

  if (responses == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, responses, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
copy_responses (const PtlPort *port)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  for (guint i = 0; port->responses != NULL && i < port->responses->len; i++)
    g_ptr_array_add (copy, ptl_response_ref (port->responses->pdata[i]));
  return copy;
}

void
ptl_library_load_responses_async (PtlLibrary *self,
                                  PtlSession *session,
                                  PtlHost *host,
                                  PtlPort *port,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PtlStore *store;
  gint64 id;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  store = self->store;
  id = ptl_session_get_info (session)->id;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_load_responses_async);
  if (store == NULL || id == 0 || port->responses != NULL)
    g_task_return_pointer (task, copy_responses (port),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    ptl_store_load_responses_async (store, id, &host->address, port->protocol,
                                    port->number, cancellable, responses_cb,
                                    g_steal_pointer (&task));
}

GPtrArray *
ptl_library_load_responses_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
trace_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *facts = ptl_store_load_trace_finish (PTL_STORE (source), result, &error);

  if (facts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, facts, (GDestroyNotify) g_ptr_array_unref);
}

void
ptl_library_load_trace_async (PtlLibrary *self,
                              PtlSession *session,
                              PtlHost *host,
                              PtlPort *port,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gint64 id;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  id = ptl_session_get_info (session)->id;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_load_trace_async);
  if (self->store == NULL || id == 0)
    g_task_return_pointer (task, ptl_fact_array_new (),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    ptl_store_load_trace_async (self->store, id, &host->address, port->protocol,
                                port->number, cancellable, trace_cb,
                                g_steal_pointer (&task));
}

GPtrArray *
ptl_library_load_trace_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
places_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *places = ptl_store_find_places_finish (PTL_STORE (source), result, &error);

  if (places == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, places, (GDestroyNotify) g_ptr_array_unref);
}

void
ptl_library_find_places_async (PtlLibrary *self,
                               GPtrArray *replies,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_find_places_async);
  if (self->store == NULL)
    g_task_return_pointer (
        task, g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_place_free),
        (GDestroyNotify) g_ptr_array_unref);
  else
    ptl_store_find_places_async (self->store, replies, cancellable, places_cb,
                                 g_steal_pointer (&task));
}

GPtrArray *
ptl_library_find_places_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
