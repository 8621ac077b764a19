/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library.c: all sessions a person has, and the scans that run now. */
#include "app/library-private.h"

#include <glib/gi18n-lib.h>

#include "app/session-list.h"

/* One thing asked of the library that needs the store open. */
typedef struct
{
  void (*begin) (PtlLibrary *self, GTask *task); /* takes the reference to @task */
  PtlScanOptions *options;
  PtlSessionItem *item;
  PtlSession *session;
  gboolean with_responses;
} Work;

enum
{
  FAILED,
  REVISED,
  N_SIGNALS
};

enum
{
  PROP_N_RUNNING = 1,
  N_PROPS
};

static guint signals[N_SIGNALS];
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (PtlLibrary, ptl_library, G_TYPE_OBJECT)

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->options, ptl_scan_options_free);
  g_clear_object (&work->item);
  g_clear_object (&work->session);
  g_free (work);
}

void
ptl_library_announce_revised (PtlLibrary *self, PtlSessionItem *item)
{
  g_signal_emit (self, signals[REVISED], 0, item);
}

void
ptl_library_report (PtlLibrary *self, const char *what, const GError *error)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", what, error->message);

  g_signal_emit (self, signals[FAILED], 0, message);
}

/* Starts the work of @task (transfer full), now or when the store is open. */
static void
begin_work (PtlLibrary *self, GTask *task, Work *work)
{
  g_task_set_task_data (task, work, work_free);
  if (self->opening)
    g_ptr_array_add (self->waiting, task);
  else
    work->begin (self, task);
}

/* The list ----------------------------------------------------------------------- */

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos =
      ptl_store_list_finish (PTL_STORE (source), result, &error);

  if (infos == NULL)
    ptl_library_report (self, _ ("The past scans cannot be listed"), error);
  else
    ptl_session_list_merge (
        self->items, infos,
        self->deleted != NULL ? ptl_session_item_get_info (self->deleted)->id : 0);
}

static void
sessions_changed_cb (PtlLibrary *self)
{
  if (self->closing == NULL)
    ptl_store_list_async (self->store, NULL, list_cb, g_object_ref (self));
}

static void
store_failed_cb (PtlLibrary *self, GError *error)
{
  ptl_library_report (self, _ ("What the scan finds cannot be saved"), error);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ptl_store_check_finish (PTL_STORE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* Where what is found cannot be saved, it is only shown. */
static PtlStore *
get_store_to_write (PtlLibrary *self)
{
  return self->store != NULL && !ptl_store_is_read_only (self->store) ? self->store
                                                                      : NULL;
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  self->opening = FALSE;
  self->store = ptl_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      ptl_library_report (self, _ ("Scans are not saved"), error);
    }
  else
    {
      g_signal_connect_object (self->store, "failed", G_CALLBACK (store_failed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->store, "sessions-changed",
                               G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
      sessions_changed_cb (self);
      if (ptl_store_get_notice (self->store) != NULL)
        g_signal_emit (self, signals[FAILED], 0, ptl_store_get_notice (self->store));
      else
        ptl_store_check_async (self->store, self->checking, checked_cb,
                               g_object_ref (self));
    }

  waiting = g_steal_pointer (&self->waiting);
  for (guint i = 0; i < waiting->len; i++)
    ((Work *) g_task_get_task_data (waiting->pdata[i]))->begin (self, waiting->pdata[i]);
}

PtlLibrary *
ptl_library_new (const char *store_path)
{
  PtlLibrary *self = g_object_new (PTL_TYPE_LIBRARY, NULL);

  if (store_path == NULL)
    return self;

  self->opening = TRUE;
  self->waiting = g_ptr_array_new ();
  ptl_store_open_async (store_path, NULL, open_cb, g_object_ref (self));
  return self;
}

GListModel *
ptl_library_get_items (PtlLibrary *self)
{
  g_return_val_if_fail (PTL_IS_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->items);
}

guint
ptl_library_get_n_running (PtlLibrary *self)
{
  g_return_val_if_fail (PTL_IS_LIBRARY (self), 0);

  return self->n_running;
}

/* Scanning ----------------------------------------------------------------------- */

static void finish_closing (PtlLibrary *self);

static void
set_n_running (PtlLibrary *self, guint n_running)
{
  self->n_running = n_running;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_RUNNING]);
}

static void
run_finished_cb (PtlLibrary *self)
{
  set_n_running (self, self->n_running - 1);
  if (self->closing != NULL && self->n_running == 0)
    finish_closing (self);
}

/* Returns: (transfer full): the item of the scan, which is in the list */
static PtlSessionItem *
take_run (PtlLibrary *self, PtlScanRun *run)
{
  PtlSessionItem *item;

  item = ptl_session_item_new_running (run);
  if (ptl_session_item_is_running (item))
    {
      set_n_running (self, self->n_running + 1);
      g_signal_connect_object (run, "finished", G_CALLBACK (run_finished_cb), self,
                               G_CONNECT_SWAPPED);
    }

  ptl_session_list_remove (self->items, ptl_session_item_get_info (item)->id);
  ptl_session_list_add (self->items, item);
  return item;
}

static void
scan_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PtlScanRun) run = ptl_scan_run_start_finish (result, &error);

  if (run != NULL)
    g_task_return_pointer (task, take_run (g_task_get_source_object (task), run),
                           g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
scan_resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PtlScanRun) run = ptl_scan_run_resume_finish (result, &error);

  if (run != NULL)
    g_task_return_pointer (task, take_run (g_task_get_source_object (task), run),
                           g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The store is open: the item came from it. */
void
ptl_library_resume_async (PtlLibrary *self,
                          PtlSessionItem *item,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PTL_IS_LIBRARY (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, ptl_library_resume_async);
  ptl_scan_run_resume_async (self->store, ptl_session_item_get_info (item),
                             scan_resumed_cb, task);
}

static void
begin_scan (PtlLibrary *self, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  g_autofree char *name = ptl_scan_options_get_targets_text (work->options);

  ptl_scan_run_start_async (work->options, name, get_store_to_write (self),
                            g_task_get_cancellable (task), scan_started_cb, task);
}

void
ptl_library_scan_async (PtlLibrary *self,
                        const PtlScanOptions *options,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Work *work;
  GTask *task;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_scan_async);
  work = g_new0 (Work, 1);
  work->begin = begin_scan;
  work->options = ptl_scan_options_copy (options);
  begin_work (self, task, work);
}

