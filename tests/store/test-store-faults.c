/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-faults.c: files that are not ours, and disks that do not serve.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "fixture.h"

#define N_DAMAGED 100

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  gsize len;

  g_file_get_contents (path, &text, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, len);
}

static void
write_file (const char *path, const void *data, gsize len)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) len, &error);
  g_assert_no_error (error);
}

/* The file is refused and stays as it is. */
static void
assert_refused (const char *path, int code)
{
  g_autoptr (GBytes) before = read_file (path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (open_store (path, &error));
  g_assert_error (error, PTL_STORE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  after = read_file (path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
make_store (const char *path)
{
  g_autoptr (PtlStore) store = must_open (path);
  g_autoptr (GPtrArray) facts = make_facts ();
  gint64 id = must_begin (store, "a session");

  ptl_store_append (store, id, facts);
  must_close (store);
}

/* So new that nothing is where we look for it. */
static void
test_newer (Fixture *f, gconstpointer data)
{
  make_store (f->path);
  ask_file (f->path, "PRAGMA user_version = 999999");
  run_file (f->path, "ALTER TABLE sessions RENAME TO scans");
  assert_refused (f->path, PTL_STORE_ERROR_NEWER);
}

static void
test_garbage (Fixture *f, gconstpointer data)
{
  g_autofree guint8 *noise = g_malloc (10000);

  for (guint i = 0; i < 10000; i++)
    noise[i] = (guint8) g_test_rand_int ();
  write_file (f->path, noise, 10000);
  assert_refused (f->path, PTL_STORE_ERROR_OPEN);
  write_file (f->path, "SQLite format 3", 16);
  assert_refused (f->path, PTL_STORE_ERROR_OPEN);
  write_file (f->path, "xy", 2); /* SQLite takes a single byte for an empty file */
  assert_refused (f->path, PTL_STORE_ERROR_OPEN);
}

static void
test_empty_file (Fixture *f, gconstpointer data)
{
  write_file (f->path, "", 0);
  make_store (f->path);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM sessions"), ==, 1);
}

static void
test_foreign (Fixture *f, gconstpointer data)
{
  ask_file (f->path, "CREATE TABLE notes (text)");
  assert_refused (f->path, PTL_STORE_ERROR_OPEN);
  ask_file (f->path, "DROP TABLE notes");
  ask_file (f->path, "PRAGMA application_id = 1234");
  assert_refused (f->path, PTL_STORE_ERROR_OPEN);
}

/* Another program's log is not moved into its file either. */
static void
test_foreign_log (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (f->path, "-copy", NULL);
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (copy, "-wal", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  sqlite3 *connection;

  g_assert_cmpint (sqlite3_open (f->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection,
                                 "PRAGMA journal_mode = WAL; CREATE TABLE notes (text)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  file = read_file (f->path);
  before = read_file (log);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);

  write_file (copy, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  write_file (log_copy, g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  assert_refused (copy, PTL_STORE_ERROR_OPEN);
  after = read_file (log_copy);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_no_place (Fixture *f, gconstpointer data)
{
  g_autofree char *below_a_file = g_build_filename (f->path, "sessions.db", NULL);
  g_autoptr (GError) error = NULL;

  write_file (f->path, "", 0);
  g_assert_null (open_store (below_a_file, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (open_store (f->folder, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN);
}

/* Runs a test as a user whom permissions concern. */
static void
as_nobody (gboolean yes)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (yes ? 65534 : 0), ==, 0);
}

static void
test_read_only_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  as_nobody (TRUE);
  g_assert_null (open_store (f->path, &error));
  as_nobody (FALSE);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
  g_chmod (f->folder, 0700);
}

static void
test_read_only_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_store (f->path);
  g_chmod (f->path, 0444);
  g_chmod (f->folder, 0755);
  as_nobody (TRUE);
  g_assert_null (open_store (f->path, &error));
  as_nobody (FALSE);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN);
}

/* A file from somebody else must not run anything. */
static void
test_trigger (Fixture *f, gconstpointer data)
{
  make_store (f->path);
  ask_file (f->path, "CREATE TRIGGER t AFTER INSERT ON sessions"
                     " BEGIN DELETE FROM sessions; END");
  make_store (f->path);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM sessions"), ==, 2);
}

static void
test_odd_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlSession) session = NULL;

  make_store (f->path);
  ask_file (f->path, "UPDATE ports SET state = 'ajar' WHERE protocol = 'udp'");
  ask_file (f->path, "UPDATE services SET rule_captures = '[(', cpes = 'x'");
  ask_file (f->path, "UPDATE responses SET end = 'the end' WHERE sequence = 0");
  ask_file (f->path, "UPDATE sessions SET options = '{', state = 'odd'");
  store = must_open (f->path);
  session = must_load (store, 1, TRUE);
  g_assert_cmpint (ptl_session_get_info (session)->state, ==, PTL_SESSION_STATE_FAILED);
  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 2);
  must_close (store);
}

/* What is asked of a store whose file may be broken: anything but a crash will do. */
static void
use_damaged (const char *path)
{
  g_autoptr (PtlStore) store = open_store (path, NULL);
  g_autoptr (GPtrArray) facts = make_facts ();
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GAsyncResult *result = NULL;

  if (store == NULL)
    return;

  ptl_store_list_async (store, NULL, await_cb, &result);
  list = ptl_store_list_finish (store, await (&result), NULL);
  ptl_store_load_async (store, 1, TRUE, NULL, await_cb, &result);
  session = ptl_store_load_finish (store, await (&result), NULL);
  ptl_store_append (store, 1, facts);
  ptl_store_close_async (store, NULL, await_cb, &result);
  ptl_store_close_finish (store, await (&result), NULL);
}

static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sound = NULL;
  gsize len;

  make_store (f->path);
  sound = read_file (f->path);
  len = g_bytes_get_size (sound);
  for (guint i = 0; i < N_DAMAGED; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sound, NULL), len);
      g_autofree char *path = g_strdup_printf ("%s-%u", f->path, i);
      gsize cut = i % 10 == 0 ? (gsize) g_test_rand_int_range (1, (int) len) : len;

      for (guint flips = 0; flips < 8; flips++)
        bytes[g_test_rand_int_range (0, (int) len)] ^=
            (guint8) (1 << g_test_rand_int_range (0, 8));
      write_file (path, bytes, cut);
      use_damaged (path);
    }
}

/* What the store says when it cannot save. */
typedef struct
{
  guint n_failed;
  guint n_recovered;
  GError *error; /* the last */
} News;

static void
failed_cb (PtlStore *store, const GError *error, gpointer data)
{
  News *news = data;

  news->n_failed++;
  g_clear_error (&news->error);
  news->error = g_error_copy (error);
}

static void
recovered_cb (PtlStore *store, gpointer data)
{
  ((News *) data)->n_recovered++;
}

static void
listen_to (PtlStore *store, News *news)
{
  g_signal_connect (store, "failed", G_CALLBACK (failed_cb), news);
  g_signal_connect (store, "recovered", G_CALLBACK (recovered_cb), news);
}

static void
set_file_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Facts are kept while files cannot grow, and saved when they can again. */
static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) ports = make_ports (1, 20000);
  g_autoptr (PtlSessionInfo) ended = NULL;
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  News news = { 0 };
  gint64 id = must_begin (store, "full");

  listen_to (store, &news);
  set_file_limit (256 * 1024);
  ptl_store_append (store, id, ports);
  while (news.n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (news.error, PTL_STORE_ERROR, PTL_STORE_ERROR_FULL);

  ptl_store_end_async (store, id, PTL_SESSION_STATE_STOPPED, 2000, NULL, await_cb,
                       &result);
  ended = ptl_store_end_finish (store, await (&result), &error);
  g_assert_null (ended);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_FULL);

  set_file_limit (RLIM_INFINITY);
  while (news.n_recovered == 0)
    g_main_context_iteration (NULL, TRUE);
  session = must_load (store, id, FALSE);
  g_assert_cmpuint (count_ports (session), ==, 20000);
  g_assert_cmpint (ptl_session_get_info (session)->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpuint (news.n_failed, ==, 1);
  g_assert_cmpuint (news.n_recovered, ==, 1);
  must_close (store);
  g_clear_error (&news.error);
}

