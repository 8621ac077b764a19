/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-service-verdict.c: what the answers come to when the asking ends. */
#include "scan/service-verdict.h"

#include <string.h>

static const char rules[] = "Probe TCP NULL q||\n"
                            "softmatch soft m|^soft|\n"
                            "match hard m|^hard|\n";

static PtlProbeDb *
load (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static (rules, sizeof rules - 1);
  PtlProbeDb *db = ptl_probe_db_new ();

  g_assert_true (
      ptl_probe_db_load_bytes (db, text, "x", PTL_RULE_LAYER_DATABASE, TRUE, NULL));
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  return db;
}

static PtlResponse *
make_response (const char *received)
{
  PtlResponse *response = ptl_response_new ();

  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new (NULL, 0);
  response->received = g_bytes_new (received, strlen (received));
  response->full_length = strlen (received);
  return response;
}

/* The service when the asking ends as @outcome says, after @received. */
static PtlService *
conclude (PtlProbeDb *db,
          const char *received,
          guint intensity,
          PtlServiceOutcome outcome)
{
  PtlServiceVerdictParams params = { .db = db,
                                     .protocol = PTL_PROTOCOL_TCP,
                                     .port = 1,
                                     .intensity = intensity,
                                     .table_name = "table" };
  g_autoptr (PtlServiceVerdict) verdict = ptl_service_verdict_new (&params);
  g_autoptr (PtlResponse) response = make_response (received);

  ptl_service_verdict_judge (verdict, ptl_probe_db_get_null_probe (db),
                             (const guint8 *) received, strlen (received), 0, NULL);
  ptl_service_verdict_add_response (verdict, response);
  return ptl_service_verdict_conclude (verdict, outcome);
}

/* What nothing matched is shown at any intensity, half a verdict from 7 on, a whole one
 * never; and nothing where nothing was said (spec 4.4). */
static void
test_fingerprint_shown (void)
{
  static const struct
  {
    const char *received;
    PtlServiceOutcome outcome;
    const char *name;
    gboolean at[3]; /* intensity 0, 6 and 7 */
  } cases[] = {
    { "what", PTL_SERVICE_OUTCOME_NO_MATCH, "table", { TRUE, TRUE, TRUE } },
    { "soft", PTL_SERVICE_OUTCOME_NO_MATCH, "soft", { FALSE, FALSE, TRUE } },
    { "what", PTL_SERVICE_OUTCOME_INCOMPLETE, "table", { FALSE, FALSE, TRUE } },
    { "soft", PTL_SERVICE_OUTCOME_INCOMPLETE, "soft", { FALSE, FALSE, TRUE } },
    { "what", PTL_SERVICE_OUTCOME_TCPWRAPPED, "tcpwrapped", { FALSE, FALSE, TRUE } },
    { "hard", PTL_SERVICE_OUTCOME_NO_MATCH, "hard", { FALSE, FALSE, FALSE } },
    { "", PTL_SERVICE_OUTCOME_NO_MATCH, "table", { FALSE, FALSE, FALSE } },
  };
  static const guint intensities[] = { 0, 6, 7 };
  g_autoptr (PtlProbeDb) db = load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (intensities); j++)
      {
        g_autoptr (PtlService) service =
            conclude (db, cases[i].received, intensities[j], cases[i].outcome);

        g_test_message ("\"%s\" at %u", cases[i].received, intensities[j]);
        g_assert_cmpstr (service->name, ==, cases[i].name);
        g_assert_true ((service->fingerprint != NULL) == cases[i].at[j]);
      }
}

/* The outcome, and how sure it is (spec 2.8). */
static void
test_outcome (void)
{
  static const struct
  {
    const char *received;
    PtlServiceOutcome asked;
    PtlServiceOutcome outcome;
    guint confidence;
  } cases[] = {
    { "hard", PTL_SERVICE_OUTCOME_NO_MATCH, PTL_SERVICE_OUTCOME_HARD_MATCH, 10 },
    { "soft", PTL_SERVICE_OUTCOME_NO_MATCH, PTL_SERVICE_OUTCOME_SOFT_MATCH, 10 },
    { "soft", PTL_SERVICE_OUTCOME_INCOMPLETE, PTL_SERVICE_OUTCOME_INCOMPLETE, 3 },
    { "what", PTL_SERVICE_OUTCOME_NO_MATCH, PTL_SERVICE_OUTCOME_NO_MATCH, 3 },
    { "", PTL_SERVICE_OUTCOME_TCPWRAPPED, PTL_SERVICE_OUTCOME_TCPWRAPPED, 8 },
  };
  g_autoptr (PtlProbeDb) db = load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlService) service =
          conclude (db, cases[i].received, 7, cases[i].asked);

      g_assert_cmpint (service->outcome, ==, cases[i].outcome);
      g_assert_cmpuint (ptl_service_get_confidence (service), ==, cases[i].confidence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service-verdict/fingerprint-shown", test_fingerprint_shown);
  g_test_add_func ("/service-verdict/outcome", test_outcome);

  return g_test_run ();
}
