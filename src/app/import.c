/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/import.c: a file of a scanner into the library.
 *
 *   read (worker thread) -> save each session -> done */
#include "app/import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "runner/session-import.h"

#define TICK_MS 250
#define MIB     (1024 * 1024)

typedef struct
{
  PtlLibrary *library;
  char *path;
  PtlImportProgress progress;
  gpointer progress_data;
  guint tick;
  int mib; /* read so far; atomic */
  GPtrArray *warnings;
  GPtrArray *sessions; /* PtlSession: those still to be saved */
  PtlSessionItem *item;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->library);
  g_free (self->path);
  g_ptr_array_unref (self->warnings);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_free (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  Import *self = user_data;
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *size = g_format_size ((guint64) g_atomic_int_get (&self->mib) * MIB);
  g_autofree char *text = g_strdup_printf (_ ("Reading %s: %s"), name, size);

  self->progress (text, self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
read_cb (goffset n_bytes, gpointer user_data)
{
  Import *self = user_data;

  g_atomic_int_set (&self->mib, (int) MIN (n_bytes / MIB, G_MAXINT));
}

static void save_next (GTask *task);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;
  PtlSessionItem *item = ptl_library_save_finish (PTL_LIBRARY (source), result, &error);

  if (item == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_object (&self->item);
  self->item = item;
  save_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
save_next (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  g_autoptr (PtlSession) session = NULL;

  if (self->sessions->len == 0)
    {
      g_task_return_pointer (task, g_object_ref (self->item), g_object_unref);
      g_object_unref (task);
      return;
    }

  session = g_ptr_array_steal_index (self->sessions, 0);
  ptl_library_save_async (self->library, session, g_task_get_cancellable (task), saved_cb,
                          task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_handle_id (&self->tick, g_source_remove);
  self->sessions = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->sessions == NULL)
    g_task_return_error (task, error);
  else
    save_next (g_steal_pointer (&task));
}

static void
load_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *self = data;
  GError *error = NULL;
  GPtrArray *sessions = ptl_session_import_load (self->path, read_cb, self,
                                                 self->warnings, cancellable, &error);

  if (sessions != NULL)
    g_task_return_pointer (task, sessions, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
ptl_import_async (PtlLibrary *library,
                  const char *path,
                  PtlImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Import *self = g_new0 (Import, 1);
  g_autoptr (GTask) loading = NULL;

  self->library = g_object_ref (library);
  self->path = g_strdup (path);
  self->progress = progress;
  self->progress_data = progress_data;
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  g_task_set_source_tag (task, ptl_import_async);
  g_task_set_task_data (task, self, import_free);

  /* What is read stays with the outer task, which lives as long as the inner one. */
  loading = g_task_new (NULL, cancellable, loaded_cb, task);
  g_task_set_task_data (loading, self, NULL);
  g_task_run_in_thread (loading, load_worker);
}

PtlSessionItem *
ptl_import_finish (GAsyncResult *result, char **warnings, GError **error)
{
  Import *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  self = g_task_get_task_data (G_TASK (result));
  *warnings = NULL;
  if (self->warnings->len > 0)
    {
      g_ptr_array_add (self->warnings, NULL);
      *warnings = g_strjoinv ("\n", (char **) self->warnings->pdata);
    }
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
ptl_import_is_file (const char *text)
{
  static const char *const endings[] = { ".xml", ".xml.gz", ".json", ".jsonl" };
  g_autofree char *folded = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return TRUE;

  return FALSE;
}
