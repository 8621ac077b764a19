/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/cli/test-output.c: files that sessions are written to, whole or not at all. */
#include "cli/output.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *directory;
  char *path;
  PtlOutput *output;
  PtlSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer name)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlSessionInfo *info = ptl_session_info_new ("test", options);
  g_autoptr (GError) error = NULL;

  f->directory = g_dir_make_tmp ("portolan-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, name, NULL);
  f->output = ptl_output_new (f->path);
  f->session = ptl_session_new (info, FALSE);
  ptl_session_info_unref (info);
  g_assert_true (ptl_output_choose_format (f->output, NULL, &error));
}

static void
tear_down (Fixture *f, gconstpointer name)
{
  g_unlink (f->path);
  g_rmdir (f->path);
  g_assert_cmpint (g_rmdir (f->directory), ==, 0); /* nothing else is left there */
  ptl_output_free (f->output);
  g_object_unref (f->session);
  g_free (f->directory);
  g_free (f->path);
}

static void
test_writes (Fixture *f, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (ptl_output_check (f->output, &error));
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (f->path, "old", -1, NULL));
  g_assert_true (ptl_output_check (f->output, &error));
  g_assert_true (ptl_output_write (f->output, f->session, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "address,hostname"));
}

static void
test_directory (Fixture *f, gconstpointer name)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  g_assert_false (ptl_output_check (f->output, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_true (g_str_has_prefix (error->message, f->path));
}

static void
test_no_parent (Fixture *f, gconstpointer name)
{
  g_autofree char *path = g_build_filename (f->directory, "none", "x.csv", NULL);
  PtlOutput *output = ptl_output_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (ptl_output_check (output, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, path));
  ptl_output_free (output);
}

/* /dev/full takes nothing: the error must come out. */
static void
test_full (Fixture *f, gconstpointer name)
{
  PtlOutput *output = ptl_output_new ("/dev/full");
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_output_choose_format (output, "xml", &error));
  g_assert_true (ptl_output_check (output, &error));
  g_assert_false (ptl_output_write (output, f->session, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  ptl_output_free (output);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *path;
    const char *format;
    int expected; /* -1: refused */
  } cases[] = {
    { "a.xml", NULL, PTL_FORMAT_NMAP_XML },
    { "a.xml", "csv", PTL_FORMAT_NMAP_XML },
    { "-", "jsonl", PTL_FORMAT_JSON_LINES },
    { "-", NULL, -1 },
    { "a", "html", PTL_FORMAT_HTML },
    { "a.pdf", NULL, -1 },
    { "a", "pdf", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlOutput *output = ptl_output_new (cases[i].path);
      g_autoptr (GError) error = NULL;
      gboolean ok = ptl_output_choose_format (output, cases[i].format, &error);

      g_assert_cmpint (ok ? (int) output->format : -1, ==, cases[i].expected);
      g_assert_true (ok == (error == NULL));
      ptl_output_free (output);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/output/writes", Fixture, "a.csv", set_up, test_writes, tear_down);
  g_test_add ("/output/directory", Fixture, "a.csv", set_up, test_directory, tear_down);
  g_test_add ("/output/no-parent", Fixture, "a.csv", set_up, test_no_parent, tear_down);
  g_test_add ("/output/full", Fixture, "a.csv", set_up, test_full, tear_down);
  g_test_add_func ("/output/formats", test_formats);

  return g_test_run ();
}
