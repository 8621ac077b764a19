/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-probe-file.c: a probe file: what is wrong is set aside, the rest works.
 */
#include "rules/matcher.h"
#include "rules/rule-example.h"

#include "fuzz.h"

static void
check_match (PtlProbeDb *db, const PtlProbe *probe)
{
  static const guint8 response[] = "220 harbour ready\r\nHTTP/1.1 200 OK\r\n\r\n\0\xff";
  g_autoptr (PtlMatch) match =
      ptl_match_response (db, probe, response, sizeof response - 1, FALSE);
  g_autoptr (GPtrArray) all =
      ptl_match_response_all (db, probe, response, sizeof response - 1);

  g_assert_true ((match != NULL) == (all->len > 0));
  if (match != NULL)
    g_assert_cmpuint (match->service->rule->line, ==,
                      ((PtlMatch *) all->pdata[0])->service->rule->line);
}

static void
check_problems (PtlProbeDb *db)
{
  GPtrArray *problems = ptl_probe_db_get_problems (db);

  for (guint i = 0; i < problems->len; i++)
    {
      const PtlRuleProblem *problem = problems->pdata[i];

      g_assert_cmpuint (problem->line, >, 0);
      g_assert_cmpuint (problem->column, >, 0);
      g_assert_true (g_utf8_validate (problem->reason, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) text = g_bytes_new (data, size);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (PtlProbeDb) strict = ptl_probe_db_new ();
  g_autoptr (GPtrArray) examples = NULL;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  g_autoptr (GError) error = NULL;
  const PtlProbe *null_probe;

  if (!ptl_probe_db_load_bytes (strict, text, "fuzz", PTL_RULE_LAYER_DATABASE, TRUE,
                                &error))
    g_assert_true (g_str_has_prefix (error->message, "fuzz"));

  examples = ptl_rule_examples_parse (text, "fuzz", problems);
  if (!ptl_probe_db_load_bytes (db, text, "fuzz", PTL_RULE_LAYER_USER, FALSE, NULL))
    return 0;

  g_assert_true (ptl_probe_db_seal (db, FALSE, NULL));
  ptl_probe_db_compile (db, PTL_RULE_LAYER_USER);
  check_problems (db);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    check_match (db, ptl_probe_db_get_probe (db, i));
  null_probe = ptl_probe_db_get_null_probe (db);
  if (null_probe != NULL)
    check_match (db, null_probe);
  return 0;
}
