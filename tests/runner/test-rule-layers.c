/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-rule-layers.c: which files make the probe database, and whose faults
 * count. */
#include "runner/rule-layers.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/own-home.h"
#include "rules/matcher.h"
#include "runner/data-files.h"

#define RULE(service) "Probe TCP NULL q||\nmatch " service " m|^hello|\n"

/* Returns: (transfer full): the path of a file of @text */
static char *
write_rules (const char *folder, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
write_user_rules (const char *name, const char *text)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_config_dir (), "portolan", "rules", NULL);

  return write_rules (folder, name, text);
}

static GPtrArray *
list_of (const char *path)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, g_strdup (path));
  return list;
}

/* Returns: (transfer full): the layer and service of the rule that claims "hello" */
static char *
claim_hello (PtlProbeDb *db)
{
  g_autoptr (PtlMatch) match = ptl_match_response (db, ptl_probe_db_get_null_probe (db),
                                                   (const guint8 *) "hello", 5, FALSE);

  return match != NULL ? g_strdup_printf ("%s %s", match->service->rule->layer,
                                          match->service->name)
                       : NULL;
}

static PtlProbeDb *
must_load (GPtrArray *databases, GPtrArray *rules)
{
  g_autoptr (GError) error = NULL;
  PtlProbeDb *db = ptl_rule_layers_load (databases, rules, &error);

  g_assert_no_error (error);
  return db;
}

static void
test_order (void)
{
  g_autofree char *first = write_user_rules ("a.rules", RULE ("first"));
  g_autofree char *second = write_user_rules ("b.rules", RULE ("second"));
  g_autofree char *path = write_rules (g_get_user_cache_dir (), "s.rules", RULE ("mine"));
  g_autoptr (GPtrArray) rules = list_of (path);
  g_autoptr (PtlProbeDb) of_user = must_load (NULL, NULL);
  g_autoptr (PtlProbeDb) of_session = must_load (NULL, rules);
  g_autofree char *user = claim_hello (of_user);
  g_autofree char *session = claim_hello (of_session);

  g_assert_cmpstr (user, ==, "user first");
  g_assert_cmpstr (session, ==, "session mine");
  g_assert_cmpuint (ptl_probe_db_get_n_rules (of_user), >, 10); /* the shipped ones */
}

static void
test_exact (void)
{
  g_autofree char *path = write_rules (g_get_user_cache_dir (), "db", RULE ("alone"));
  g_autoptr (GPtrArray) databases = list_of (path);
  g_autoptr (PtlProbeDb) db = must_load (databases, NULL);
  g_autofree char *claim = claim_hello (db);

  g_assert_cmpstr (claim, ==, "database alone");
  g_assert_cmpuint (ptl_probe_db_get_n_rules (db), ==, 1);
}

