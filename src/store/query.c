/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/query.c: one use of a prepared statement: bound, stepped, reset. */
#include "store/query.h"

#include <sqlite3.h>

static void
check (PtlQuery *self, int status)
{
  if (status != SQLITE_OK && self->error == NULL)
    self->error = ptl_database_get_error (self->db);
}

static PtlQuery
new_query (PtlDatabase *db, sqlite3_stmt *statement, gboolean is_own)
{
  PtlQuery self = { .db = db, .statement = statement, .is_own = is_own };

  if (statement == NULL)
    self.error = ptl_database_get_error (db);
  return self;
}

PtlQuery
ptl_query_new (PtlDatabase *db, const char *sql)
{
  return new_query (db, ptl_database_prepare (db, sql), FALSE);
}

PtlQuery
ptl_query_new_once (PtlDatabase *db, const char *sql)
{
  return new_query (db, ptl_database_prepare_once (db, sql), TRUE);
}

void
ptl_query_clear (PtlQuery *self)
{
  if (self->is_own)
    sqlite3_finalize (self->statement);
  else if (self->statement != NULL)
    {
      sqlite3_reset (self->statement);
      sqlite3_clear_bindings (self->statement);
    }
  g_clear_error (&self->error);
}

void
ptl_query_bind_int (PtlQuery *self, gint64 value)
{
  if (self->error == NULL)
    check (self, sqlite3_bind_int64 (self->statement, ++self->n_bound, value));
}

void
ptl_query_bind_text (PtlQuery *self, const char *text)
{
  if (self->error == NULL)
    check (self, sqlite3_bind_text (self->statement, ++self->n_bound, text, -1,
                                    SQLITE_TRANSIENT));
}

void
ptl_query_bind_word (PtlQuery *self, const char *word)
{
  if (self->error == NULL)
    check (self,
           sqlite3_bind_text (self->statement, ++self->n_bound, word, -1, SQLITE_STATIC));
}

void
ptl_query_bind_blob (PtlQuery *self, const void *data, gsize len)
{
  if (self->error == NULL)
    check (self, sqlite3_bind_blob64 (self->statement, ++self->n_bound,
                                      data != NULL ? data : "", len, SQLITE_TRANSIENT));
}

void
ptl_query_bind_bytes (PtlQuery *self, GBytes *bytes)
{
  gsize len = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;

  ptl_query_bind_blob (self, data, len);
}

gboolean
ptl_query_next (PtlQuery *self)
{
  int status;

  if (self->error != NULL)
    return FALSE;

  status = sqlite3_step (self->statement);
  if (status == SQLITE_ROW)
    return TRUE;

  check (self, status == SQLITE_DONE ? SQLITE_OK : status);
  return FALSE;
}

gboolean
ptl_query_finish (PtlQuery *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
ptl_query_run (PtlQuery *self, GError **error)
{
  while (ptl_query_next (self))
    ;
  return ptl_query_finish (self, error);
}

gint64
ptl_query_get_int (PtlQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

gboolean
ptl_query_is_null (PtlQuery *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

const char *
ptl_query_get_text (PtlQuery *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

char *
ptl_query_dup_text (PtlQuery *self, int column)
{
  return g_strdup (ptl_query_get_text (self, column));
}

GBytes *
ptl_query_dup_bytes (PtlQuery *self, int column)
{
  const void *data = sqlite3_column_blob (self->statement, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->statement, column));
}
