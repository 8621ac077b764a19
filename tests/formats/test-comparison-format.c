/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-comparison-format.c: comparisons in every format, of plain sessions
 * and of what peers may send. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "formats/comparison-format.h"

#include "sample.h"

/* Returns: (transfer full): of the sessions, of which each is compared to the first */
static PtlComparisonReport *
report_new (GPtrArray *sessions, const char *rule)
{
  PtlComparisonReport *report = ptl_comparison_report_new ();
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_ignore_rule_unref);
  PtlComparisonOptions options = { .rules = rules, .level = PTL_LEVEL_NOISE };

  if (rule != NULL)
    {
      g_ptr_array_add (rules, ptl_ignore_rule_parse (rule, NULL, NULL));
      g_assert_nonnull (rules->pdata[0]);
    }
  for (guint i = 1; i < sessions->len; i++)
    g_ptr_array_add (
        report->comparisons,
        ptl_comparison_new (sessions->pdata[0], sessions->pdata[i], &options));
  if (sessions->len > 2)
    report->timeline = ptl_timeline_new (sessions, NULL);
  return report;
}

static char *
write_report (PtlComparisonFormat format, const PtlComparisonReport *report)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_comparison_format_write (format, report, out, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (out, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

/* No control characters but line ends, valid UTF-8, nothing that reorders text. */
static void
check_quiet (const char *output)
{
  g_assert_true (g_utf8_validate (output, -1, NULL));
  for (const char *pos = output; *pos != '\0'; pos = g_utf8_next_char (pos))
    {
      gunichar c = g_utf8_get_char (pos);

      g_assert_true (c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f) || c >= 0xa0);
      g_assert_false (c == 0x202e || c == 0x2066 || c == 0xfeff);
    }
}

static void
check_xml (const char *output)
{
  const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, output, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
}

static void
check_comments (const char *output)
{
  for (const char *pos = output; (pos = strstr (pos, "<!--")) != NULL;)
    {
      const char *end = strstr (pos + strlen ("<!--"), "--");

      g_assert_nonnull (end);
      g_assert_cmpint (end[2], ==, '>');
      pos = end;
    }
}

static void
check_html (const char *output)
{
  g_assert_null (strstr (output, "<script"));
  g_assert_null (strstr (output, "<!-- "));
  g_assert_null (strstr (output, "<?"));
  g_assert_null (strstr (output, "http:/"));
  g_assert_true (g_str_has_suffix (output, "</html>\n"));
}

/* No cell begins as a formula does. */
static void
check_csv (const char *output)
{
  gboolean quoted = FALSE;
  gboolean at_start = TRUE;

  for (const char *c = output; *c != '\0'; c++)
    {
      if (*c == '"')
        {
          quoted = !quoted;
          continue;
        }
      if (at_start)
        g_assert_null (strchr ("=+-@\t", *c));
      at_start = !quoted && (*c == ',' || *c == '\n');
    }
  g_assert_false (quoted);
}

static JsonNode *
parse_json (const char *output)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (output, &error);

  g_assert_no_error (error);
  return node;
}

static void
check_all (const PtlComparisonReport *report)
{
  for (guint i = 0; i < PTL_N_COMPARISON_FORMATS; i++)
    {
      g_autofree char *output = write_report ((PtlComparisonFormat) i, report);

      check_quiet (output);
      if (i == PTL_COMPARISON_FORMAT_JSON)
        json_node_unref (parse_json (output));
      if (i == PTL_COMPARISON_FORMAT_CSV)
        check_csv (output);
      if (i == PTL_COMPARISON_FORMAT_HTML)
        check_html (output);
      if (i == PTL_COMPARISON_FORMAT_XML)
        {
          check_xml (output);
          check_comments (output);
        }
    }
}

/* Returns: (transfer full): a session that is compared host by host: its MAC address does
 * not say that it is another one */
static PtlSession *
known_session (const char *text)
{
  PtlSession *session = hostile_session (text);
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  g_autoptr (PtlHostInfo) info = ptl_host_info_copy (host->info);

  g_clear_pointer (&info->mac, g_free);
  ptl_host_set_info (host, info);
  return session;
}

