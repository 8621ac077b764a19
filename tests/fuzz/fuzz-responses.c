/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-responses.c: hostile answers against a database: verdicts stay within
 * them. */
#include "rules/matcher.h"

#include "fuzz.h"

static PtlProbeDb *
load (void)
{
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_file (db, FUZZ_SHIPPED, PTL_RULE_LAYER_SHIPPED, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_load_file (db, FUZZ_PROBES, PTL_RULE_LAYER_USER, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static void
check_text (const char *text)
{
  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check (PtlProbeDb *db, const PtlProbe *probe, const guint8 *data, gsize size)
{
  g_autoptr (PtlMatch) match = ptl_match_response (db, probe, data, size, FALSE);
  g_autoptr (PtlMatch) compat = ptl_match_response (db, probe, data, size, TRUE);
  const GArray *captures;

  g_assert_true ((match == NULL) == (compat == NULL));
  if (match == NULL)
    return;

  g_assert_cmpuint (match->service->rule->line, ==, compat->service->rule->line);
  check_text (match->service->product);
  check_text (match->service->version);
  check_text (match->service->extra_info);
  check_text (match->service->hostname);
  captures = match->service->rule->captures;
  g_assert_cmpuint (captures->len, >, 0);
  for (guint i = 0; i < captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (captures, PtlCapture, i);

      g_assert_cmpint (capture->start, >=, -1);
      if (capture->start >= 0)
        g_assert_true (capture->start <= capture->end && (gsize) capture->end <= size);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PtlProbeDb *db;

  if (db == NULL)
    db = load ();

  check (db, ptl_probe_db_get_null_probe (db), data, size);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    check (db, ptl_probe_db_get_probe (db, i), data, size);
  return 0;
}
