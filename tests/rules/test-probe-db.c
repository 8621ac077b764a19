/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-probe-db.c: the probe database as a whole, and Nmap's own file. */
#include "rules/probe-db.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rules/matcher.h"

#define NMAP_FILE "/usr/share/nmap/nmap-service-probes"

static void
load (PtlProbeDb *db, PtlRuleLayer layer, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, bytes, name, layer, FALSE, &error);
  g_assert_no_error (error);
}

static void
assert_says (const PtlRuleProblem *problem, const char *expected)
{
  g_autofree char *text = ptl_rule_problem_to_string (problem);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_problem (PtlProbeDb *db, guint index, const char *expected)
{
  GPtrArray *problems = ptl_probe_db_get_problems (db);

  g_assert_cmpuint (index, <, problems->len);
  assert_says (problems->pdata[index], expected);
}

static void
assert_order (PtlProbeDb *db, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ptl_probe_get_name (ptl_probe_db_get_probe (db, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

/* The probes of a higher layer come first, each file in its own order. */
static void
test_order (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  load (db, PTL_RULE_LAYER_SYSTEM, "s",
        "Probe TCP S1 q|1|\nProbe TCP Both q|b|\n"
        "Probe TCP S2 q|2|\nProbe UDP S3 q|b|\n");
  load (db, PTL_RULE_LAYER_USER, "u1", "Probe TCP U1 q|3|\n");
  load (db, PTL_RULE_LAYER_USER, "u2", "Probe TCP U2 q|4|\n");
  load (db, PTL_RULE_LAYER_SHIPPED, "h", "Probe TCP H1 q|b|\nProbe TCP NULL q||\n");
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));

  assert_order (db, "U1 U2 H1 S1 S2 S3");
  g_assert_cmpstr (ptl_probe_get_name (ptl_probe_db_get_null_probe (db)), ==, "NULL");
  g_assert_true (ptl_probe_db_find_probe (db, PTL_PROTOCOL_TCP, "Both") ==
                 ptl_probe_db_get_probe (db, 2));
  g_assert_null (ptl_probe_db_find_probe (db, PTL_PROTOCOL_UDP, "Both"));
}

/* One file, read as Nmap reads it: the same request twice is two probes. */
static void
test_database_alone (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  load (db, PTL_RULE_LAYER_DATABASE, "d",
        "Exclude T:9100\nProbe TCP B q|x|\nmatch a m|^a|\nProbe TCP A q|x|\n"
        "softmatch b m|^b|\nProbe TCP NULL q||\nmatch c m|^c|\n");
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));

  assert_order (db, "B A");
  g_assert_cmpuint (ptl_probe_db_get_n_rules (db), ==, 3);
  g_assert_cmpstr (ptl_probe_db_get_exclude (db), ==, "T:9100");
}

static void
test_defaults (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  const PtlProbe *probe;

  load (db, PTL_RULE_LAYER_USER, "u",
        "Probe TCP A q|a|\nProbe UDP B q|b|\n"
        "Probe UDP C q|c| no-payload\n");
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  g_assert_null (ptl_probe_db_get_null_probe (db));
  g_assert_null (ptl_probe_db_get_exclude (db));

  probe = ptl_probe_db_get_probe (db, 0);
  g_assert_cmpuint (ptl_probe_get_rarity (probe), ==, PTL_PROBE_DEFAULT_RARITY);
  g_assert_cmpuint (ptl_probe_get_total_wait_ms (probe), ==, 5000);
  g_assert_cmpuint (ptl_probe_get_tcpwrapped_ms (probe), ==, 2000);
  g_assert_false (ptl_probe_is_for_port_scan (probe));
  g_assert_true (ptl_probe_is_for_port_scan (ptl_probe_db_get_probe (db, 1)));
  g_assert_false (ptl_probe_is_for_port_scan (ptl_probe_db_get_probe (db, 2)));
}

static void
test_unknown_fallback (void)
{
  static const char text[] = "Probe TCP A q|a|\nfallback A, Nobody\nmatch a m|^a|\n";
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (PtlProbeDb) strict = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  load (db, PTL_RULE_LAYER_USER, "u", text);
  g_assert_true (ptl_probe_db_seal (db, FALSE, &error));
  g_assert_no_error (error);
  assert_problem (db, 0, "u:2:13: no probe is called Nobody");

  load (strict, PTL_RULE_LAYER_USER, "u", text);
  g_assert_false (ptl_probe_db_seal (strict, TRUE, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "u:2:13: no probe is called Nobody");
}

/* A fallback means the probe of that name in its own file, where there is one. */
static void
test_fallback_of_own_file (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  load (db, PTL_RULE_LAYER_SYSTEM, "s",
        "Probe TCP Get q|old|\nmatch x m|^x|\nProbe TCP Ask q|a|\nfallback Get\n");
  load (db, PTL_RULE_LAYER_USER, "u", "Probe TCP Get q|new|\n");
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));

  assert_order (db, "Get Get Ask");
  g_assert_true (ptl_probe_db_find_probe (db, PTL_PROTOCOL_TCP, "Get") ==
                 ptl_probe_db_get_probe (db, 0));
  g_assert_true (
      ptl_probe_can_name (ptl_probe_db_get_probe (db, 1), "x")); /* the old one */
}

static const char faulty[] = "Probe TCP NULL q||\n"
                             "match a m|^(a| p/x/\n"
                             "match b m|b*|\n"
                             "match c m|^(c)| p/x/ v/1 $2/\n"
                             "match d m|^(d)| v/$1/\n"
                             "match e m|^e(?R)(?C)\\C|\n";

