/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/database.h: one connection to the store's file, with its prepared statements.
 *
 * Used by one thread at a time. */
#pragma once

#include <gio/gio.h>

#include "store/owners.h"

G_BEGIN_DECLS

typedef struct _PtlDatabase PtlDatabase;
struct sqlite3_context;
struct sqlite3_stmt;
struct sqlite3_value;

/**
 * ptl_database_open:
 * @path: of the file, which must exist
 *
 * Reads nothing and changes nothing yet.  A file is not trusted: no triggers, no views,
 * no functions in its schema.
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_STORE_ERROR_OPEN
 */
PtlDatabase *ptl_database_open (const char *path, GError **error);

/* Says who scans, to whoever reads or writes rows of sessions: (nullable) until it is
 * set, which takes a reference. */
void ptl_database_set_owners (PtlDatabase *self, PtlOwners *owners);
PtlOwners *ptl_database_get_owners (PtlDatabase *self);

/* The same for a file that is only read. */
PtlDatabase *ptl_database_open_to_read (const char *path, GError **error);

/* @checkpoint: whether the last connection may move the log into the file */
void ptl_database_set_checkpoint (PtlDatabase *self, gboolean checkpoint);
void ptl_database_close (PtlDatabase *self);

/* Runs constant SQL of ours, maybe several statements. */
gboolean ptl_database_exec (PtlDatabase *self, const char *sql, GError **error);

/* What is not committed when an operation fails, is rolled back by hand. */
gboolean ptl_database_begin (PtlDatabase *self, GError **error);
gboolean ptl_database_commit (PtlDatabase *self, GError **error);
void ptl_database_rollback (PtlDatabase *self);

/* Returns: (transfer none): of the file */
const char *ptl_database_get_path (PtlDatabase *self);

/**
 * ptl_database_copy_to:
 * @path: of a file for its owner alone, which is made or written anew
 *
 * Copies what is committed, on a connection of its own: also while this one holds the
 * lock.
 */
gboolean ptl_database_copy_to (PtlDatabase *self, const char *path, GError **error);

/* Makes what is committed survive a power cut. */
void ptl_database_sync (PtlDatabase *self);

/* From now on no commit moves the log into the file, which may take long: whoever commits
 * calls ptl_database_shorten_log () in between. */
void ptl_database_watch_log (PtlDatabase *self);
void ptl_database_shorten_log (PtlDatabase *self);

/* @cancellable: (nullable): ends a running statement with %G_IO_ERROR_CANCELLED */
void ptl_database_set_cancellable (PtlDatabase *self, GCancellable *cancellable);

/* Returns: (transfer none) (nullable): the statement for constant @sql, prepared once */
struct sqlite3_stmt *ptl_database_prepare (PtlDatabase *self, const char *sql);

/* Returns: (transfer full) (nullable): a statement to be finalized before it is closed */
struct sqlite3_stmt *ptl_database_prepare_once (PtlDatabase *self, const char *sql);

/* A function of SQL, as SQLite calls it. */
typedef void (*PtlDatabaseFunc) (struct sqlite3_context *context,
                                 int n_args,
                                 struct sqlite3_value **args);

/**
 * ptl_database_add_function:
 * @data: (nullable) (transfer full): the function's user data
 *
 * Takes the place of one of that name and number of arguments.  Statements of ours may
 * call it, the schema of the file may not.
 */
gboolean ptl_database_add_function (PtlDatabase *self,
                                    const char *name,
                                    int n_args,
                                    PtlDatabaseFunc func,
                                    gpointer data,
                                    GDestroyNotify free_data,
                                    GError **error);

gint64 ptl_database_get_last_id (PtlDatabase *self);
guint ptl_database_get_n_changed (PtlDatabase *self);

/* Returns: (transfer full): the connection's last failure */
GError *ptl_database_get_error (PtlDatabase *self);

/* Returns: whether a failure was that of a damaged file */
gboolean ptl_database_is_damaged (PtlDatabase *self);

/* Returns: whether the last failure is a fault of the row, so that a retry will not help
 */
gboolean ptl_database_is_constraint (PtlDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDatabase, ptl_database_close)

G_END_DECLS
