/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-probe-file.c: probe files, good and bad, against what they say.
 *
 * A case is a folder of tests/data/probe-file/valid or invalid: "input" is the file,
 * "expect" the problems as LINE:COL: reason, then what was read. */
#include "rules/probe-file.h"

#include <string.h>

#include "base/escape.h"

static char *
read_text (const char *folder, const char *name, gsize *len)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, len, &error);
  g_assert_no_error (error);
  return text;
}

static void
dump_rules (GString *out, GPtrArray *rules)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const PtlRule *rule = rules->pdata[i];
      g_autofree char *pattern = ptl_pattern_to_string (&rule->pattern);
      g_autofree char *info =
          ptl_escape (rule->version_info.text, rule->version_info.len);

      g_string_append_printf (out, "  %u %s %s [%s]%s%s {%s}\n", rule->line,
                              rule->soft ? "soft" : "hard", rule->service, pattern,
                              rule->pattern.caseless ? " i" : "",
                              rule->pattern.dotall ? " s" : "", info);
    }
}

static void
dump_probe (GString *out, const PtlProbe *probe)
{
  gsize len;
  gconstpointer data = g_bytes_get_data (probe->payload, &len);
  g_autofree char *payload = ptl_escape (data, len);
  g_autofree char *ports = ptl_port_set_to_string (probe->ports);
  g_autofree char *sslports = ptl_port_set_to_string (probe->sslports);

  g_string_append_printf (
      out,
      "%s %s \"%s\" ports=%s sslports=%s rarity=%u wait=%u "
      "wrapped=%u%s",
      ptl_protocol_to_string (ptl_probe_get_protocol (probe)), ptl_probe_get_name (probe),
      payload, ports, sslports, ptl_probe_get_rarity (probe),
      ptl_probe_get_total_wait_ms (probe), ptl_probe_get_tcpwrapped_ms (probe),
      ptl_probe_is_for_port_scan (probe) ? " port-scan" : "");
  for (guint i = 0; i < probe->fallbacks->len; i++)
    {
      const PtlFallback *fallback = probe->fallbacks->pdata[i];

      g_string_append_printf (out, " ->%s", fallback->name);
    }
  g_string_append_c (out, '\n');
}

static char *
dump_file (const PtlProbeFile *file)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < file->problems->len; i++)
    {
      const PtlRuleProblem *problem = file->problems->pdata[i];

      g_string_append_printf (out, "%u:%u: %s\n", problem->line, problem->column,
                              problem->reason);
    }
  if (file->exclude != NULL)
    g_string_append_printf (out, "exclude %s\n", file->exclude);
  for (guint i = 0; i < file->probes->len; i++)
    {
      const PtlProbe *probe = file->probes->pdata[i];

      dump_probe (out, probe);
      dump_rules (out, probe->rules[PTL_RULE_LAYER_USER]);
    }

  return g_string_free (out, FALSE);
}

/* Strict reading must fail at the first problem, and only if there is one. */
static void
check_strict (GBytes *text, const PtlProbeFile *lenient)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlProbeFile) strict =
      ptl_probe_file_parse (text, "input", PTL_RULE_LAYER_USER, TRUE, &error);
  g_autofree char *first = NULL;

  if (lenient->problems->len == 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (strict);
      return;
    }

  first = ptl_rule_problem_to_string (lenient->problems->pdata[0]);
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_assert_null (strict);
  g_assert_cmpstr (error->message, ==, first);
}

static void
test_case (gconstpointer data)
{
  const char *folder = data;
  gsize len;
  g_autofree char *input = read_text (folder, "input", &len);
  g_autofree char *expected = read_text (folder, "expect", NULL);
  g_autoptr (GBytes) text = g_bytes_new (input, len);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlProbeFile) file =
      ptl_probe_file_parse (text, "input", PTL_RULE_LAYER_USER, FALSE, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  got = dump_file (file);
  g_assert_cmpstr (got, ==, expected);
  g_assert_true ((file->problems->len == 0) == (strstr (folder, "/valid/") != NULL));
  check_strict (text, file);
}

