/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/salvage.c: a damaged file is put aside, and what can be read of it is saved.
 *
 * A table is read in the order of its rows.  Where a page cannot be read, reading begins
 * again behind it, a little further each time.  Full-text search is made anew from what
 * was saved. */
#include "store/salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "store/schema.h"
#include "store/store.h"

/* Of the file's header (sqlite.org/fileformat2.html 1.3). */
#define HEADER_BYTES          100
#define HEADER_VERSION        60
#define HEADER_APPLICATION_ID 68
#define MAGIC                 "SQLite format 3"

#define UNKNOWN_LAST G_MAXINT32
#define MAX_SKIP     8 /* rows that are passed over at a time, where their end is known */

/* Parents before children. */
static const char *const tables[] = {
  "settings", "sessions",    "tags",      "silent",           "resolved",
  "messages", "hosts",       "aliases",   "remarks",          "ports",
  "services", "port_ranges", "bodies",    "responses",        "certificates",
  "tls",      "trace",       "revisions", "revised_services",
};

static char *
get_mark (const char *path)
{
  return g_strconcat (path, "-damaged", NULL);
}

void
ptl_salvage_mark (const char *path)
{
  g_autofree char *mark = get_mark (path);

  g_file_set_contents_full (mark, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static guint32
get_number (const guint8 *header, gsize offset)
{
  guint32 value;

  memcpy (&value, header + offset, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Returns: the version of the store @path, 0 if it is none of ours */
static int
read_version (const char *path)
{
  guint8 header[HEADER_BYTES];
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = fd >= 0 ? read (fd, header, sizeof header) : -1;

  if (fd >= 0)
    close (fd);
  if (n != sizeof header || memcmp (header, MAGIC, sizeof MAGIC) != 0 ||
      get_number (header, HEADER_APPLICATION_ID) != PTL_SCHEMA_APPLICATION_ID)
    return 0;

  return (int) get_number (header, HEADER_VERSION);
}

gboolean
ptl_salvage_is_needed (const char *path, gboolean is_damaged)
{
  g_autofree char *mark = get_mark (path);
  int version = read_version (path);

  return version > 0 && version <= PTL_SCHEMA_VERSION &&
         (is_damaged || g_file_test (mark, G_FILE_TEST_EXISTS));
}

/* Returns: (transfer full) (nullable): where the file and its log are now */
static char *
put_aside (const char *path, GError **error)
{
  static const char *const parts[] = { "-wal", "-shm", "" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", path, when);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (aside, parts[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN, "%s: %s", from,
                       g_strerror (errno));
          return NULL;
        }
    }

  return g_steal_pointer (&aside);
}

static sqlite3_stmt *
prepare (sqlite3 *connection, const char *before, const char *table, const char *after)
{
  g_autofree char *sql = g_strconcat (before, table, after, NULL);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL);
  return statement;
}

/* Returns: (nullable): the statement that inserts a row of as many columns */
static sqlite3_stmt *
prepare_insert (sqlite3 *to, const char *table, int n_columns)
{
  g_autoptr (GString) values = g_string_new (" VALUES (?");

  for (int i = 1; i < n_columns; i++)
    g_string_append (values, ", ?");
  g_string_append_c (values, ')');
  return prepare (to, "INSERT OR IGNORE INTO ", table, values->str);
}

/* A row that breaks a rule of its table, or whose parent is lost, is left out. */
static void
copy_row (sqlite3_stmt *from, int first, sqlite3_stmt *insert)
{
  for (int i = first; i < sqlite3_column_count (from); i++)
    sqlite3_bind_value (insert, i - first + 1, sqlite3_column_value (from, i));
  sqlite3_step (insert);
  sqlite3_reset (insert);
}

/* Tables whose key is not a number are read until a page cannot be. */
static void
copy_keyed (sqlite3 *from, sqlite3 *to, const char *table)
{
  sqlite3_stmt *select = prepare (from, "SELECT * FROM ", table, "");
  sqlite3_stmt *insert =
      select != NULL ? prepare_insert (to, table, sqlite3_column_count (select)) : NULL;

  while (insert != NULL && sqlite3_step (select) == SQLITE_ROW)
    copy_row (select, 0, insert);
  sqlite3_finalize (select);
  sqlite3_finalize (insert);
}

/* Returns: the last number that there may be */
static gint64
find_last (sqlite3 *from, const char *table)
{
  sqlite3_stmt *select =
      prepare (from, "SELECT rowid FROM ", table, " ORDER BY rowid DESC LIMIT 1");
  gint64 last = select != NULL && sqlite3_step (select) == SQLITE_ROW
                    ? sqlite3_column_int64 (select, 0)
                    : UNKNOWN_LAST;

  sqlite3_finalize (select);
  return last;
}

static void
copy_numbered (sqlite3 *from, sqlite3 *to, const char *table, sqlite3_stmt *select)
{
  sqlite3_stmt *insert = prepare_insert (to, table, sqlite3_column_count (select) - 1);
  gint64 last = find_last (from, table);
  gint64 next = 0;
  gint64 skip = 1;

  while (insert != NULL && next <= last)
    {
      int status;

      sqlite3_bind_int64 (select, 1, next);
      while ((status = sqlite3_step (select)) == SQLITE_ROW)
        {
          next = sqlite3_column_int64 (select, 0) + 1;
          skip = 1;
          copy_row (select, 1, insert);
        }
      sqlite3_reset (select);
      if (status == SQLITE_DONE)
        break;

      next += skip;
      skip = last == UNKNOWN_LAST ? skip * 2 : MIN (skip * 2, MAX_SKIP);
    }

  sqlite3_finalize (insert);
}

static void
copy_table (sqlite3 *from, sqlite3 *to, const char *table)
{
  sqlite3_stmt *select =
      prepare (from, "SELECT rowid, * FROM ", table, " WHERE rowid >= ? ORDER BY rowid");

  if (select != NULL)
    copy_numbered (from, to, table, select);
  else
    copy_keyed (from, to, table);
  sqlite3_finalize (select);
}

static gint64
count_sessions (sqlite3 *connection)
{
  sqlite3_stmt *select = prepare (connection, "SELECT count (*) FROM ", "sessions", "");
  gint64 n = select != NULL && sqlite3_step (select) == SQLITE_ROW
                 ? sqlite3_column_int64 (select, 0)
                 : 0;

  sqlite3_finalize (select);
  return n;
}

/* Returns: how many sessions could be saved */
static gint64
copy_all (const char *aside, const char *path)
{
  sqlite3 *from = NULL;
  sqlite3 *to = NULL;
  gint64 n = 0;

  if (sqlite3_open_v2 (aside, &from, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
      sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    {
      sqlite3_db_config (from, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (from, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_db_config (to, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
      sqlite3_exec (to, "BEGIN", NULL, NULL, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
        copy_table (from, to, tables[i]);
      sqlite3_exec (to, "UPDATE sessions SET searchable_to = 0", NULL, NULL, NULL);
      n = count_sessions (to);
      sqlite3_exec (to, "COMMIT", NULL, NULL, NULL);
    }

  sqlite3_close (from);
  sqlite3_close (to);
  return n;
}

static gboolean
make_new (const char *path, int version, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  g_autoptr (PtlDatabase) db = NULL;

  if (fd >= 0)
    close (fd);
  db = ptl_database_open (path, error);
  return db != NULL && ptl_schema_make (db, version, error);
}

char *
ptl_salvage_run (const char *path, PtlOwners *owners, GError **error)
{
  g_autofree char *mark = get_mark (path);
  g_autofree char *aside = NULL;
  int version = read_version (path);
  gint64 n;

  if (!ptl_owners_is_alone (owners))
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN,
                   _ ("%s: the file is damaged; it can be salvaged when no other program "
                      "has it open"),
                   path);
      return NULL;
    }

  aside = put_aside (path, error);
  if (aside == NULL || !make_new (path, version, error))
    return NULL;

  n = copy_all (aside, path);
  g_unlink (mark);
  return g_strdup_printf (
      ngettext ("The file of the scans was damaged. It is kept as %s, and %d scan was "
                "saved from it.",
                "The file of the scans was damaged. It is kept as %s, and %d scans were "
                "saved from it.",
                (gulong) n),
      aside, (int) n);
}
