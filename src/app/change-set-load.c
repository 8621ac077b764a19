/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-set-load.c: compares two sessions of the library, on threads. */
#include "app/change-set-load.h"

#include "runner/compare-settings.h"

typedef struct
{
  PtlLibrary *library;      /* (nullable): while sessions are to be loaded */
  PtlSessionItem *items[2]; /* likewise */
  GPtrArray *sessions;      /* PtlSession: those that are loaded */
  char *added;
  char *removed;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_clear_object (&self->library);
  for (guint i = 0; i < 2; i++)
    g_clear_object (&self->items[i]);
  g_ptr_array_unref (self->sessions);
  g_free (self->added);
  g_free (self->removed);
  g_free (self);
}

static void
free_set (gpointer set)
{
  ptl_change_set_discard (set);
}

static gboolean
change_rules (const Load *self, GError **error)
{
  if (self->added != NULL && !ptl_compare_settings_add_rule (self->added, error))
    return FALSE;

  return self->removed == NULL || ptl_compare_settings_remove_rule (self->removed, error);
}

static void
compare_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *self = data;
  PtlComparisonOptions options = { .level = PTL_LEVEL_CERTAINTY };
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) pins = NULL;
  GError *error = NULL;

  if (change_rules (self, &error))
    rules = options.rules = ptl_compare_settings_load_rules (&error);
  if (rules != NULL)
    pins = options.pins = ptl_compare_settings_load_pins (&error);

  if (pins != NULL)
    g_task_return_pointer (task, ptl_change_set_new (self->sessions, &options), free_set);
  else
    g_task_return_error (task, error);
}

static void load_next (GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *self = g_task_get_task_data (task);
  GError *error = NULL;
  PtlSession *session = ptl_library_load_finish (PTL_LIBRARY (source), result, &error);

  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (self->sessions, session);
  load_next (task);
}

static void
load_next (GTask *task)
{
  Load *self = g_task_get_task_data (task);

  if (self->sessions->len < 2)
    ptl_library_load_async (self->library, self->items[self->sessions->len], TRUE,
                            g_task_get_cancellable (task), loaded_cb,
                            g_object_ref (task));
  else
    g_task_run_in_thread (task, compare_worker);
}

void
ptl_change_set_load_async (PtlLibrary *library,
                           PtlSessionItem *before,
                           PtlSessionItem *after,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *self = g_new0 (Load, 1);

  self->library = g_object_ref (library);
  self->items[0] = g_object_ref (before);
  self->items[1] = g_object_ref (after);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, ptl_change_set_load_async);
  g_task_set_task_data (task, self, load_free);
  load_next (task);
}

void
ptl_change_set_renew_async (PtlChangeSet *set,
                            const char *added,
                            const char *removed,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *self = g_new0 (Load, 1);

  self->sessions = g_ptr_array_ref (set->sessions);
  self->added = g_strdup (added);
  self->removed = g_strdup (removed);
  g_task_set_source_tag (task, ptl_change_set_renew_async);
  g_task_set_task_data (task, self, load_free);
  load_next (task);
}

PtlChangeSet *
ptl_change_set_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