PtlSessionItem *
ptl_library_scan_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Saving -------------------------------------------------------------------------- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PtlLibrary *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (PtlSessionInfo) info =
      ptl_store_save_finish (PTL_STORE (source), result, &error);
  PtlSessionItem *item;

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  item = ptl_session_item_new (info);
  ptl_session_list_remove (self->items, info->id);
  ptl_session_list_add (self->items, item);
  g_task_return_pointer (task, item, g_object_unref);
}

static void
begin_save (PtlLibrary *self, GTask *task)
{
  Work *work = g_task_get_task_data (task);

  if (self->store != NULL)
    {
      ptl_store_save_async (self->store, work->session, g_task_get_cancellable (task),
                            saved_cb, task);
      return;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("there is no place to save it"));
  g_object_unref (task);
}

void
ptl_library_save_async (PtlLibrary *self,
                        PtlSession *session,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, ptl_library_save_async);
  work->begin = begin_save;
  work->session = g_object_ref (session);
  begin_work (self, task, work);
}

PtlSessionItem *
ptl_library_save_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Loading ------------------------------------------------------------------------ */

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  PtlSession *session = ptl_store_load_finish (PTL_STORE (source), result, &error);

  if (session == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, session, g_object_unref);
}

static void
begin_load (PtlLibrary *self, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  PtlSession *session = ptl_session_item_get_session (work->item);
  gint64 id = ptl_session_item_get_info (work->item)->id;

  if (session != NULL && (!work->with_responses || id == 0))
    {
      g_task_return_pointer (task, g_object_ref (session), g_object_unref);
      g_object_unref (task);
      return;
    }

  ptl_store_load_async (self->store, id, work->with_responses,
                        g_task_get_cancellable (task), load_cb, task);
}

void
ptl_library_load_async (PtlLibrary *self,
                        PtlSessionItem *item,
                        gboolean with_responses,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  Work *work;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_library_load_async);
  work = g_new0 (Work, 1);
  work->begin = begin_load;
  work->item = g_object_ref (item);
  work->with_responses = with_responses;
  begin_work (self, task, work);
}

PtlSession *
ptl_library_load_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Closing ------------------------------------------------------------------------ */

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ptl_store_close_finish (PTL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finish_closing (PtlLibrary *self)
{
  GTask *task = g_steal_pointer (&self->closing);

  ptl_library_commit_delete (self);
  g_cancellable_cancel (self->checking);
  if (self->store != NULL)
    {
      ptl_store_close_async (self->store, NULL, close_cb, task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
stop_all (PtlLibrary *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (PtlSessionItem) item =
          g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (ptl_session_item_is_running (item))
        ptl_scan_run_leave (ptl_session_item_get_run (item));
    }
}

void
ptl_library_close_async (PtlLibrary *self,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (PTL_IS_LIBRARY (self));
  g_return_if_fail (self->closing == NULL);

  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, ptl_library_close_async);
  stop_all (self);
  if (self->n_running == 0)
    finish_closing (self);
}

gboolean
ptl_library_close_finish (PtlLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The object --------------------------------------------------------------------- */

static void
ptl_library_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_assert (id == PROP_N_RUNNING);
  g_value_set_uint (value, PTL_LIBRARY (object)->n_running);
}

static void
ptl_library_finalize (GObject *object)
{
  PtlLibrary *self = PTL_LIBRARY (object);

  g_clear_handle_id (&self->delete_id, g_source_remove);
  g_clear_object (&self->deleted);
  g_clear_object (&self->store);
  g_clear_object (&self->items);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (ptl_library_parent_class)->finalize (object);
}

static void
ptl_library_class_init (PtlLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ptl_library_get_property;
  object_class->finalize = ptl_library_finalize;

  props[PROP_N_RUNNING] = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[FAILED] = g_signal_new ("failed", PTL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REVISED] =
      g_signal_new ("revised", PTL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);
}

static void
ptl_library_init (PtlLibrary *self)
{
  self->items = g_list_store_new (PTL_TYPE_SESSION_ITEM);
  self->checking = g_cancellable_new ();
}
