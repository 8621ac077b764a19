/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/schema.c: the tables of the store, and how an older file gets the newer ones. */
#include "store/schema.h"

#include <glib/gi18n-lib.h>

#include "store/body-rows.h"
#include "store/query.h"
#include "store/schema-resources.h"
#include "store/store.h"

/* Returns: the number @sql asks for, or -1 with @error */
static gint64
ask (PtlDatabase *db, const char *sql, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, sql);
  gint64 value = ptl_query_next (&query) ? ptl_query_get_int (&query, 0) : -1;

  return ptl_query_finish (&query, error) ? value : -1;
}

/* Returns: the version of the file, 0 for an empty one, -1 if it is not for us */
static gint64
identify (PtlDatabase *db, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gint64 n_objects = ask (db, "SELECT count(*) FROM sqlite_schema", &reason);
  gint64 id = reason == NULL ? ask (db, "PRAGMA application_id", &reason) : -1;
  gint64 version = reason == NULL ? ask (db, "PRAGMA user_version", &reason) : -1;

  if (reason != NULL)
    g_set_error_literal (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN, reason->message);
  else if (id != PTL_SCHEMA_APPLICATION_ID && (id != 0 || version != 0 || n_objects != 0))
    g_set_error_literal (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN,
                         _ ("the file belongs to another program"));
  else if (version > PTL_SCHEMA_VERSION)
    g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NEWER,
                 _ ("the file was written by a newer version (%d, this is %d)"),
                 (int) version, PTL_SCHEMA_VERSION);
  else
    return version;

  return -1;
}

/* The same in one snapshot: another program may be making the tables this very moment. */
static gint64
identify_at_rest (PtlDatabase *db, GError **error)
{
  gint64 version;

  if (!ptl_database_exec (db, "BEGIN", error))
    return -1;

  version = identify (db, error);
  ptl_database_rollback (db);
  return version;
}

/* What a version needs besides its SQL. */
static gboolean
finish_migration (PtlDatabase *db, int version, GError **error)
{
  if (version != 3)
    return TRUE;

  return ptl_body_rows_migrate (db, error) &&
         ptl_database_exec (db, "DROP TABLE responses_2", error);
}

static gboolean
migrate_to (PtlDatabase *db, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/portolan/schema/%d.sql", version);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autoptr (GBytes) sql = g_resource_lookup_data (ptl_schema_get_resource (), path,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* Data of a resource end in a NUL byte that is not counted. */
  return sql != NULL && ptl_database_exec (db, g_bytes_get_data (sql, NULL), error) &&
         finish_migration (db, version, error) && ptl_database_exec (db, pragma, error);
}

/* An older program cannot read the file afterwards: it keeps a copy. */
static gboolean
back_up (PtlDatabase *db, int version, GError **error)
{
  g_autofree char *path =
      g_strdup_printf ("%s.version-%d", ptl_database_get_path (db), version);

  return ptl_database_copy_to (db, path, error);
}

static gboolean
migrate (PtlDatabase *db, GError **error)
{
  g_autofree char *pragma =
      g_strdup_printf ("PRAGMA application_id = %d", PTL_SCHEMA_APPLICATION_ID);
  gint64 version;

  if (!ptl_database_begin (db, error))
    return FALSE;

  /* Another program may have done it while we waited for the lock. */
  version = identify (db, error);
  if (version > 0 && version < PTL_SCHEMA_VERSION && !back_up (db, (int) version, error))
    version = -1;
  if (version == PTL_SCHEMA_VERSION ||
      (version >= 0 && ptl_database_exec (db, pragma, error)))
    {
      while (version >= 0 && version < PTL_SCHEMA_VERSION)
        version = migrate_to (db, (int) version + 1, error) ? version + 1 : -1;
      if (version == PTL_SCHEMA_VERSION)
        return ptl_database_commit (db, error);
    }

  ptl_database_rollback (db);
  return FALSE;
}

gboolean
ptl_schema_make (PtlDatabase *db, int version, GError **error)
{
  g_autofree char *pragma =
      g_strdup_printf ("PRAGMA application_id = %d", PTL_SCHEMA_APPLICATION_ID);

  if (!ptl_database_begin (db, error))
    return FALSE;

  if (ptl_database_exec (db, pragma, error))
    for (int i = 1; i <= version; i++)
      if (!migrate_to (db, i, error))
        {
          ptl_database_rollback (db);
          return FALSE;
        }

  return ptl_database_commit (db, error);
}

gboolean
ptl_schema_prepare (PtlDatabase *db, GError **error)
{
  gint64 version;

  ptl_database_set_checkpoint (db, FALSE);
  version = identify_at_rest (db, error);
  if (version < 0)
    return FALSE;

  ptl_database_set_checkpoint (db, TRUE);
  if (!ptl_database_exec (db,
                          "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                          "PRAGMA cache_size = -32768;", /* KiB */
                          error))
    return FALSE;

  return version == PTL_SCHEMA_VERSION || migrate (db, error);
}
