/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/database.c: one connection to the store's file, with its prepared statements. */
#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store/store.h"

#define BUSY_TIMEOUT_MS 5000
/* How many steps of SQLite's machine between two looks at the cancellable. */
#define CANCEL_STEPS 20000
/* 16 MiB.  A page that many commits change is then moved into the file once. */
#define MAX_LOG_PAGES 4096

struct _PtlDatabase
{
  sqlite3 *connection;
  GHashTable *statements; /* SQL (by address) -> sqlite3_stmt */
  GCancellable *cancellable;
  PtlOwners *owners; /* (nullable) */
  gboolean is_damaged;
  int n_log_pages; /* after the last commit, if the log is watched */
};

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* The file may come from anybody: nothing in its schema may run. */
static void
harden (sqlite3 *connection)
{
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
}

/* Counting what is allocated takes a lock for every allocation. */
static void
configure_once (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&is_done, 1);
    }
}

/* @flags: of sqlite3_open_v2 () */
static PtlDatabase *
open_with (const char *path, int flags, GError **error)
{
  g_autoptr (PtlDatabase) self = g_new0 (PtlDatabase, 1);
  gboolean is_refused;
  int status;

  configure_once ();
  status = sqlite3_open_v2 (path, &self->connection, flags | SQLITE_OPEN_NOMUTEX, NULL);
  is_refused = status == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) != 0 &&
               sqlite3_db_readonly (self->connection, "main") == 1;

  if (status != SQLITE_OK || is_refused)
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN, "%s: %s", path,
                   is_refused ? _ ("the file is read-only")
                              : sqlite3_errmsg (self->connection));
      return NULL;
    }

  self->statements =
      g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_statement);
  sqlite3_extended_result_codes (self->connection, 1);
  sqlite3_busy_timeout (self->connection, BUSY_TIMEOUT_MS);
  harden (self->connection);
  return g_steal_pointer (&self);
}

PtlDatabase *
ptl_database_open (const char *path, GError **error)
{
  return open_with (path, SQLITE_OPEN_READWRITE, error);
}

PtlDatabase *
ptl_database_open_to_read (const char *path, GError **error)
{
  return open_with (path, SQLITE_OPEN_READONLY, error);
}

void
ptl_database_set_owners (PtlDatabase *self, PtlOwners *owners)
{
  ptl_owners_ref (owners);
  g_clear_pointer (&self->owners, ptl_owners_unref);
  self->owners = owners;
}

PtlOwners *
ptl_database_get_owners (PtlDatabase *self)
{
  return self->owners;
}

void
ptl_database_set_checkpoint (PtlDatabase *self, gboolean checkpoint)
{
  sqlite3_db_config (self->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !checkpoint,
                     NULL);
}

void
ptl_database_close (PtlDatabase *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->owners, ptl_owners_unref);
  if (sqlite3_close (self->connection) != SQLITE_OK)
    g_assert_not_reached (); /* a statement would have to be left */
  g_free (self);
}

/* Returns: (nullable): the write-ahead log, if it is open */
static sqlite3_file *
get_log (sqlite3 *connection)
{
  sqlite3_file *log = NULL;

  sqlite3_file_control (connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  return log != NULL && log->pMethods != NULL ? log : NULL;
}

/* Returns: errno of the last failure on the file or on its log; sqlite3_system_errno ()
 * does not know it when it was a COMMIT that failed */
static int
get_errno (sqlite3 *connection)
{
  sqlite3_file *log = get_log (connection);
  int file_errno = 0;
  int log_errno = 0;

  sqlite3_file_control (connection, "main", SQLITE_FCNTL_LAST_ERRNO, &file_errno);
  if (log != NULL)
    log->pMethods->xFileControl (log, SQLITE_FCNTL_LAST_ERRNO, &log_errno);
  return log_errno != 0 ? log_errno : file_errno;
}

/* A quota and a limit of file size are full disks by another name. */
static gboolean
is_out_of_space (sqlite3 *connection)
{
  int code = sqlite3_extended_errcode (connection);
  int number = code == SQLITE_IOERR_WRITE ? get_errno (connection) : 0;

  return code == SQLITE_FULL || number == EDQUOT || number == EFBIG;
}

GError *
ptl_database_get_error (PtlDatabase *self)
{
  sqlite3 *connection = self->connection;
  int extended = sqlite3_extended_errcode (connection);

  if ((extended & 0xff) == SQLITE_CORRUPT || (extended & 0xff) == SQLITE_NOTADB)
    self->is_damaged = TRUE;
  if (extended == SQLITE_INTERRUPT)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("cancelled"));
  if (is_out_of_space (connection))
    return g_error_new_literal (PTL_STORE_ERROR, PTL_STORE_ERROR_FULL,
                                _ ("the disk is full"));
  if ((extended & 0xff) == SQLITE_READONLY)
    return g_error_new_literal (PTL_STORE_ERROR, PTL_STORE_ERROR_READ_ONLY,
                                _ ("the file of the scans can only be read"));
  if (extended == SQLITE_CONSTRAINT_FOREIGNKEY)
    return g_error_new_literal (PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND,
                                _ ("there is no such session"));

  return g_error_new_literal (PTL_STORE_ERROR, PTL_STORE_ERROR_DATABASE,
                              sqlite3_errmsg (connection));
}

