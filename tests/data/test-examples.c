/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/data/test-examples.c: every rule of our probe database is proved by a response.
 */
#include "rules/rule-lint.h"

#include <string.h>

typedef struct
{
  PtlProbeDb *db;
  GStrv lines; /* of the file; line 1 is lines[0] */
  GPtrArray *examples;
} Fixture;

static void
fixture_set_up (Fixture *f, gconstpointer unused)
{
  const char *path = g_getenv ("PTL_PROBES");
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize len;

  g_assert_nonnull (path);
  g_file_get_contents (path, &text, &len, &error);
  g_assert_no_error (error);
  f->lines = g_strsplit (text, "\n", -1);
  bytes = g_bytes_new_take (text, len);
  f->examples = ptl_rule_examples_parse (bytes, path, problems);
  g_assert_cmpuint (problems->len, ==, 0);

  f->db = ptl_probe_db_new ();
  ptl_probe_db_load_file (f->db, path, PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (f->db, TRUE, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *f, gconstpointer unused)
{
  g_ptr_array_unref (f->examples);
  g_strfreev (f->lines);
  ptl_probe_db_unref (f->db);
}

static gboolean
is_rule (const char *line)
{
  return g_str_has_prefix (line, "match ") || g_str_has_prefix (line, "softmatch ");
}

static gboolean
expects (const PtlRuleExample *example, const char *key)
{
  for (guint i = 0; i < example->expectations->len; i++)
    {
      const PtlRuleExpectation *one = g_ptr_array_index (example->expectations, i);

      if (g_str_equal (one->key, key))
        return TRUE;
    }

  return FALSE;
}

/* What is quarantined would be missing from the count. */
static void
test_complete (Fixture *f, gconstpointer unused)
{
  guint n = 0;

  for (guint i = 0; f->lines[i] != NULL; i++)
    n += is_rule (f->lines[i]);

  g_assert_cmpuint (ptl_probe_db_get_problems (f->db)->len, ==, 0);
  g_assert_cmpuint (n, >=, 40);
  g_assert_cmpuint (ptl_probe_db_get_n_rules (f->db), ==, n);
}

/* No rule without example, loose, over the budget, or with a name spelled otherwise. */
static void
test_lint (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) problems = ptl_rule_lint (f->db, f->examples);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = ptl_rule_problem_to_string (problems->pdata[i]);

      g_test_message ("%s", text);
      g_test_fail ();
    }
}

static void
test_claims (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < f->examples->len; i++)
    {
      const PtlRuleExample *example = g_ptr_array_index (f->examples, i);
      g_autoptr (PtlRuleProblem) problem = ptl_rule_example_check (example, f->db);

      if (problem != NULL)
        {
          g_test_message ("%s:%u: %s", problem->file, problem->line, problem->reason);
          g_test_fail ();
        }
    }
}

/* An example that states less than its rule gives would prove less than it seems to. */
static void
test_states_fields (Fixture *f, gconstpointer unused)
{
  static const char *const fields[][2] = { { " p/", "p" },    { " v/", "v" },
                                           { " i/", "i" },    { " h/", "h" },
                                           { " o/", "o" },    { " d/", "d" },
                                           { " cpe:", "cpe" } };

  for (guint i = 0; i < f->examples->len; i++)
    {
      const PtlRuleExample *example = g_ptr_array_index (f->examples, i);
      const char *rule = f->lines[example->rule_line - 1];

      if (example->is_counter)
        continue;
      g_assert_true (expects (example, "s"));
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        if (strstr (rule, fields[j][0]) != NULL && !expects (example, fields[j][1]))
          {
            g_test_message ("the example does not state %s: %s", fields[j][1], rule);
            g_test_fail ();
          }
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/probes/complete", test_complete);
  add ("/probes/lint", test_lint);
  add ("/probes/claims", test_claims);
  add ("/probes/states-fields", test_states_fields);

  return g_test_run ();
}
