/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-hostile.c: what peers may send, in every format.
 *
 * XML: well formed, valid against nmap.dtd where that and xmllint are installed; JSON and
 * CSV: parsed back and compared; text and HTML: nothing that a terminal or browser acts
 * on.
 */
#include "sample.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/display.h"

#define NMAP_DTD "/usr/share/nmap/nmap.dtd"

/* Runs @check on what @format makes of a session full of each text. */
static void
for_each_text (PtlFormat format, void (*check) (const char *output, const char *text))
{
  g_autoptr (GPtrArray) texts = hostile_texts ();

  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (PtlSession) session = hostile_session (texts->pdata[i]);
      g_autofree char *output = write_session (format, session);

      check (output, texts->pdata[i]);
    }
}

static void
check_xml_text (const char *output, const char *text)
{
  const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (const char *c = output; *c != '\0'; c++)
    g_assert_true (*c == '\n' || (*c >= 0x20 && *c < 0x7f));
  g_assert_true (g_markup_parse_context_parse (context, output, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
}

static void
test_xml (void)
{
  for_each_text (PTL_FORMAT_NMAP_XML, check_xml_text);
}

static void
check_dtd (const char *xmllint, const char *output, const char *directory)
{
  g_autofree char *file = g_build_filename (directory, "session.xml", NULL);
  const char *const argv[] = { xmllint,  "--nonet", "--noout", "--dtdvalid",
                               NMAP_DTD, file,      NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *complaints = NULL;
  int status;

  g_assert_true (g_file_set_contents (file, output, -1, &error));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               NULL, &complaints, &status, &error));
  g_assert_no_error (error);
  if (status != 0)
    g_test_message ("%.2000s", complaints);
  g_assert_cmpint (status, ==, 0);
  g_unlink (file);
}

static void
test_dtd (void)
{
  g_autofree char *xmllint = g_find_program_in_path ("xmllint");
  g_autoptr (GPtrArray) texts = hostile_texts ();
  g_autofree char *directory = NULL;

  if (xmllint == NULL || !g_file_test (NMAP_DTD, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("needs xmllint and " NMAP_DTD);
      return;
    }

  directory = g_dir_make_tmp ("portolan-XXXXXX", NULL);
  for (guint state = 0; state <= PTL_SESSION_STATE_FAILED; state++)
    {
      g_autoptr (PtlSession) session = sample_session (state);
      g_autofree char *output = write_session (PTL_FORMAT_NMAP_XML, session);

      check_dtd (xmllint, output, directory);
    }
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (PtlSession) session = hostile_session (texts->pdata[i]);
      g_autofree char *output = write_session (PTL_FORMAT_NMAP_XML, session);

      check_dtd (xmllint, output, directory);
    }
  g_rmdir (directory);
}

static JsonObject *
only_port (JsonObject *host)
{
  return json_array_get_object_element (json_object_get_array_member (host, "ports"), 0);
}

/* The strings are exact, but for bytes that are not UTF-8; the evidence is exact always.
 */
static void
check_json_host (JsonObject *host, const char *text)
{
  static const char *const members[] = { "name",        "product",    "version",
                                         "extra_info",  "hostname",   "os_type",
                                         "device_type", "fingerprint" };
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  JsonObject *port = only_port (host);
  JsonObject *service = json_object_get_object_member (port, "service");
  JsonObject *response =
      json_array_get_object_element (json_object_get_array_member (port, "responses"), 0);
  JsonObject *received = json_object_get_object_member (response, "received");
  g_autofree guchar *bytes = NULL;
  gsize len;

  g_assert_cmpstr (json_object_get_string_member (host, "hostname"), ==, valid);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_cmpstr (json_object_get_string_member (service, members[i]), ==, valid);

  bytes = g_base64_decode (json_object_get_string_member (received, "base64"), &len);
  g_assert_cmpmem (bytes, len, text, strlen (text));
}

static JsonObject *
parse_json (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  for (const char *c = text; *c != '\0'; c++)
    g_assert_true (*c == '\n' || (*c >= 0x20 && *c < 0x7f));
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
check_json_text (const char *output, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse_json (parser, output);
  JsonObject *session = json_object_get_object_member (root, "session");
  JsonArray *hosts = json_object_get_array_member (root, "hosts");
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_assert_cmpstr (json_object_get_string_member (session, "name"), ==, valid);
  g_assert_cmpuint (json_array_get_length (hosts), ==, 1);
  check_json_host (json_array_get_object_element (hosts, 0), text);
}

static void
test_json (void)
{
  for_each_text (PTL_FORMAT_JSON, check_json_text);
}

static void
check_json_lines_text (const char *output, const char *text)
{
  static const char *const types[] = { "session", "host", "summary" };
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (types) + 1);
  g_assert_cmpstr (lines[G_N_ELEMENTS (types)], ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *object = parse_json (parser, lines[i]);

      g_assert_cmpstr (json_object_get_string_member (object, "type"), ==, types[i]);
      if (i == 1)
        check_json_host (object, text);
    }
}

static void
test_json_lines (void)
{
  for_each_text (PTL_FORMAT_JSON_LINES, check_json_lines_text);
}

/* Reads RFC 4180: returns the cells of one record, *@pos behind it. */
static GPtrArray *
read_record (const char **pos)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  GString *cell = g_string_new (NULL);
  gboolean quoted = FALSE;
  const char *c = *pos;

  for (; quoted || !g_str_has_prefix (c, "\r\n"); c++)
    {
      g_assert_cmpint (*c, !=, '\0');
      if (quoted && c[0] == '"' && c[1] == '"')
        g_string_append_c (cell, *c++);
      else if (*c == '"')
        quoted = !quoted;
      else if (*c == ',' && !quoted)
        {
          g_ptr_array_add (cells, g_strdup (cell->str));
          g_string_truncate (cell, 0);
        }
      else
        g_string_append_c (cell, *c);
    }

  g_ptr_array_add (cells, g_string_free (cell, FALSE));
  *pos = c + strlen ("\r\n");
  return cells;
}