/* A broken line of the person's is set aside; the others of its file serve. */
static void
test_broken_user_rules (void)
{
  g_autofree char *path = write_user_rules ("a.rules", RULE ("third") "nonsense\n");
  g_autoptr (PtlProbeDb) db = must_load (NULL, NULL);
  g_autofree char *claim = claim_hello (db);
  g_autofree char *told = ptl_rule_layers_describe_faults (db);
  const PtlRuleProblem *problem;

  g_assert_cmpstr (claim, ==, "user third");
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 1);
  problem = ptl_probe_db_get_problems (db)->pdata[0];
  g_assert_cmpstr (problem->file, ==, path);
  g_assert_cmpuint (problem->line, ==, 3);
  g_assert_nonnull (strstr (told, path));
  g_assert_nonnull (strstr (told, ":3:1: "));
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* A pattern is compiled when it is first used, but its fault is told at once. */
static void
test_uncompilable_user_rule (void)
{
  g_autofree char *path = write_user_rules ("a.rules", RULE ("third") "match bad m|(|\n");
  g_autoptr (PtlProbeDb) db = must_load (NULL, NULL);
  g_autofree char *told = ptl_rule_layers_describe_faults (db);

  g_assert_nonnull (told);
  g_assert_nonnull (strstr (told, ":3:"));
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Their Exclude line, too: what is left alone without it, is. */
static void
test_wrong_user_exclude (void)
{
  g_autofree char *path =
      write_user_rules ("a.rules", "# mine\nExclude T:1,T:70000\n" RULE ("third"));
  g_autoptr (PtlProbeDb) db = must_load (NULL, NULL);
  g_autofree char *told = ptl_rule_layers_describe_faults (db);
  g_autofree char *claim = claim_hello (db);

  g_assert_nonnull (told);
  g_assert_nonnull (strstr (told, ":2:15: a port is at most 65535"));
  g_assert_cmpstr (claim, ==, "user third");
  g_assert_cmpstr (ptl_probe_db_get_exclude (db), ==, "T:9100-9107");
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_unreadable_user_rules (void)
{
  g_autofree char *path = write_user_rules ("c.rules", "");
  g_autoptr (PtlProbeDb) db = NULL;
  const PtlRuleProblem *problem;

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  db = must_load (NULL, NULL);
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 1);
  problem = ptl_probe_db_get_problems (db)->pdata[0];
  g_assert_cmpstr (problem->file, ==, path);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* The same fault is an error, with its place, in a file that was named. */
static void
test_broken_named (gconstpointer data)
{
  g_autofree char *path = write_rules (g_get_user_cache_dir (), "named", data);
  g_autofree char *place = g_strdup_printf ("%s:3:", path);
  g_autoptr (GPtrArray) named = list_of (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_rule_layers_load (named, NULL, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_clear_error (&error);
  g_assert_null (ptl_rule_layers_load (NULL, named, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, place));
}

/* Where the patterns are not compiled first, their faults are told when they are met. */
static void
test_unchecked (void)
{
  g_autofree char *path = write_rules (g_get_user_cache_dir (), "unchecked",
                                       "Probe TCP NULL q||\n"
                                       "match bad m|(|\n"
                                       "match fourth m|^hello|\n");
  g_autofree char *place = g_strdup_printf ("%s:2:", path);
  g_autoptr (GPtrArray) named = list_of (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlProbeDb) db = ptl_rule_layers_load_unchecked (named, NULL, &error);
  g_autofree char *claim = NULL;
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  g_assert_null (ptl_rule_layers_describe_new_faults (db));
  claim = claim_hello (db);
  g_assert_cmpstr (claim, ==, "database fourth");
  told = ptl_rule_layers_describe_new_faults (db);
  g_assert_nonnull (told);
  g_assert_nonnull (strstr (told, place));
  g_assert_null (ptl_rule_layers_describe_new_faults (db));
}

static void
test_missing_named (void)
{
  g_autoptr (GPtrArray) named = list_of ("/nonexistent/rules");
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_rule_layers_load (named, NULL, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nonexistent/rules"));
}

/* Nmap's own file is taken whole, also where every fault is an error. */
static void
test_nmap_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) databases = NULL;
  g_autoptr (PtlProbeDb) db = NULL;

  g_unsetenv ("PORTOLAN_NMAP_DIR");
  path = ptl_data_files_find_nmap ("nmap-service-probes");
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);
  if (path == NULL)
    {
      g_test_skip ("nmap-common is not installed");
      return;
    }

  databases = list_of (path);
  db = must_load (databases, NULL);
  g_assert_cmpuint (ptl_probe_db_get_n_rules (db), >, 10000);
}

int
main (int argc, char **argv)
{
  char *home = own_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);

  g_test_add_func ("/rule-layers/order", test_order);
  g_test_add_func ("/rule-layers/exact", test_exact);
  g_test_add_func ("/rule-layers/broken-user-rules", test_broken_user_rules);
  g_test_add_func ("/rule-layers/uncompilable-user-rule", test_uncompilable_user_rule);
  g_test_add_func ("/rule-layers/wrong-user-exclude", test_wrong_user_exclude);
  g_test_add_func ("/rule-layers/unreadable-user-rules", test_unreadable_user_rules);
  g_test_add_data_func ("/rule-layers/named/syntax", RULE ("x") "nonsense\n",
                        test_broken_named);
  g_test_add_data_func ("/rule-layers/named/exclude", "#\n\nExclude T:80,x-\n" RULE ("x"),
                        test_broken_named);
  g_test_add_data_func ("/rule-layers/named/pattern", RULE ("x") "match broken m|(|\n",
                        test_broken_named);
  g_test_add_func ("/rule-layers/unchecked", test_unchecked);
  g_test_add_func ("/rule-layers/named/missing", test_missing_named);
  g_test_add_func ("/rule-layers/nmap-file", test_nmap_file);

  status = g_test_run ();
  own_home_free (home);
  return status;
}