static void
test_hostile (void)
{
  g_autoptr (GPtrArray) texts = hostile_texts ();

  for (guint i = 0; i < texts->len; i++)
    for (guint n = 2; n <= 3; n++)
      {
        g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
        g_autoptr (PtlComparisonReport) found = NULL;
        g_autoptr (PtlComparisonReport) ignored = NULL;

        g_ptr_array_add (sessions, known_session ("quiet"));
        g_ptr_array_add (sessions, n == 2 ? known_session (texts->pdata[i])
                                          : hostile_session (texts->pdata[i]));
        if (n == 3)
          g_ptr_array_add (sessions, sample_session (PTL_SESSION_STATE_FINISHED));
        found = report_new (sessions, NULL);
        ignored = report_new (sessions, "text:\"*\" kind:changed");
        found->all = TRUE;
        check_all (found);
        check_all (ignored);
      }
}

static void
test_same (void)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PtlComparisonReport) report = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_ptr_array_add (sessions, sample_session (PTL_SESSION_STATE_FINISHED));
  g_ptr_array_add (sessions, sample_session (PTL_SESSION_STATE_FINISHED));
  report = report_new (sessions, NULL);
  xml = write_report (PTL_COMPARISON_FORMAT_XML, report);
  csv = write_report (PTL_COMPARISON_FORMAT_CSV, report);
  json = write_report (PTL_COMPARISON_FORMAT_JSON, report);
  text = write_report (PTL_COMPARISON_FORMAT_TEXT, report);
  node = parse_json (json);

  g_assert_null (strstr (xml, "<hostdiff>"));
  g_assert_cmpstr (strchr (csv, '\n'), ==, "\n"); /* the heading alone */
  g_assert_null (strstr (text, "→"));
  g_assert_nonnull (strstr (json, "\"same\":true"));
}

/* Who reads what ndiff writes finds what it looks for. */
static void
test_xml_shape (void)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PtlComparisonReport) report = NULL;
  g_autofree char *xml = NULL;

  g_ptr_array_add (sessions, known_session ("one"));
  g_ptr_array_add (sessions, known_session ("two"));
  report = report_new (sessions, NULL);
  xml = write_report (PTL_COMPARISON_FORMAT_XML, report);

  g_assert_nonnull (strstr (xml, "<nmapdiff version=\"1\"><scandiff>\n<a><nmaprun "));
  g_assert_nonnull (strstr (xml, "<hostnames>\n<a>\n<hostname name=\"one\"/>\n</a>\n"
                                 "<b>\n<hostname name=\"two\"/>\n</b>\n</hostnames>"));
  g_assert_nonnull (strstr (xml, "<portdiff>\n<port portid=\"80\" protocol=\"tcp\">\n"
                                 "<state state=\"open\"/>\n<a>\n<service name=\"one\""));
  g_assert_nonnull (strstr (xml, "<b>\n<service name=\"two\""));
  g_assert_true (g_str_has_suffix (xml, "</scandiff></nmapdiff>\n"));
}

static void
test_ignored_is_listed (void)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PtlComparisonReport) report = NULL;

  g_ptr_array_add (sessions, known_session ("first-words"));
  g_ptr_array_add (sessions, known_session ("second-words"));
  report = report_new (sessions, "field:product");

  for (guint i = 0; i < PTL_N_COMPARISON_FORMATS; i++)
    {
      g_autofree char *output = write_report ((PtlComparisonFormat) i, report);
      g_autoptr (GString) plain = g_string_new (output);

      g_string_replace (plain, "&#45;", "-", 0);
      g_assert_nonnull (strstr (plain->str, "field:product"));
      g_assert_nonnull (strstr (plain->str, "second-words"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comparison-format/hostile", test_hostile);
  g_test_add_func ("/comparison-format/same", test_same);
  g_test_add_func ("/comparison-format/xml-shape", test_xml_shape);
  g_test_add_func ("/comparison-format/ignored-is-listed", test_ignored_is_listed);

  return g_test_run ();
}