gboolean
ptl_database_is_damaged (PtlDatabase *self)
{
  return self->is_damaged;
}

gboolean
ptl_database_is_constraint (PtlDatabase *self)
{
  return (sqlite3_errcode (self->connection) & 0xff) == SQLITE_CONSTRAINT;
}

gboolean
ptl_database_exec (PtlDatabase *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->connection, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  g_propagate_error (error, ptl_database_get_error (self));
  return FALSE;
}

gboolean
ptl_database_begin (PtlDatabase *self, GError **error)
{
  return ptl_database_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
ptl_database_commit (PtlDatabase *self, GError **error)
{
  if (ptl_database_exec (self, "COMMIT", error))
    return TRUE;

  ptl_database_rollback (self);
  return FALSE;
}

void
ptl_database_rollback (PtlDatabase *self)
{
  if (!sqlite3_get_autocommit (self->connection)) /* a full disk rolls back by itself */
    sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
}

const char *
ptl_database_get_path (PtlDatabase *self)
{
  return sqlite3_db_filename (self->connection, "main");
}

/* Returns: what SQLite says */
static int
copy_pages (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup == NULL)
    return sqlite3_errcode (to);

  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup);
}

static int
copy_file (const char *from_path, const char *to_path)
{
  sqlite3 *from = NULL;
  sqlite3 *to = NULL;
  int status = sqlite3_open_v2 (from_path, &from, SQLITE_OPEN_READONLY, NULL);

  if (status == SQLITE_OK)
    status = sqlite3_open_v2 (to_path, &to, SQLITE_OPEN_READWRITE, NULL);
  if (status == SQLITE_OK)
    status = copy_pages (from, to);

  sqlite3_close (from);
  sqlite3_close (to);
  return status;
}

gboolean
ptl_database_copy_to (PtlDatabase *self, const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  int status;

  if (fd < 0)
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  if (!g_close (fd, error))
    return FALSE;

  status = copy_file (ptl_database_get_path (self), path);
  if (status == SQLITE_OK)
    return TRUE;

  g_unlink (path);
  g_set_error (error, PTL_STORE_ERROR,
               status == SQLITE_FULL ? PTL_STORE_ERROR_FULL : PTL_STORE_ERROR_DATABASE,
               "%s: %s", path, sqlite3_errstr (status));
  return FALSE;
}

void
ptl_database_sync (PtlDatabase *self)
{
  sqlite3_file *log = get_log (self->connection);

  if (log != NULL)
    log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
}

static int
committed_cb (void *user_data, sqlite3 *connection, const char *name, int n_log_pages)
{
  PtlDatabase *self = user_data;

  self->n_log_pages = n_log_pages;
  return SQLITE_OK;
}

void
ptl_database_watch_log (PtlDatabase *self)
{
  sqlite3_wal_hook (self->connection, committed_cb, self);
}

void
ptl_database_shorten_log (PtlDatabase *self)
{
  if (self->n_log_pages < MAX_LOG_PAGES)
    return;

  sqlite3_wal_checkpoint_v2 (self->connection, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
                             NULL);
  self->n_log_pages = 0;
}

static int
progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

void
ptl_database_set_cancellable (PtlDatabase *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->connection, cancellable != NULL ? CANCEL_STEPS : 0,
                            progress_cb, cancellable);
}

sqlite3_stmt *
ptl_database_prepare (PtlDatabase *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;

  if (sqlite3_prepare_v3 (self->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
                          &statement, NULL) == SQLITE_OK)
    g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

sqlite3_stmt *
ptl_database_prepare_once (PtlDatabase *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL);
  return statement;
}

gboolean
ptl_database_add_function (PtlDatabase *self,
                           const char *name,
                           int n_args,
                           PtlDatabaseFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GError **error)
{
  if (sqlite3_create_function_v2 (self->connection, name, n_args,
                                  SQLITE_UTF8 | SQLITE_DIRECTONLY, data, func, NULL, NULL,
                                  free_data) == SQLITE_OK)
    return TRUE;

  g_propagate_error (error, ptl_database_get_error (self));
  return FALSE;
}

gint64
ptl_database_get_last_id (PtlDatabase *self)
{
  return sqlite3_last_insert_rowid (self->connection);
}

guint
ptl_database_get_n_changed (PtlDatabase *self)
{
  return (guint) sqlite3_changes (self->connection);
}
