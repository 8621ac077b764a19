/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/cli/test-scan-arguments.c: the options of a scan, in our and Nmap's spellings. */
#include "cli/scan-arguments.h"

#include <string.h>

#include "formats/report.h"

static PtlScanArguments *
parse (char **args, GError **error)
{
  return ptl_scan_arguments_parse (args, error);
}

/* Returns: (transfer full): the scan as the command line that reports show */
static char *
describe (const PtlScanOptions *options)
{
  PtlSessionInfo *info = ptl_session_info_new ("test", options);
  g_autoptr (PtlSession) session = ptl_session_new (info, FALSE);
  g_autoptr (PtlReport) report = ptl_report_new (session);
  char *command = ptl_report_get_command (report);

  ptl_session_info_unref (info);
  return command;
}

/* Every line means what stands beside it. */
static const struct
{
  const char *line;
  const char *expected;
} spellings[] = {
  { "h", "h" },
  { "-sT h", "h" },
  { "-sTV h", "h" },
  { "-sV -T3 h", "h" },
  { "--no-identify h", "--no-identify h" },
  { "--no-identify -sV h", "h" },
  { "-p 22,80 h", "--ports 22,80 h" },
  { "-p22 h", "--ports 22 h" },
  { "-p- h", "--ports - h" },
  { "--ports=http* h", "--ports 'http*' h" },
  { "-F h", "--top-ports 100 h" },
  { "-p 1 -F h", "--top-ports 100 h" },
  { "-F -p 1 h", "--ports 1 h" },
  { "--top-ports 5 h", "--top-ports 5 h" },
  { "-top-ports 5 h", "--top-ports 5 h" },
  { "-T4 h", "--timing 4 h" },
  { "-T 4 h", "--timing 4 h" },
  { "-T aggressive h", "--timing 4 h" },
  { "--timing=paranoid h", "--timing 0 h" },
  { "--intensity 0 h", "--intensity 0 h" },
  { "--version-intensity 9 h", "--intensity 9 h" },
  { "--light h", "--intensity 2 h" },
  { "--version-light h", "--intensity 2 h" },
  { "--version_light h", "--intensity 2 h" },
  { "--version_intensity 3 h", "--intensity 3 h" },
  { "--versiondb a --versiondb=b h", "--database a --database b h" },
  { "--all h", "--intensity 9 h" },
  { "-version-all h", "--intensity 9 h" },
  { "--allports h", "--all-ports h" },
  { "-Pn h", "--skip-discovery h" },
  { "-n h", "--no-dns h" },
  { "-n6F h", "--ipv6 --no-dns --top-ports 100 h" },
  { "--max-parallel 7 h", "--max-parallel 7 h" },
  { "--max-rate 50/s h", "--max-rate 50 h" },
  { "--max-rate 50 h", "--max-rate 50 h" },
  { "--host-timeout 5m h", "--host-timeout 300000ms h" },
  { "--probes-in-flight 1 h", "--probes-in-flight 1 h" },
  { "--exclude a --exclude b h", "--exclude a --exclude b h" },
  { "--excludefile f h", "--exclude-file f h" },
  { "-iL f", "--targets-from f" },
  { "--database d --rules r h", "--database d --rules r h" },
  { "--version-trace h", "--trace h" },
  { "--trace h", "--trace h" },
  { "-sU h", "--udp h" },
  { "-sUV h", "--udp h" },
  { "-sT -sU h", "--tcp --udp h" },
  { "--compat nmap h", "--compat nmap h" },
  { "h -p 1 i", "--ports 1 h i" },
  { "-p 1 -- h", "--ports 1 h" },
};

static void
test_spellings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_auto (GStrv) args = g_strsplit (spellings[i].line, " ", -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlScanArguments) got = parse (args, &error);
      g_autofree char *command = NULL;

      g_assert_no_error (error);
      command = describe (got->options);
      g_assert_true (g_str_has_prefix (command, "portolan-cli scan "));
      g_assert_cmpstr (command + strlen ("portolan-cli scan "), ==,

                       spellings[i].expected);
    }
}

static void
test_reads_back (void)
{
  char *args[] = {
    "--ports", "1-9,U:5 x", "--rules", "it's",          "--host-timeout",   "1.5s",
    "-T1",     "-6n",       "--all",   "--no-identify", "--skip-discovery", "a b",
    "c",       NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanArguments) first = parse (args, &error);
  g_autoptr (PtlScanArguments) second = NULL;
  g_autofree char *command = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_no_error (error);
  command = describe (first->options);
  g_assert_true (g_shell_parse_argv (command, NULL, &words, &error));
  second = parse (words + 2, &error);
  g_assert_no_error (error);
  again = describe (second->options);
  g_assert_cmpstr (command, ==, again);
  g_assert_cmpstr (second->options->ports, ==, "1-9,U:5 x");
  g_assert_cmpuint (second->options->host_timeout_ms, ==, 1500);
}

static void
test_outputs (void)
{
  char *args[] = { "-o",     "a.json", "-oX",       "b", "-oN",      "-",
                   "-oJ",    "c",      "-o",        "d", "--format", "html",
                   "--name", "n n",    "--no-save", "h", NULL };
  static const struct
  {
    const char *path;
    PtlFormat format;
  } expected[] = {
    { "a.json", PTL_FORMAT_JSON }, { "b", PTL_FORMAT_NMAP_XML }, { "-", PTL_FORMAT_TEXT },
    { "c", PTL_FORMAT_JSON },      { "d", PTL_FORMAT_HTML },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanArguments) got = parse (args, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got->name, ==, "n n");
  g_assert_true (got->no_save);
  g_assert_false (got->progress);
  g_assert_cmpuint (got->outputs->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const PtlOutput *output = got->outputs->pdata[i];

      g_assert_cmpstr (output->path, ==, expected[i].path);
      g_assert_cmpint (output->format, ==, expected[i].format);
    }
}

static void
test_bad (void)
{
  static const char *const lines[] = {
    "",
    "-p",
    "--none h",
    "-sS h",
    "-sX h",
    "-T6 h",
    "-T fast h",
    "--intensity 10 h",
    "--intensity -1 h",
    "--top-ports 0 h",
    "--top-ports 65536 h",
    "--max-rate 0 h",
    "--max-rate 5/m h",
    "--host-timeout 5d h",
    "--probes-in-flight 0 h",
    "--compat zmap h",
    "-o noextension h",
    "-o - h",
    "--format pdf -o - h",
    "-oX - -o - --format csv h",
    "--resume 1 h",
    "--shard 3/2 h",
    "--shard 0/2 h",
    "--shard 2 h",
    "--name= h",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) args = g_strsplit (lines[i], " ", -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (args, &error));
      g_assert_nonnull (error);
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* Promises are not for the help. */
static void
test_help (void)
{
  g_autofree char *help = ptl_option_get_help (ptl_scan_arguments_table);

  g_assert_nonnull (strstr (help, "--ports SPEC"));
  g_assert_nonnull (strstr (help, "--resume"));
  g_assert_nonnull (strstr (help, "--shard I/N"));
  g_assert_nonnull (strstr (help, "--udp"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-arguments/spellings", test_spellings);
  g_test_add_func ("/scan-arguments/reads-back", test_reads_back);
  g_test_add_func ("/scan-arguments/outputs", test_outputs);
  g_test_add_func ("/scan-arguments/bad", test_bad);
  g_test_add_func ("/scan-arguments/help", test_help);

  return g_test_run ();
}
