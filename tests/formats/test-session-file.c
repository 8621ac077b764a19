/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-session-file.c: files of scanners as sessions.
 *
 * tests/data/session-file/ holds CASE.in and CASE.txt: what it reads as, or the error,
 * and the warnings. */
#include "formats/session-file.h"

#include <string.h>

#include "session-text.h"

static GPtrArray *
read_bytes (const char *name,
            const char *bytes,
            gsize length,
            GPtrArray *warnings,
            GError **error)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);

  return ptl_session_file_read (in, name, NULL, NULL, warnings, NULL, error);
}

static char *
describe (const char *name, const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = read_bytes (name, bytes, length, warnings, &error);
  GString *out = g_string_new (NULL);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      g_autofree char *info =
          session_info_text (ptl_session_get_info (sessions->pdata[i]));
      g_autofree char *hosts = session_text (sessions->pdata[i]);

      g_string_append (out, info);
      g_string_append (out, hosts);
    }
  if (error != NULL)
    g_string_append_printf (out, "error: %s\n", error->message);

  for (guint i = 0; i < warnings->len; i++)
    g_string_append_printf (out, "warning: %s\n", (char *) warnings->pdata[i]);
  return g_string_free (out, FALSE);
}

static char *
read_file (const char *name, const char *extension, gsize *length)
{
  g_autofree char *file = g_strconcat (name, extension, NULL);
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "session-file", file, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

static void
test_case (gconstpointer data)
{
  const char *name = data;
  gsize length;
  g_autofree char *input = read_file (name, ".in", &length);
  g_autofree char *expected = read_file (name, ".txt", NULL);
  g_autofree char *file = g_strconcat (name, ".in", NULL);
  g_autofree char *got = describe (file, input, length);

  if (strcmp (got, expected) != 0)
    g_test_message ("%s", got);
  g_assert_true (strcmp (got, expected) == 0);
}

/* However a file is cut, what stands before the cut is read, and no more. */
static void
test_cut (void)
{
  gsize length;
  g_autofree char *input = read_file ("nmap-7", ".in", &length);
  guint n_hosts = 0;
  guint n_open = 0;

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) sessions =
          read_bytes ("cut.xml", input, cut, warnings, &error);
      PtlSession *session;
      const PtlSessionInfo *info;

      if (sessions == NULL)
        {
          g_assert_cmpuint (n_hosts, ==, 0);
          g_assert_true (g_str_has_prefix (error->message, "cut.xml:"));
          continue;
        }

      g_assert_no_error (error);
      session = sessions->pdata[0];
      info = ptl_session_get_info (session);
      g_assert_cmpuint (ptl_session_get_hosts (session)->len, >=, n_hosts);
      g_assert_cmpuint (info->n_open_ports, >=, n_open);
      n_hosts = ptl_session_get_hosts (session)->len;
      n_open = info->n_open_ports;
      if (warnings->len > 0 && strstr (warnings->pdata[0], "ends in the middle") != NULL)
        g_assert_cmpint (info->state, ==, PTL_SESSION_STATE_STOPPED);
    }

  g_assert_cmpuint (n_hosts, ==, 2);
  g_assert_cmpuint (n_open, ==, 4);
}

/* Returns: (transfer full): @text through @converter */
static GBytes *
convert (const char *text, gsize length, GConverter *converter)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, converter);

  g_assert_true (g_output_stream_write_all (out, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
check_same (GBytes *bytes, const char *expected)
{
  g_autofree char *got =
      describe ("nmap-7.in", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (got, ==, expected);
}

/* As gzip, and as a shell of Windows redirects it. */
static void
test_encodings (void)
{
  gsize length;
  g_autofree char *input = read_file ("nmap-7", ".in", &length);
  g_autofree char *expected = read_file ("nmap-7", ".txt", NULL);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", input, NULL);
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GConverter) utf16 =
      G_CONVERTER (g_charset_converter_new ("UTF-16", "UTF-8", NULL));
  g_autoptr (GBytes) zipped = convert (input, length, gzip);
  g_autoptr (GBytes) wide = convert (input, length, utf16);
  g_autoptr (GBytes) with_mark = g_bytes_new (marked, strlen (marked));

  check_same (zipped, expected);
  check_same (wide, expected);
  check_same (with_mark, expected);
}

static void
test_damaged_gzip (void)
{
  gsize length;
  g_autofree char *input = read_file ("nmap-7", ".in", &length);
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 0));
  g_autoptr (GBytes) zipped = convert (input, length, gzip);
  g_autofree char *got =
      describe ("cut.xml.gz", g_bytes_get_data (zipped, NULL), length - 50);

  g_assert_nonnull (strstr (got, "port 22/tcp open"));
  g_assert_nonnull (strstr (got, "warning: cut.xml.gz:"));
}

/* A file that goes on and on without ever closing a tag ends early, not the memory. */
static void
test_endless (void)
{
  g_autoptr (GString) text = g_string_new ("<nmaprun version=\"");
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  while (text->len < 17 * 1024 * 1024)
    g_string_append (text,
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  g_assert_null (read_bytes ("endless.xml", text->str, text->len, warnings, &error));
  g_assert_error (error, PTL_SESSION_FILE_ERROR, PTL_SESSION_FILE_ERROR_FORMAT);
}

static void
test_cancelled (void)
{
  gsize length;
  g_autofree char *input = read_file ("nmap-7", ".in", &length);
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (input, (gssize) length, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      ptl_session_file_read (in, "x", NULL, NULL, warnings, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_load (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "session-file", "nmap-7.in", NULL);
  g_autofree char *expected = read_file ("nmap-7", ".txt", NULL);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions =
      ptl_session_file_load (path, NULL, NULL, warnings, NULL, &error);
  g_autofree char *info = NULL;

  g_assert_no_error (error);
  info = session_info_text (ptl_session_get_info (sessions->pdata[0]));
  g_assert_true (g_str_has_prefix (expected, info));

  g_assert_null (
      ptl_session_file_load ("/no/such/file", NULL, NULL, warnings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "/no/such/file: "));
}

static void
add_cases (GPtrArray *names)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "session-file", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".in"))
      {
        char *name = g_strndup (file, strlen (file) - strlen (".in"));
        g_autofree char *test = g_strconcat ("/session-file/", name, NULL);

        g_ptr_array_add (names, name);
        g_test_add_data_func (test, name, test_case);
      }
  g_assert_cmpuint (names->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  add_cases (names);
  g_test_add_func ("/session-file/cut", test_cut);
  g_test_add_func ("/session-file/encodings", test_encodings);
  g_test_add_func ("/session-file/damaged-gzip", test_damaged_gzip);
  g_test_add_func ("/session-file/endless", test_endless);
  g_test_add_func ("/session-file/cancelled", test_cancelled);
  g_test_add_func ("/session-file/load", test_load);
  return g_test_run ();
}