static void
add_cases (const char *kind)
{
  g_autofree char *root =
      g_test_build_filename (G_TEST_DIST, "data", "probe-file", kind, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (root, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/probe-file/%s/%s", kind, name);

      g_test_add_data_func_full (path, g_build_filename (root, name, NULL), test_case,
                                 g_free);
    }
}

static void
assert_refused (GBytes *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlProbeFile) file =
      ptl_probe_file_parse (text, "x", PTL_RULE_LAYER_USER, FALSE, &error);

  g_assert_null (file);
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_too_long (void)
{
  gsize len = PTL_PROBE_FILE_MAX + 1;
  g_autoptr (GBytes) text = NULL;
  char *lines = g_malloc (len);

  memset (lines, '\n', len);
  text = g_bytes_new_take (lines, len);
  assert_refused (text, "x: the file is longer than 32 MiB");
}

static void
test_binary (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("\177ELF\2\1\1\0\0", 9);

  assert_refused (text, "x: not a text file");
}

/* A line of 64 KiB is read, one byte more is not; neither hurts the next line. */
static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new ("Probe TCP NULL q||\nmatch a m|^");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PtlProbeFile) file = NULL;
  const PtlProbe *probe;

  while (text->len < strlen ("Probe TCP NULL q||\n") + 65535)
    g_string_append_c (text, 'x');
  g_string_append (text, "|\nmatch b m|^");
  for (guint i = 0; i < 65525; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "|\nmatch c m|^x|\n");
  bytes = g_bytes_new (text->str, text->len);
  file = ptl_probe_file_parse (bytes, "x", PTL_RULE_LAYER_USER, FALSE, NULL);

  probe = file->probes->pdata[0];
  g_assert_cmpuint (probe->rules[PTL_RULE_LAYER_USER]->len, ==, 2);
  g_assert_cmpuint (file->problems->len, ==, 1);
  g_assert_cmpuint (((PtlRuleProblem *) file->problems->pdata[0])->line, ==, 3);
}

/* Whatever is not a probe file must not fill the memory with complaints. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PtlProbeFile) file = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "lorem ipsum\n");
  bytes = g_bytes_new (text->str, text->len);
  file = ptl_probe_file_parse (bytes, "x", PTL_RULE_LAYER_USER, FALSE, NULL);

  g_assert_cmpuint (file->problems->len, ==, 1000);
  g_assert_cmpuint (file->probes->len, ==, 0);
}

/* Byte by byte shorter, every text must be read without a fault of ours. */
static void
test_truncated (void)
{
  static const char text[] =
      "Exclude T:9100\nProbe UDP a q|\\x00\\0a| no-payload\nports 1-5,7\nsslports 8\n"
      "rarity 3\ntotalwaitms 700\ntcpwrappedms 800\nfallback a,b\n"
      "match ftp m|^220 (.*)\\r\\n|is p/$1/ v/$SUBST(1,\"_\",\".\")/ cpe:/a:x:y:$1/a\n";

  for (gsize len = 0; len < sizeof text - 1; len++)
    {
      /* A copy of its own, so that a memory checker sees reading past the end. */
      g_autoptr (GBytes) bytes = g_bytes_new (text, len);
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlProbeFile) file =
          ptl_probe_file_parse (bytes, "x", PTL_RULE_LAYER_USER, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (file->problems->len, <=, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("valid");
  add_cases ("invalid");
  g_test_add_func ("/probe-file/too-long", test_too_long);
  g_test_add_func ("/probe-file/binary", test_binary);
  g_test_add_func ("/probe-file/long-line", test_long_line);
  g_test_add_func ("/probe-file/many-problems", test_many_problems);
  g_test_add_func ("/probe-file/truncated", test_truncated);

  return g_test_run ();
}
