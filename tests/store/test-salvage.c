/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-salvage.c: what is left of a damaged file, and of one that is too new.
 */
#include <glib/gstdio.h>

#include "fixture.h"

#define N_SESSIONS 40

/* Sessions of one host with its ports, notes and answers each. */
static void
make_sessions (const char *path)
{
  g_autoptr (PtlStore) store = must_open (path);

  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("session %u", i);
      g_autoptr (GPtrArray) facts = make_facts ();
      g_autoptr (GPtrArray) ports = make_ports (2, 200);
      gint64 id = must_begin (store, name);

      ptl_store_append (store, id, facts);
      ptl_store_append (store, id, ports);
      ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_FINISHED));
    }
  must_close (store);
}

/* Overwrites pages of the file, from @first on every @step. */
static void
damage (const char *path, gsize first, gsize step)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  for (gsize at = first * 4096; at + 4096 <= length; at += step * 4096)
    memset (bytes + at, 0x5a, 4096);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full) (nullable): the file that was put aside */
static char *
find_aside (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".damaged-") != NULL && !g_str_has_suffix (name, "-wal") &&
        !g_str_has_suffix (name, "-shm"))
      return g_build_filename (f->folder, name, NULL);

  return NULL;
}

static void
assert_sound (const char *path)
{
  g_autofree char *verdict = ask_file_text (path, "PRAGMA integrity_check");

  g_assert_cmpstr (verdict, ==, "ok");
}

/* The first page is gone: the file cannot even be opened. */
static void
test_no_tables (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *kept = NULL;
  gsize length, kept_length;

  make_sessions (f->path);
  g_file_get_contents (f->path, &bytes, &length, NULL);
  memset (bytes + 100, 0x5a, 3000); /* the header alone is left */
  g_file_set_contents (f->path, bytes, (gssize) length, NULL);

  store = must_open (f->path);
  g_assert_nonnull (strstr (ptl_store_get_notice (store), "0 scans were saved"));
  must_begin (store, "the next");
  must_close (store);
  aside = find_aside (f);
  g_file_get_contents (aside, &kept, &kept_length, NULL);
  g_assert_cmpmem (kept, kept_length, bytes, length);
  assert_sound (f->path);
}

/* Some pages are gone: the check finds out, and the next program salvages the rest. */
static void
test_some_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlStore) again = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  GAsyncResult *result = NULL;
  guint n_ports = 0;

  make_sessions (f->path);
  damage (f->path, 70, 17);
  store = must_open (f->path);
  g_assert_null (ptl_store_get_notice (store));
  ptl_store_check_async (store, NULL, await_cb, &result);
  g_assert_false (ptl_store_check_finish (store, await (&result), &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_DATABASE);
  must_close (store);

  again = must_open (f->path);
  g_test_message ("%s", ptl_store_get_notice (again));
  sessions = must_list (again);
  g_assert_cmpuint (sessions->len, ==, N_SESSIONS);
  for (guint i = 0; i < sessions->len; i++)
    {
      const PtlSessionInfo *info = sessions->pdata[i];
      g_autoptr (PtlSession) session = must_load (again, info->id, TRUE);

      n_ports += count_ports (session);
    }
  g_test_message ("%u of %u ports", n_ports, N_SESSIONS * 203);
  g_assert_cmpuint (n_ports, >, N_SESSIONS * 203 / 4);
  g_assert_cmpuint (n_ports, <, N_SESSIONS * 203);
  must_close (again);
  assert_sound (f->path);
  aside = find_aside (f);
  g_assert_nonnull (aside);
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  GAsyncResult *result = NULL;

  make_sessions (f->path);
  store = must_open (f->path);
  ptl_store_check_async (store, NULL, await_cb, &result);
  g_assert_true (ptl_store_check_finish (store, await (&result), &error));
  g_assert_null (ptl_store_get_notice (store));
  must_close (store);
  aside = find_aside (f);
  g_assert_null (aside);
}

/* Not while somebody else works with it. */
static void
test_in_use (Fixture *f, gconstpointer data)
{
  g_autofree char *mark = g_strconcat (f->path, "-damaged", NULL);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  make_sessions (f->path);
  store = must_open (f->path);
  g_file_set_contents (mark, "", 0, NULL);
  other = open_store (f->path, &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_OPEN);
  must_begin (store, "goes on");
  must_close (store);
  aside = find_aside (f);
  g_assert_null (aside);
}

/* A newer version has added a column: what we know is shown, and nothing is written. */
static void
test_newer (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("no", options);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  make_sessions (f->path);
  run_file (f->path, "ALTER TABLE ports ADD COLUMN colour TEXT;"
                     "PRAGMA user_version = 999999");
  store = must_open (f->path);
  g_assert_true (ptl_store_is_read_only (store));
  g_assert_nonnull (strstr (ptl_store_get_notice (store), "newer version"));
  sessions = must_list (store);
  g_assert_cmpuint (sessions->len, ==, N_SESSIONS);
  session = must_load (store, 1, TRUE);
  g_assert_cmpuint (count_ports (session), >, 200);

  ptl_store_begin_async (store, info, NULL, await_cb, &result);
  g_assert_null (ptl_store_begin_finish (store, await (&result), &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_READ_ONLY);
  must_close (store);
  g_assert_cmpint (ask_file (f->path, "PRAGMA user_version"), ==, 999999);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/salvage/" name, Fixture, NULL, fixture_set_up, function,                 \
              fixture_tear_down)
  ADD ("no-tables", test_no_tables);
  ADD ("some-pages", test_some_pages);
  ADD ("sound", test_sound);
  ADD ("in-use", test_in_use);
  ADD ("newer", test_newer);
#undef ADD

  return g_test_run ();
}