/* What is wrong with patterns and templates shows when they are compiled. */
static void
test_compile (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (PtlProbeDb) strict = ptl_probe_db_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (faulty, sizeof faulty - 1);
  g_autoptr (GError) error = NULL;

  load (db, PTL_RULE_LAYER_USER, "u", faulty);
  load (db, PTL_RULE_LAYER_SHIPPED, "s", faulty);
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 0);
  g_assert_true (ptl_probe_db_seal (db, FALSE, NULL));
  ptl_probe_db_compile (db, PTL_RULE_LAYER_USER);
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 3);
  assert_problem (db, 0, "u:2:14: missing closing parenthesis");
  assert_problem (db, 1, "u:3:11: the pattern can match an empty response");
  assert_problem (db, 2, "u:4:26: the pattern has no such capture group");

  g_assert_false (
      ptl_probe_db_load_bytes (strict, bytes, "u", PTL_RULE_LAYER_USER, TRUE, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "u:2:14: missing closing parenthesis");
}

/* Of those that nobody compiled, the first response that needs one tells; once. */
static void
test_faults (void)
{
  static const guint8 response[] = "d";
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GPtrArray) after = NULL;

  load (db, PTL_RULE_LAYER_DATABASE, "d", faulty);
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  before = ptl_probe_db_take_faults (db);
  g_assert_cmpuint (before->len, ==, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PtlMatch) match =
          ptl_match_response (db, ptl_probe_db_get_null_probe (db), response, 1, FALSE);

      g_assert_cmpstr (match->service->name, ==, "d");
    }

  faults = ptl_probe_db_take_faults (db);
  g_assert_cmpuint (faults->len, ==, 2);
  assert_says (faults->pdata[0], "d:2:14: missing closing parenthesis");
  assert_says (faults->pdata[1], "d:3:11: the pattern can match an empty response");
  after = ptl_probe_db_take_faults (db);
  g_assert_cmpuint (after->len, ==, 0);
}

/* An Exclude line that is found to be wrong leaves the one of the layer below. */
static void
test_exclude_set_aside (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  load (db, PTL_RULE_LAYER_SHIPPED, "s", "Exclude T:9100\nProbe TCP A q|x|\n");
  load (db, PTL_RULE_LAYER_USER, "u", "\nExclude   T:1,y\nProbe TCP A q|x|\n");
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  g_assert_cmpstr (ptl_probe_db_get_exclude (db), ==, "T:1,y");

  ptl_probe_db_set_exclude_aside (db, 4, "what is y?");
  assert_problem (db, 0, "u:2:15: what is y?");
  g_assert_cmpstr (ptl_probe_db_get_exclude (db), ==, "T:9100");
  ptl_probe_db_set_exclude_aside (db, 0, "no");
  g_assert_null (ptl_probe_db_get_exclude (db));
}

static void
assert_unreadable (const char *path, const char *message)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ptl_probe_db_load_file (db, path, PTL_RULE_LAYER_USER, FALSE, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_unreadable (void)
{
  assert_unreadable ("/nonexistent/file", "/nonexistent/file: No such file or directory");
  assert_unreadable ("/", "/: Is a directory");
  assert_unreadable ("/dev/zero", "/dev/zero: the file is too long");
}

static PtlProbeDb *
load_nmap (gboolean strict)
{
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  ptl_probe_db_load_file (db, NMAP_FILE, PTL_RULE_LAYER_DATABASE, strict, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %.1f ms", strict ? "read and compiled" : "read",
                  (double) (g_get_monotonic_time () - start) / 1000);
  return db;
}

/* Nmap's file, where it is installed: every line of it is understood. */
static void
test_nmap (gconstpointer strict)
{
  g_autoptr (PtlProbeDb) db = NULL;
  guint n_probes;

  if (!g_file_test (NMAP_FILE, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("nmap-common is not installed");
      return;
    }

  db = load_nmap (strict != NULL);
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 0);
  ptl_probe_db_compile (db, PTL_RULE_LAYER_DATABASE);
  g_assert_cmpuint (ptl_probe_db_get_problems (db)->len, ==, 0);
  g_assert_nonnull (ptl_probe_db_get_null_probe (db));

  /* spec 1.8 counts the file of Nmap 7.93; a newer one has more. */
  n_probes = ptl_probe_db_get_n_probes (db) + 1;
  g_assert_cmpuint (n_probes, >=, 148);
  if (n_probes == 148)
    g_assert_cmpuint (ptl_probe_db_get_n_rules (db), ==, 11721 + 196);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/probe-db/order", test_order);
  g_test_add_func ("/probe-db/database-alone", test_database_alone);
  g_test_add_func ("/probe-db/defaults", test_defaults);
  g_test_add_func ("/probe-db/unknown-fallback", test_unknown_fallback);
  g_test_add_func ("/probe-db/fallback-of-own-file", test_fallback_of_own_file);
  g_test_add_func ("/probe-db/compile", test_compile);
  g_test_add_func ("/probe-db/faults", test_faults);
  g_test_add_func ("/probe-db/exclude-set-aside", test_exclude_set_aside);
  g_test_add_func ("/probe-db/unreadable", test_unreadable);
  g_test_add_data_func ("/probe-db/nmap/lazy", NULL, test_nmap);
  g_test_add_data_func ("/probe-db/nmap/strict", "strict", test_nmap);

  return g_test_run ();
}
