/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule-lint.c: what is demanded of rules for everybody. */
#include "rules/rule-lint.h"

#include <string.h>

/* @expected: the problems' texts, one a line */
static void
assert_lint (const char *text, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  g_autoptr (GPtrArray) examples = ptl_rule_examples_parse (bytes, "x", problems);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (problems->len, ==, 0);
  ptl_probe_db_load_bytes (db, bytes, "x", PTL_RULE_LAYER_SHIPPED, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);

  found = ptl_rule_lint (db, examples);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *line = ptl_rule_problem_to_string (found->pdata[i]);

      g_string_append_printf (shown, "%s\n", line);
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_good (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ example \"220 Harbour 2.1\\r\\n\" s=ftp p=Harbour\n"
               "match ftp m|^220 Harbour ([\\d.]+)\\r\\n| p/Harbour/ v/$1/ "
               "cpe:/a:port:harbour:$1/\n"
               "#@ example \"\\xee123\"\n"
               "match time m|^[\\xed-\\xff]...$|s\n",
               "");
}

static void
test_no_example (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ counterexample \"abd\"\n"
               "match a m|^abc|\n"
               "Probe UDP Ask q|x|\n"
               "softmatch b m|^abcd|\n",
               "x:3:1: the rule has no example\n"
               "x:5:1: the rule has no example\n");
}

static void
test_loose (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ example \"ab\"\n"
               "match a m|^a[b-d]|\n"
               "#@ example \"Harbour\"\n"
               "match b m|Harbour|\n"
               "#@ example \"x: Harbour control\"\n"
               "match c m|^.*: Harbour control|\n",
               "x:3:1: the pattern is loose: it has 1 literal bytes\n"
               "x:5:1: the pattern is loose: it has 7 literal bytes\n"
               "x:7:1: the pattern begins with .*\n");
}

static void
test_spelling (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ example \"abc1\"\n"
               "match imap m|^abc1| p/Harbour httpd/\n"
               "#@ example \"abc2\"\n"
               "match IMAP m|^abc2| p/Harbour HTTPd/\n"
               "#@ example \"abc3\"\n"
               "match imap m|^abc3| p/imap/\n",
               "x:4:1: \"IMAP\" is spelled \"imap\" elsewhere\n"
               "x:4:1: \"Harbour HTTPd\" is spelled \"Harbour httpd\" elsewhere\n");
}

static void
test_cpe (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ example \"abc1\"\n"
               "match a m|^abc1| p/A/ cpe:/a:Harbour:control/\n"
               "#@ example \"abc2\"\n"
               "match a m|^abc2| p/A/ cpe:/a:harbour/\n"
               "#@ example \"abc3 1.0 beta\"\n"
               "match a m|^abc3 (.+)| p/A/ cpe:/a:harbour:control:$1/\n",
               "x:2:1: \"cpe:/a:Harbour:control\" is not a CPE name\n"
               "x:4:1: \"cpe:/a:harbour\" is not a CPE name\n");
}

static void
test_cost (void)
{
  assert_lint ("Probe TCP NULL q||\n"
               "#@ example \"head: 1\\r\\nhead: 2\\r\\nthe head\"\n"
               "match a m|head: [^x]*\\r\\nthe head|\n"
               "#@ example \"head:\\t1\\r\\nhead: 2\\r\\nthe head\"\n"
               "match b m|^head:\\t(?:[^\\r\\n]+\\r\\n)*?the head|\n",
               "x:3:1: the pattern takes too long on a hostile response\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule-lint/good", test_good);
  g_test_add_func ("/rule-lint/no-example", test_no_example);
  g_test_add_func ("/rule-lint/loose", test_loose);
  g_test_add_func ("/rule-lint/spelling", test_spelling);
  g_test_add_func ("/rule-lint/cpe", test_cpe);
  g_test_add_func ("/rule-lint/cost", test_cost);

  return g_test_run ();
}
