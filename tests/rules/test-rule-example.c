/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule-example.c: the annotated responses of a rule file. */
#include "rules/rule-example.h"

#include <string.h>

typedef struct
{
  GPtrArray *problems;
  GPtrArray *examples;
  PtlProbeDb *db;
} Fixture;

static void
load (Fixture *f, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  f->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  f->examples = ptl_rule_examples_parse (bytes, "x", f->problems);
  f->db = ptl_probe_db_new ();
  ptl_probe_db_load_bytes (f->db, bytes, "x", PTL_RULE_LAYER_SHIPPED, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (f->db, TRUE, &error);
  g_assert_no_error (error);
}

static void
clear (Fixture *f)
{
  g_ptr_array_unref (f->problems);
  g_ptr_array_unref (f->examples);
  ptl_probe_db_unref (f->db);
}

/* @expected: the problem's text, NULL for none */
static void
assert_check (const Fixture *f, guint index, const char *expected)
{
  g_autoptr (PtlRuleProblem) problem =
      ptl_rule_example_check (f->examples->pdata[index], f->db);
  g_autofree char *text = problem != NULL ? ptl_rule_problem_to_string (problem) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_good (void)
{
  Fixture f;

  load (&f, "Probe TCP NULL q||\n"
            "#@ note two examples for one line\n"
            "#@ example \"220 a\\\"b\\x00c 1.5\\r\\n\" s=ftp p=\"A b\" v=1.5 i=\"\" "
            "cpe=cpe:/a:x:y:1.5 cpe=\"cpe:/o:x:z\"\n"
            "#@ example \"220 2.0\" p=\"A b\"\n"
            "\n"
            "#@ counterexample \"221 2.0\"\n"
            "match ftp m|^220 .*?([\\d.]+)| p/A b/ v/$1/ cpe:/a:x:y:$1/ cpe:/o:x:z/\n"
            "Probe TCP Get q|GET|\n"
            "#@ example \"hello\" probe=NULL s=http tunnel=ssl\n"
            "match nothing m|^never|\n"
            "Probe UDP Get q|u|\n"
            "#@ example \"u\" s=u tunnel=\"\"\n"
            "match u m|^u|\n");
  g_assert_cmpuint (f.problems->len, ==, 0);
  g_assert_cmpuint (f.examples->len, ==, 5);

  assert_check (&f, 0, NULL);
  assert_check (&f, 1, NULL);
  assert_check (&f, 2, NULL);
  assert_check (&f, 3, "x:9:1: no rule claims the example");
  assert_check (&f, 4, NULL);
  clear (&f);
}

static void
test_bound (void)
{
  Fixture f;
  const PtlRuleExample *example;

  load (&f, "Probe UDP Ask q|x|\n"
            "#@ example \"a\\0\"\n"
            "softmatch a m|^a|\n"
            "match b m|^b|\n");
  g_assert_cmpuint (f.examples->len, ==, 1);
  example = f.examples->pdata[0];
  g_assert_cmpuint (example->line, ==, 2);
  g_assert_cmpuint (example->rule_line, ==, 3);
  g_assert_cmpint (example->protocol, ==, PTL_PROTOCOL_UDP);
  g_assert_cmpstr (example->probe, ==, "Ask");
  g_assert_cmpmem (g_bytes_get_data (example->response, NULL),
                   g_bytes_get_size (example->response), "a\0", 2);
  clear (&f);
}

static void
test_disappointed (void)
{
  Fixture f;

  load (&f, "Probe TCP NULL q||\n"
            "#@ example \"a1\" v=1\n"
            "match a m|^a| v/2/ cpe:/a:b:c/\n"
            "#@ example \"ab\"\n"
            "match b m|^ab|\n"
            "#@ example \"c\" cpe=cpe:/a:x:y\n"
            "match c m|^c| cpe:/a:b:c/ cpe:/h:d:e/\n"
            "#@ example \"d\" s=other\n"
            "match d m|^d|\n"
            "#@ example \"e\" cpe=\"\"\n"
            "match e m|^e| cpe:/a:b:c/\n"
            "#@ counterexample \"ff\"\n"
            "match f m|^f|\n"
            "#@ example \"g\" probe=Nobody\n"
            "match g m|^g|\n");
  assert_check (&f, 0, "x:2:1: v is \"2\", expected is \"1\"");
  assert_check (&f, 1, "x:4:1: x:3 claims the example");
  assert_check (&f, 2,
                "x:6:1: cpe is \"cpe:/a:b:c cpe:/h:d:e\", expected is \"cpe:/a:x:y\"");
  assert_check (&f, 3, "x:8:1: s is \"d\", expected is \"other\"");
  assert_check (&f, 4, "x:10:1: cpe is \"cpe:/a:b:c\", expected is \"\"");
  assert_check (&f, 5, "x:12:1: the rule claims its counterexample");
  assert_check (&f, 6, "x:14:1: no probe is called Nobody");
  clear (&f);
}

static void
test_bad_annotations (void)
{
  static const char *const expected[] = {
    "x:2:12: a string in double quotes is expected",
    "x:3:13: the closing quote is missing",
    "x:4:14: unknown escape in a string",
    "x:5:15: a blank is expected",
    "x:6:16: no such key here",
    "x:7:17: KEY=VALUE is expected",
    "x:8:23: no such key here",
    "x:9:18: a value is printable text",
    "x:11:1: no match line follows",
    "x:13:1: no match line follows",
  };
  Fixture f;

  load (&f, "Probe TCP NULL q||\n"
            "#@ example a\n"
            "#@ example \"a\n"
            "#@ example \"a\\q\"\n"
            "#@ example \"a\"p=x\n"
            "#@ example \"a\" q=x\n"
            "#@ example \"a\" p x\n"
            "#@ counterexample \"a\" p=x\n"
            "#@ example \"a\" p=\"\\n\"\n"
            "match a m|^a|\n"
            "#@ example \"lost\"\n"
            "Probe TCP A q|a|\n"
            "#@ example \"lost\"\n");
  g_assert_cmpuint (f.examples->len, ==, 0);
  g_assert_cmpuint (f.problems->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < f.problems->len; i++)
    {
      g_autofree char *text = ptl_rule_problem_to_string (f.problems->pdata[i]);

      g_assert_cmpstr (text, ==, expected[i]);
    }
  clear (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule-example/good", test_good);
  g_test_add_func ("/rule-example/bound", test_bound);
  g_test_add_func ("/rule-example/disappointed", test_disappointed);
  g_test_add_func ("/rule-example/bad-annotations", test_bad_annotations);

  return g_test_run ();
}