static void
check_csv_text (const char *output, const char *text)
{
  const guint product = 8;
  g_autoptr (GPtrArray) heading = read_record (&output);
  g_autoptr (GPtrArray) record = read_record (&output);
  g_autofree char *shown = ptl_display_text (text, strlen (text), 32767, FALSE);
  const char *cell = record->pdata[product];

  g_assert_cmpstr (output, ==, "");
  g_assert_cmpuint (record->len, ==, heading->len);
  g_assert_cmpstr (heading->pdata[product], ==, "product");
  g_assert_cmpstr (record->pdata[0], ==, "192.0.2.9");
  g_assert_cmpstr (record->pdata[3], ==, "80");
  g_assert_null (strchr ("=+-@\t\r", cell[0]));
  g_assert_cmpstr (cell[0] == '\'' ? cell + 1 : cell, ==, shown);
  g_assert_true ((cell[0] == '\'') == (strchr ("=+-@\t\r", text[0]) != NULL));
}

static void
test_csv (void)
{
  for_each_text (PTL_FORMAT_CSV, check_csv_text);
}

/* No control characters but line feeds, valid UTF-8, nothing that reorders text. */
static void
check_quiet (const char *output)
{
  g_assert_true (g_utf8_validate (output, -1, NULL));
  for (const char *pos = output; *pos != '\0'; pos = g_utf8_next_char (pos))
    {
      gunichar c = g_utf8_get_char (pos);

      g_assert_true (c == '\n' || (c >= 0x20 && c < 0x7f) || c >= 0xa0);
      g_assert_false (c == 0x202e || c == 0x2066 || c == 0xfeff);
    }
}

static void
check_text_text (const char *output, const char *text)
{
  check_quiet (output);
}

static void
test_text (void)
{
  for_each_text (PTL_FORMAT_TEXT, check_text_text);
}

static void
check_html_text (const char *output, const char *text)
{
  g_autofree char *shown = ptl_display_text (text, strlen (text), 16384, FALSE);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);
  g_autofree char *title = g_strdup_printf ("<title>%s</title>", escaped);

  check_quiet (output);
  g_assert_nonnull (strstr (output, title));
  g_assert_null (strstr (output, "<script"));
  g_assert_null (strstr (output, "<!-- "));
  g_assert_null (strstr (output, "<?"));
}

static void
test_html (void)
{
  for_each_text (PTL_FORMAT_HTML, check_html_text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hostile/xml", test_xml);
  g_test_add_func ("/hostile/dtd", test_dtd);
  g_test_add_func ("/hostile/json", test_json);
  g_test_add_func ("/hostile/json-lines", test_json_lines);
  g_test_add_func ("/hostile/csv", test_csv);
  g_test_add_func ("/hostile/text", test_text);
  g_test_add_func ("/hostile/html", test_html);

  return g_test_run ();
}
