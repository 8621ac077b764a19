/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-format.c: each format's whole output against a file that was read by
 * eye; names, extensions, cancelling. */
#include "sample.h"

#include <string.h>

#include "formats/service-json.h"

static char *
golden_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "formats", name, NULL);
}

static void
check_golden (PtlFormat format, PtlSessionState state, const char *name)
{
  g_autoptr (PtlSession) session = sample_session (state);
  g_autofree char *got = write_session (format, session);
  g_autofree char *path = golden_path (name);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &expected, NULL, &error));
  g_assert_no_error (error);
  if (g_strcmp0 (got, expected) != 0)
    g_test_message ("%s", got);
  g_assert_true (g_strcmp0 (got, expected) == 0);
}

static void
test_golden (gconstpointer data)
{
  PtlFormat format = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strconcat ("sample.", ptl_format_to_string (format), NULL);

  check_golden (format, PTL_SESSION_STATE_FINISHED, name);
}

static void
test_stopped (void)
{
  check_golden (PTL_FORMAT_NMAP_XML, PTL_SESSION_STATE_STOPPED, "stopped.xml");
  check_golden (PTL_FORMAT_TEXT, PTL_SESSION_STATE_STOPPED, "stopped.txt");
}

static void
test_names (void)
{
  PtlFormat format;

  for (guint i = 0; i < PTL_N_FORMATS; i++)
    {
      g_assert_true (ptl_format_parse (ptl_format_to_string (i), &format));
      g_assert_cmpuint (format, ==, i);
    }
  g_assert_false (ptl_format_parse ("pdf", &format));
  g_assert_false (ptl_format_parse ("", &format));
}

static void
test_paths (void)
{
  static const struct
  {
    const char *path;
    int format; /* -1: none */
  } cases[] = {
    { "a.xml", PTL_FORMAT_NMAP_XML },
    { "/x.y/b.JSON", PTL_FORMAT_JSON },
    { "c.d.jsonl", PTL_FORMAT_JSON_LINES },
    { ".csv", PTL_FORMAT_CSV },
    { "e.html", PTL_FORMAT_HTML },
    { "f.txt", PTL_FORMAT_TEXT },
    { "/x.xml/noextension", -1 },
    { "g.", -1 },
    { "h.pdf", -1 },
    { "xml", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlFormat format;
      gboolean known = ptl_format_from_path (cases[i].path, &format);

      g_assert_cmpint (known ? (int) format : -1, ==, cases[i].format);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (PtlSession) session = sample_session (PTL_SESSION_STATE_FINISHED);

  for (guint i = 0; i < PTL_N_FORMATS; i++)
    {
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      g_cancellable_cancel (cancellable);
      g_assert_false (ptl_format_write (i, session, out, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Whatever people read says whose verdicts it shows. */
static void
test_revision (void)
{
  static const PtlFormat formats[] = { PTL_FORMAT_TEXT, PTL_FORMAT_HTML,
                                       PTL_FORMAT_MARKDOWN, PTL_FORMAT_NMAP_XML };
  g_autoptr (PtlSession) session = sample_session (PTL_SESSION_STATE_FINISHED);
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_copy (ptl_session_get_info (session));

  info->revision = 7;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *before = write_session (formats[i], session);

      g_assert_null (strstr (before, "as revision"));
    }

  ptl_session_set_info (session, info);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *after = write_session (formats[i], session);

      g_assert_nonnull (strstr (after, "Services are as revision 7 says"));
    }
}

static void
test_service (void)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_SOFT_MATCH);
  g_autofree char *json = NULL;

  service->name = g_strdup ("http");
  service->tunnel = PTL_TUNNEL_SSL;
  service->product = g_strdup ("caf\xc3\xa9 \"\x1b\"");
  json = ptl_service_to_json (service);
  g_assert_cmpstr (json, ==,
                   "{\"name\":\"http\",\"product\":\"caf\\u00e9 \\\"\\u001b\\\"\","
                   "\"tunnel\":\"ssl\",\"outcome\":\"soft-match\","
                   "\"method\":\"probed\",\"confidence\":10}");
}

/* A saved session does not know how many addresses were asked for. */
static void
test_without_progress (void)
{
  g_autoptr (PtlSession) session = hostile_session ("plain");
  g_autofree char *text = write_session (PTL_FORMAT_TEXT, session);
  g_autofree char *json = write_session (PTL_FORMAT_JSON, session);

  g_assert_nonnull (strstr (text, "Portolan done: 1 host up scanned in 12.34 seconds\n"));
  g_assert_null (strstr (json, "addresses_scanned"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < PTL_N_FORMATS; i++)
    {
      g_autofree char *path =
          g_strconcat ("/format/golden/", ptl_format_to_string (i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/format/revision", test_revision);
  g_test_add_func ("/format/stopped", test_stopped);
  g_test_add_func ("/format/names", test_names);
  g_test_add_func ("/format/paths", test_paths);
  g_test_add_func ("/format/service", test_service);
  g_test_add_func ("/format/without-progress", test_without_progress);
  g_test_add_func ("/format/cancelled", test_cancelled);

  return g_test_run ();
}