/* Returns: (transfer full): what cannot be packed, and is never the same twice */
static GBytes *
make_noise (void)
{
  guint32 *noise = g_new (guint32, PTL_RESPONSE_MAX_KEPT / sizeof (guint32));

  for (guint i = 0; i < PTL_RESPONSE_MAX_KEPT / sizeof (guint32); i++)
    noise[i] = g_random_int ();
  return g_bytes_new_take (noise, PTL_RESPONSE_MAX_KEPT);
}

static GPtrArray *
make_large_responses (guint n)
{
  GPtrArray *facts = ptl_fact_array_new ();
  PtlAddress address = make_address (1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PtlResponse) response = ptl_response_new ();

      response->sequence = i;
      response->sent = g_bytes_new (NULL, 0);
      response->received = make_noise ();
      g_ptr_array_add (
          facts, ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, 1, response));
    }
  return facts;
}

/* Memory has its end too: whoever appends is told before. */
static void
test_behind (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts =
      make_large_responses (PTL_STORE_MAX_BACKLOG / PTL_RESPONSE_MAX_KEPT + 1);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  News news = { 0 };
  gint64 id = must_begin (store, "behind");

  listen_to (store, &news);
  set_file_limit (256 * 1024);
  ptl_store_append (store, id, facts);
  while (news.n_failed < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (news.error, PTL_STORE_ERROR, PTL_STORE_ERROR_BEHIND);

  ptl_store_close_async (store, NULL, await_cb, &result);
  g_assert_false (ptl_store_close_finish (store, await (&result), &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_FULL);
  set_file_limit (RLIM_INFINITY);
  g_clear_error (&news.error);
}

/* Whether this process has mounts of its own, which end with it. */
static gboolean may_mount;

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *ballast = g_build_filename (f->folder, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (1600 * 1024);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (GPtrArray) ports = make_ports (1, 10000);
  News news = { 0 };
  gint64 id;

  if (!may_mount || mount ("none", f->folder, "tmpfs", 0, "size=2m") != 0)
    {
      g_test_skip ("may not mount a small file system");
      return;
    }

  store = must_open (f->path);
  listen_to (store, &news);
  id = must_begin (store, "full");
  write_file (ballast, zeros, 1600 * 1024);
  ptl_store_append (store, id, ports);
  while (news.n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (news.error, PTL_STORE_ERROR, PTL_STORE_ERROR_FULL);

  g_remove (ballast);
  while (news.n_recovered == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM ports"), ==, 10000);
  must_close (store);
  await_forget ();
  umount (f->folder);
  g_clear_error (&news.error);
}

/* Another program that holds the file for a while costs time, nothing else. */
static void
test_locked (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  News news = { 0 };
  gint64 id = must_begin (store, "locked");
  sqlite3 *connection;

  listen_to (store, &news);
  g_assert_cmpint (sqlite3_open (f->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  ptl_store_append (store, id, facts);
  g_usleep (3 * PTL_STORE_COMMIT_MS * 1000);
  g_assert_cmpint (sqlite3_exec (connection, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  must_flush (store);
  g_assert_cmpuint (news.n_failed, ==, 0);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM responses"), ==, 2);
  must_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN); /* a write beyond the limit is to fail, not to kill */
  /* Before there are threads: each would keep the old mounts. */
  may_mount = unshare (CLONE_NEWNS) == 0 &&
              mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;

#define ADD(name, function)                                                              \
  g_test_add ("/store/faults/" name, Fixture, NULL, fixture_set_up, function,            \
              fixture_tear_down)
  ADD ("newer", test_newer);
  ADD ("garbage", test_garbage);
  ADD ("empty-file", test_empty_file);
  ADD ("foreign", test_foreign);
  ADD ("foreign-log", test_foreign_log);
  ADD ("no-place", test_no_place);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("read-only-file", test_read_only_file);
  ADD ("trigger", test_trigger);
  ADD ("odd-rows", test_odd_rows);
  ADD ("damaged", test_damaged);
  ADD ("full", test_full);
  ADD ("behind", test_behind);
  ADD ("locked", test_locked);
  ADD ("full-disk", test_full_disk);
#undef ADD

  return g_test_run ();
}
