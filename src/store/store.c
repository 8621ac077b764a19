/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store.c: the store as an object: opened, closed, and what it tells.
 *
 * What it can be asked is in store-operations.c. */
#include "store/store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/query.h"
#include "store/salvage.h"
#include "store/schema.h"
#include "store/session-rows.h"
#include "store/writer.h"

struct _PtlStore
{
  GObject parent_instance;

  PtlWriter *writer;
  gboolean closed; /* atomic: the last job was pushed */
  char *path;
  char *notice; /* (nullable) */
  gboolean is_read_only;
};

enum
{
  FAILED,
  RECOVERED,
  SESSIONS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (ptl_store_error, ptl_store_error)
G_DEFINE_FINAL_TYPE (PtlStore, ptl_store, G_TYPE_OBJECT)

static void
ptl_store_finalize (GObject *object)
{
  PtlStore *self = PTL_STORE (object);

  if (!g_atomic_int_get (&self->closed))
    ptl_writer_push (self->writer, ptl_job_new (PTL_JOB_CLOSE, NULL));
  ptl_writer_free (self->writer);
  g_free (self->path);
  g_free (self->notice);
  G_OBJECT_CLASS (ptl_store_parent_class)->finalize (object);
}

static void
ptl_store_class_init (PtlStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_store_finalize;

  signals[FAILED] = g_signal_new ("failed", PTL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[RECOVERED] = g_signal_new ("recovered", PTL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SESSIONS_CHANGED] =
      g_signal_new ("sessions-changed", PTL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
ptl_store_init (PtlStore *self)
{
}

/* Where the writer's news go: to the store, if it still lives, on its context. */
typedef struct
{
  GWeakRef store;
  GMainContext *context;
} Listener;

typedef struct
{
  PtlStore *store;
  guint signal;
  GError *error;
} News;

static void
free_listener_cb (gpointer data)
{
  Listener *listener = data;

  g_weak_ref_clear (&listener->store);
  g_main_context_unref (listener->context);
  g_free (listener);
}

static void
free_news_cb (gpointer data)
{
  News *news = data;

  g_object_unref (news->store);
  g_clear_error (&news->error);
  g_free (news);
}

static gboolean
news_cb (gpointer data)
{
  News *news = data;

  if (news->error != NULL)
    g_signal_emit (news->store, signals[news->signal], 0, news->error);
  else
    g_signal_emit (news->store, signals[news->signal], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (Listener *listener, guint signal, const GError *error)
{
  PtlStore *store = g_weak_ref_get (&listener->store);
  GSource *source;
  News *news;

  if (store == NULL)
    return;

  news = g_new0 (News, 1);
  news->store = store;
  news->signal = signal;
  news->error = error != NULL ? g_error_copy (error) : NULL;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, news_cb, news, free_news_cb);
  g_source_attach (source, listener->context);
  g_source_unref (source);
}

static void
failed_cb (const GError *error, gpointer user_data)
{
  tell (user_data, FAILED, error);
}

static void
recovered_cb (gpointer user_data)
{
  tell (user_data, RECOVERED, NULL);
}

static void
sessions_changed_cb (gpointer user_data)
{
  tell (user_data, SESSIONS_CHANGED, NULL);
}

static PtlStore *
new_store (PtlDatabase *db, const char *path, GMainContext *context)
{
  static const PtlWriterFuncs funcs = { failed_cb, recovered_cb, sessions_changed_cb };
  PtlStore *self = g_object_new (PTL_TYPE_STORE, NULL);
  Listener *listener = g_new0 (Listener, 1);

  g_weak_ref_init (&listener->store, self);
  listener->context =
      g_main_context_ref (context != NULL ? context : g_main_context_default ());
  self->writer = ptl_writer_new (db, path, &funcs, listener, free_listener_cb);
  return self;
}

/* SQLite would make the file readable by everybody. */
static gboolean
ensure_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST)
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }

  return fd < 0 || g_close (fd, error);
}

/* What comes of opening a file. */
typedef struct
{
  PtlDatabase *db;
  char *notice; /* (nullable) */
  gboolean is_read_only;
} Opened;

/* A newer version has added to the tables; what we know of them we can show. */
static gboolean
open_newer (Opened *opened, const char *path, PtlOwners *owners, GError **error)
{
  g_autoptr (PtlDatabase) db = ptl_database_open_to_read (path, NULL);
  g_autoptr (GPtrArray) sessions = NULL;

  if (db != NULL)
    {
      ptl_database_set_owners (db, owners);
      sessions = ptl_session_rows_list (db, NULL);
    }
  if (sessions == NULL)
    return FALSE;

  g_clear_error (error);
  opened->db = g_steal_pointer (&db);
  opened->is_read_only = TRUE;
  opened->notice = g_strdup_printf (
      _ ("%s was written by a newer version of Portolan: its scans can be read, but "
         "nothing can be saved there."),
      path);
  return TRUE;
}

static PtlDatabase *
open_current (const char *path, PtlOwners *owners, gboolean *is_damaged, GError **error)
{
  g_autoptr (PtlDatabase) db = ptl_database_open (path, error);

  if (db == NULL)
    return NULL;

  ptl_database_set_owners (db, owners);
  if (ptl_schema_prepare (db, error) && ptl_session_rows_end_orphans (db, error))
    return g_steal_pointer (&db);

  *is_damaged = ptl_database_is_damaged (db);
  g_prefix_error (error, "%s: ", path);
  return NULL;
}

static gboolean
open_file (Opened *opened, const char *path, GError **error)
{
  g_autoptr (PtlOwners) owners = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean is_damaged = FALSE;

  if (!ensure_file (path, error))
    return FALSE;

  owners = ptl_owners_new (path);
  if (!ptl_salvage_is_needed (path, FALSE))
    opened->db = open_current (path, owners, &is_damaged, &reason);
  if (opened->db == NULL && ptl_salvage_is_needed (path, is_damaged))
    {
      opened->notice = ptl_salvage_run (path, owners, error);
      if (opened->notice == NULL)
        return FALSE;
      opened->db = open_current (path, owners, &is_damaged, error);
      return opened->db != NULL;
    }

  if (opened->db != NULL ||
      (g_error_matches (reason, PTL_STORE_ERROR, PTL_STORE_ERROR_NEWER) &&
       open_newer (opened, path, owners, error)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static void
open_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_canonicalize_filename (data, NULL);
  Opened opened = { NULL };
  GError *error = NULL;
  PtlStore *self;

  if (!open_file (&opened, path, &error))
    {
      g_free (opened.notice);
      g_task_return_error (task, error);
      return;
    }

  self = new_store (opened.db, path, g_task_get_context (task));
  self->path = g_strdup (path);
  self->notice = opened.notice;
  self->is_read_only = opened.is_read_only;
  g_task_return_pointer (task, self, g_object_unref);
}

const char *
ptl_store_get_notice (PtlStore *self)
{
  g_return_val_if_fail (PTL_IS_STORE (self), NULL);

  return self->notice;
}

gboolean
ptl_store_is_read_only (PtlStore *self)
{
  g_return_val_if_fail (PTL_IS_STORE (self), FALSE);

  return self->is_read_only;
}

void
ptl_store_open_async (const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, ptl_store_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_worker);
}

PtlStore *
ptl_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

PtlJob *
ptl_store_new_job (PtlStore *self,
                   PtlJobKind kind,
                   gpointer tag,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, kind == PTL_JOB_READ); /* what is written, is */
  return ptl_job_new (kind, task);
}

void
ptl_store_submit (PtlStore *self, PtlJob *job)
{
  if (!g_atomic_int_get (&self->closed))
    ptl_writer_push (self->writer, job);
  else
    ptl_job_fail (job, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED,
                                            _ ("the session store is closed")));
}

void
ptl_store_close_async (PtlStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (PTL_IS_STORE (self));

  ptl_store_submit (self, ptl_store_new_job (self, PTL_JOB_CLOSE, ptl_store_close_async,
                                             cancellable, callback, user_data));
  g_atomic_int_set (&self->closed, TRUE);
}

gboolean
ptl_store_close_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Returns: whether SQLite finds @path sound; FALSE with an error */
static gboolean
check_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtlDatabase) db = ptl_database_open_to_read (path, error);
  g_auto (PtlQuery) query = { NULL };
  g_autoptr (GError) reason = NULL;

  if (db == NULL)
    return FALSE;

  ptl_database_set_cancellable (db, cancellable);
  query = ptl_query_new (db, "PRAGMA quick_check (1)");
  if (ptl_query_next (&query) && g_strcmp0 (ptl_query_get_text (&query, 0), "ok") == 0)
    return TRUE;
  if (!ptl_query_finish (&query, &reason) && !ptl_database_is_damaged (db))
    {
      g_propagate_error (error, g_steal_pointer (&reason)); /* cancelled, say */
      return FALSE;
    }

  ptl_salvage_mark (path);
  g_set_error_literal (error, PTL_STORE_ERROR, PTL_STORE_ERROR_DATABASE,
                       _ ("the file of the scans is damaged; what can be read of it is "
                          "saved when the program starts next"));
  return FALSE;
}

static void
check_worker (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;

  if (check_file (path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* On a thread and a connection of its own: a long look holds up nothing. */
void
ptl_store_check_async (PtlStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PTL_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ptl_store_check_async);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, check_worker);
}

gboolean
ptl_store_check_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
