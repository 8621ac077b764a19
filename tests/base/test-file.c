/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/base/test-file.c: files as a whole, up to a limit. */
#include "base/file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  int fd = g_file_open_tmp ("file-XXXXXX", &f->path, NULL);

  g_assert_true (g_close (fd, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_free (f->path);
}

static void
assert_reads (const char *path, gsize max_bytes, const char *expected, gsize expected_len)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_true (ptl_file_read (path, max_bytes, &contents, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (contents, length, expected, expected_len);
  g_assert_cmpint (contents[length], ==, '\0');
}

static void
assert_fails (const char *path, gsize max_bytes, int code)
{
  g_autofree char *contents = NULL;
  g_autofree char *prefix = g_strconcat (path, ": ", NULL);
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_false (ptl_file_read (path, max_bytes, &contents, &length, &error));
  g_assert_error (error, G_FILE_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_assert_null (contents);
}

static void
test_bytes (Fixture *f, gconstpointer data)
{
  assert_reads (f->path, 100, "", 0);
  g_assert_true (g_file_set_contents (f->path, "a\0b\xff", 4, NULL));
  assert_reads (f->path, 100, "a\0b\xff", 4);
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autofree char *large = g_strnfill (200000, 'x');

  g_assert_true (g_file_set_contents (f->path, large, 200000, NULL));
  assert_reads (f->path, 200000, large, 200000);
  assert_fails (f->path, 199999, G_FILE_ERROR_FAILED);
  assert_fails (f->path, 0, G_FILE_ERROR_FAILED);
  assert_fails ("/dev/zero", 1000000, G_FILE_ERROR_FAILED);
}

static void
test_unreadable (Fixture *f, gconstpointer data)
{
  assert_fails ("/nonexistent/file", 100, G_FILE_ERROR_NOENT);
  assert_fails ("/", 100, G_FILE_ERROR_ISDIR);
}

/* "-" is standard input, here a pipe, which has no size. */
static void
test_standard_input (Fixture *f, gconstpointer data)
{
  int saved = dup (STDIN_FILENO);
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], "10.0.0.1\n", 9), ==, 9);
  g_assert_true (g_close (ends[1], NULL));
  g_assert_cmpint (dup2 (ends[0], STDIN_FILENO), ==, STDIN_FILENO);

  assert_reads ("-", 100, "10.0.0.1\n", 9);

  g_assert_cmpint (fcntl (STDIN_FILENO, F_GETFD), !=, -1); /* not closed: not ours */
  g_assert_cmpint (dup2 (saved, STDIN_FILENO), ==, STDIN_FILENO);
  g_assert_true (g_close (ends[0], NULL));
  g_assert_true (g_close (saved, NULL));
}

#define ADD(path, func) g_test_add ("/file/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("bytes", test_bytes);
  ADD ("limit", test_limit);
  ADD ("unreadable", test_unreadable);
  ADD ("standard-input", test_standard_input);

  return g_test_run ();
}
