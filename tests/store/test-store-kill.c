/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-kill.c: programs that die, and several on one file. */
#include <gio/gio.h>

#include "fixture.h"

#define N_KILLS       3
#define N_EARLY_KILLS 30
#define N_TOGETHER    4

static GSubprocess *
start_writer (const char *path, const char *n)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "store", "store-writer", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *writer =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, path, n, NULL);

  g_assert_no_error (error);
  return writer;
}

/* Kills @writer.  Returns: what it had said */
static char *
kill_writer (GSubprocess *writer)
{
  g_autoptr (GError) error = NULL;
  char *said;

  g_subprocess_force_exit (writer);
  g_subprocess_communicate_utf8 (writer, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  return said;
}

/* Returns: how many facts the writer had appended by @time_us */
static guint
count_before (const char *said, gint64 time_us)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL && strchr (lines[i], ' ') != NULL; i++)
    if (g_ascii_strtoll (strchr (lines[i], ' '), NULL, 10) <= time_us)
      n = (guint) g_ascii_strtoull (lines[i], NULL, 10);

  return n;
}

static void
assert_sound (const char *path)
{
  g_autofree char *verdict = ask_file_text (path, "PRAGMA integrity_check");

  g_assert_cmpstr (verdict, ==, "ok");
}

static void
test_killed (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GSubprocess) writer = start_writer (f->path, "0");
      g_autofree char *said = NULL;
      g_autoptr (PtlStore) store = NULL;
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (PtlSession) session = NULL;
      const PtlSessionInfo *info;
      gint64 killed_us;
      guint n_expected;

      g_usleep (1500 * 1000 + (gulong) g_test_rand_int_range (0, 500) * 1000);
      killed_us = g_get_monotonic_time ();
      said = kill_writer (writer);
      n_expected = count_before (said, killed_us - G_USEC_PER_SEC);

      store = must_open (f->path);
      list = must_list (store);
      info = list->pdata[0];
      session = must_load (store, info->id, FALSE);
      g_test_message ("%u appended a second before the end, %u saved", n_expected,
                      count_ports (session));
      g_assert_cmpuint (n_expected, >, 0);
      g_assert_cmpuint (count_ports (session), >=, n_expected);
      g_assert_cmpuint (info->n_open_ports, ==, count_ports (session));
      g_assert_cmpint (info->state, ==, PTL_SESSION_STATE_INTERRUPTED);
      must_close (store);
      assert_sound (f->path);
    }
}

/* While the file is made, its tables are made, the first rows come. */
static void
test_killed_early (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_EARLY_KILLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", f->path, i);
      g_autoptr (GSubprocess) writer = start_writer (path, "0");
      g_autofree char *said = NULL;
      g_autoptr (PtlStore) store = NULL;

      g_usleep ((gulong) g_test_rand_int_range (1, 60) * 1000);
      said = kill_writer (writer);
      store = must_open (path);
      must_begin (store, "the next");
      must_close (store);
      assert_sound (path);
    }
}

static void
test_together (Fixture *f, gconstpointer data)
{
  GSubprocess *writers[N_TOGETHER];

  for (guint i = 0; i < N_TOGETHER; i++)
    writers[i] = start_writer (f->path, "500"); /* all of them find no file */

  for (guint i = 0; i < N_TOGETHER; i++)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_communicate (writers[i], NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (writers[i]));
      g_object_unref (writers[i]);
    }

  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM sessions"), ==, N_TOGETHER);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM ports"), ==,
                   N_TOGETHER * 500);
  assert_sound (f->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/kill/killed", Fixture, NULL, fixture_set_up, test_killed,
              fixture_tear_down);
  g_test_add ("/store/kill/early", Fixture, NULL, fixture_set_up, test_killed_early,
              fixture_tear_down);
  g_test_add ("/store/kill/together", Fixture, NULL, fixture_set_up, test_together,
              fixture_tear_down);

  return g_test_run ();
}
