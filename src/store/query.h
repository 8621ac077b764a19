/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/query.h: one use of a prepared statement: bound, stepped, reset.
 *
 *   g_auto (PtlQuery) query = ptl_query_new (db, "SELECT name FROM sessions WHERE id =
 * ?");
 *
 *   ptl_query_bind_int (&query, id);
 *   while (ptl_query_next (&query))
 *     ...
 *   return ptl_query_finish (&query, error);
 *
 * A failure stops it and is kept until ptl_query_finish (). */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

typedef struct
{
  PtlDatabase *db;
  struct sqlite3_stmt *statement;
  gboolean is_own; /* else the connection keeps the statement */
  int n_bound;
  GError *error;
} PtlQuery;

/* @sql: constant; its address is the key of the prepared statement.  Not used by another
 * query now. */
PtlQuery ptl_query_new (PtlDatabase *db, const char *sql);
/* @sql: made for this one use */
PtlQuery ptl_query_new_once (PtlDatabase *db, const char *sql);
void ptl_query_clear (PtlQuery *self);

/* Each binds the next parameter, from left to right; NULL binds NULL.  Data are copied.
 */
void ptl_query_bind_int (PtlQuery *self, gint64 value);
/* @word: one of the program's own, which stays where it is */
void ptl_query_bind_word (PtlQuery *self, const char *word);
void ptl_query_bind_text (PtlQuery *self, const char *text);
void ptl_query_bind_blob (PtlQuery *self, const void *data, gsize len);
void ptl_query_bind_bytes (PtlQuery *self, GBytes *bytes);

/* Returns: whether there is a row; FALSE at the end and on failure */
gboolean ptl_query_next (PtlQuery *self);

/* Returns: FALSE with the failure of whatever went wrong since ptl_query_new () */
gboolean ptl_query_finish (PtlQuery *self, GError **error);

/* Steps a statement that gives no rows to its end. */
gboolean ptl_query_run (PtlQuery *self, GError **error);

/* Columns of the present row, from 0. */
gint64 ptl_query_get_int (PtlQuery *self, int column);
gboolean ptl_query_is_null (PtlQuery *self, int column);
/* Returns: (transfer none) (nullable): until the next step */
const char *ptl_query_get_text (PtlQuery *self, int column);
/* Returns: (transfer full) (nullable) */
char *ptl_query_dup_text (PtlQuery *self, int column);
/* Returns: (transfer full): empty for NULL */
GBytes *ptl_query_dup_bytes (PtlQuery *self, int column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtlQuery, ptl_query_clear)

G_END_DECLS
