/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule-index.c: the index must never change which rule claims a
 * response.
 *
 * Responses made up from the patterns themselves, whole, changed and random, are matched
 * through the index and by trying every rule. */
#include "rules/matcher.h"
#include "rules/pattern-literals.h"
#include "rules/probe-private.h"

#include <string.h>

#include "sample.h"

#define N_QUARTERS 4
#define NMAP_FILE  "/usr/share/nmap/nmap-service-probes"

typedef struct
{
  guint n_samples;
  guint n_matched;
} Tally;

static void
assert_literals (const char *text, const char *expected_prefix, const char *expected)
{
  PtlPattern pattern = { { text, strlen (text) }, FALSE, FALSE, NULL };
  g_auto (PtlPatternLiterals) found;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GString) prefix = g_string_new (NULL);

  ptl_pattern_literals_init (&found);
  ptl_pattern_literals_find (&found, &pattern);
  g_string_append_len (prefix, (char *) found.bytes->data, (gssize) found.prefix_len);
  for (guint i = 0; i < found.literals->len; i++)
    {
      const PtlLiteral *literal = &g_array_index (found.literals, PtlLiteral, i);

      g_string_append_len (got, (char *) found.bytes->data + literal->offset,
                           (gssize) literal->len);
      g_string_append_c (got, ';');
    }

  g_test_message ("%s", text);
  g_assert_cmpstr (prefix->str, ==, expected_prefix);
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_literals (void)
{
  assert_literals ("^220 (\\S+) FTP", "220 ", " FTP;");
  assert_literals ("220 FTP", "", "220 FTP;");
  assert_literals ("^ab?c+d*e", "a", "c;e;");
  assert_literals ("^a\\x41\\r\\n\\.\\0012[bc]",
                   "aA\r\n.\1"
                   "2",
                   "");
  assert_literals ("^(abc)(?:def)?ghi", "", "abc;ghi;");
  assert_literals ("^x(?:abc|def)ghi(?!jkl)mno(?<=pqr)", "x", "ghi;mno;");
  assert_literals ("^abc|def", "", "");
  assert_literals ("(?:ab{2}c{0,3}d{1,}){0}ef{x}", "", "ef{x};");
  assert_literals ("^a[]b]c[^]d]e[\\]f]g", "a", "c;e;g;");
  assert_literals ("a\\dbc\\1de\\bf\\/g", "", "a;bc;de;f/g;");
  assert_literals ("^a(?>bc)++d*+e{2}?f", "a", "bc;e;f;");
  assert_literals ("^a^b$c", "a", "b;c;");
}

/* What is not plainly understood gives nothing. */
static void
test_no_literals (void)
{
  static const char *const texts[] = {
    "abc(?i)def",     "(?<name>abc)", "abc(?#x)def", "abc\\Qdef\\E", "(*ACCEPT)abc",
    "abc[[:alpha:]]", "ab\\x{41}cd",  "ab{,3}c",     "abc\\p{L}",    "abc(def",
    "abc)def",        "abc[def",      "abc\\",       "a(?|bc|d)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_literals (texts[i], "", "");
}

/* Returns: the line of the first rule that matches, 0 for none */
static guint
match_all_rules (const PtlProbe *asked, const GByteArray *response)
{
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  PtlCaptures captures;

  for (guint i = 0; i < asked->chain->len; i++)
    {
      const PtlProbe *owner = asked->chain->pdata[i];
      GPtrArray *rules = owner->rules[PTL_RULE_LAYER_DATABASE];

      for (guint j = 0; rules != NULL && j < rules->len; j++)
        {
          PtlRule *rule = rules->pdata[j];

          if (ptl_pattern_runner_match (runner, &rule->pattern, response->data,
                                        response->len, &captures))
            return rule->line;
        }
    }

  return 0;
}

static void
compare (PtlProbeDb *db, const PtlProbe *asked, const GByteArray *response, Tally *tally)
{
  g_autoptr (PtlMatch) match =
      ptl_match_response (db, asked, response->data, response->len, TRUE);
  guint expected = match_all_rules (asked, response);

  g_assert_cmpuint (match != NULL ? match->service->rule->line : 0, ==, expected);
  tally->n_samples++;
  tally->n_matched += expected != 0;
}

/* Which rules samples are made of: those whose place leaves @part when divided. */
typedef struct
{
  guint part;
  guint n_parts;
} Share;

static void
compare_samples (PtlProbeDb *db, const PtlProbe *asked, Share share, Tally *tally)
{
  GPtrArray *rules = asked->rules[PTL_RULE_LAYER_DATABASE];

  for (guint i = share.part; rules != NULL && i < rules->len; i += share.n_parts)
    {
      const PtlRule *rule = rules->pdata[i];
      g_autoptr (GByteArray) sample =
          sample_new (rule->pattern.text.text, rule->pattern.text.len);

      compare (db, asked, sample, tally);
      sample_mutate (sample);
      compare (db, asked, sample, tally);
      sample_mutate (sample);
      compare (db, asked, sample, tally);
    }
}

static void
compare_random (PtlProbeDb *db, const PtlProbe *asked)
{
  Tally tally = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GByteArray) noise = g_byte_array_new ();

      g_byte_array_set_size (noise, (guint) g_test_rand_int_range (0, 300));
      for (guint j = 0; j < noise->len; j++)
        noise->data[j] = (guint8) g_test_rand_int ();
      compare (db, asked, noise, &tally);
    }
}

/* All probes of the database. */
static void
compare_database (PtlProbeDb *db, Share share)
{
  Tally tally = { 0 };
  const PtlProbe *null_probe = ptl_probe_db_get_null_probe (db);

  compare_samples (db, null_probe, share, &tally);
  compare_random (db, null_probe);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    compare_samples (db, ptl_probe_db_get_probe (db, i), share, &tally);

  g_test_message ("%u samples, %u of them matched", tally.n_samples, tally.n_matched);
  /* Samples that match nothing would prove nothing. */
  g_assert_cmpuint (tally.n_matched * 3, >, tally.n_samples);
}

static PtlProbeDb *
load (GBytes *text)
{
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, text, "x", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static void
test_built_in (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "rule-index", "patterns", NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize len;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (PtlProbeDb) db = NULL;

  g_file_get_contents (path, &contents, &len, &error);
  g_assert_no_error (error);
  text = g_bytes_new_take (contents, len);
  db = load (text);
  for (guint i = 0; i < 50; i++)
    compare_database (db, (Share){ 0, 1 });
}

/* Three samples of each rule, some 35,000 together: a quarter of the rules at a time, so
 * that each processor can take one. */
static void
test_nmap (gconstpointer quarter)
{
  g_autoptr (PtlProbeDb) db = NULL;
  g_autoptr (GBytes) text = NULL;
  char *contents;
  gsize len;

  if (!g_file_get_contents (NMAP_FILE, &contents, &len, NULL))
    {
      g_test_skip ("nmap-common is not installed");
      return;
    }

  text = g_bytes_new_take (contents, len);
  db = load (text);
  compare_database (db, (Share){ GPOINTER_TO_UINT (quarter), N_QUARTERS });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule-index/literals", test_literals);
  g_test_add_func ("/rule-index/no-literals", test_no_literals);
  g_test_add_func ("/rule-index/built-in", test_built_in);
  for (guint i = 0; i < N_QUARTERS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/rule-index-nmap/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_nmap);
    }

  return g_test_run ();
}
