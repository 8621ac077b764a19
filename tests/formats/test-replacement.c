/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-replacement.c: a file is replaced whole or not at all. */
#include "formats/replacement.h"

#include <string.h>

#define OLD "what was there\n"
#define NEW "what takes its place\n"

typedef struct
{
  GFile *file;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  f->file = g_file_new_tmp ("replacement-XXXXXX", &stream, &error);
  g_assert_no_error (error);
  g_file_replace_contents (f->file, OLD, strlen (OLD), NULL, FALSE, G_FILE_CREATE_NONE,
                           NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_true (g_file_delete (f->file, NULL, NULL));
  g_object_unref (f->file);
}

/* A stream of the new text for @file. */
static GOutputStream *
write_new (GFile *file)
{
  g_autoptr (GError) error = NULL;
  GOutputStream *stream = G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error));

  g_assert_no_error (error);
  g_assert_true (
      g_output_stream_write_all (stream, NEW, strlen (NEW), NULL, NULL, &error));
  return stream;
}

static void
assert_contents (GFile *file, const char *expected)
{
  g_autofree char *contents = NULL;
  gsize len;

  g_assert_true (g_file_load_contents (file, NULL, &contents, &len, NULL, NULL));
  g_assert_cmpmem (contents, len, expected, strlen (expected));
}

static void
test_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = write_new (f->file);
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_replacement_close (stream, TRUE, NULL, &error));
  g_assert_no_error (error);
  assert_contents (f->file, NEW);
}

static void
test_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = write_new (f->file);
  g_autoptr (GError) error = NULL;

  g_assert_false (ptl_replacement_close (stream, FALSE, NULL, &error));
  g_assert_no_error (error);
  assert_contents (f->file, OLD);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = write_new (f->file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ptl_replacement_close (stream, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_contents (f->file, OLD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/replacement/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/replacement/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/replacement/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
