/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-service.c: what a verdict says of itself. */
#include "model/port.h"

typedef struct
{
  PtlServiceOutcome outcome;
  const char *name;
  PtlTunnel tunnel;
  const char *shown;
  guint confidence;
  const char *method;
} Verdict;

static void
test_verdicts (void)
{
  static const Verdict cases[] = {
    { PTL_SERVICE_OUTCOME_TABLE, "ssh", PTL_TUNNEL_NONE, "ssh", 3, "table" },
    { PTL_SERVICE_OUTCOME_TABLE, NULL, PTL_TUNNEL_NONE, "unknown", 3, "table" },
    { PTL_SERVICE_OUTCOME_HARD_MATCH, "http", PTL_TUNNEL_SSL, "ssl/http", 10, "probed" },
    { PTL_SERVICE_OUTCOME_SOFT_MATCH, "ftp", PTL_TUNNEL_NONE, "ftp", 10, "probed" },
    { PTL_SERVICE_OUTCOME_NO_MATCH, "ftp", PTL_TUNNEL_NONE, "ftp?", 3, "table" },
    { PTL_SERVICE_OUTCOME_NO_MATCH, NULL, PTL_TUNNEL_SSL, "ssl/unknown", 3, "table" },
    { PTL_SERVICE_OUTCOME_INCOMPLETE, "smtp", PTL_TUNNEL_NONE, "smtp?", 3, "table" },
    { PTL_SERVICE_OUTCOME_EXCLUDED, "jetdirect", PTL_TUNNEL_NONE, "jetdirect?", 3,
      "table" },
    { PTL_SERVICE_OUTCOME_TCPWRAPPED, "tcpwrapped", PTL_TUNNEL_NONE, "tcpwrapped", 8,
      "probed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlService) service = ptl_service_new (cases[i].outcome);
      g_autofree char *shown = NULL;

      service->name = g_strdup (cases[i].name);
      service->tunnel = cases[i].tunnel;
      shown = ptl_service_get_display_name (service);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpuint (ptl_service_get_confidence (service), ==, cases[i].confidence);
      g_assert_cmpstr (ptl_service_get_method (service), ==, cases[i].method);
    }
}

static void
test_version_text (void)
{
  /* product, version, extra info, all together */
  static const char *const cases[][4] = {
    { NULL, NULL, NULL, "" },
    { "nginx", NULL, NULL, "nginx" },
    { "nginx", "1.22.1", NULL, "nginx 1.22.1" },
    { "OpenSSH", "9.2p1", "protocol 2.0", "OpenSSH 9.2p1 (protocol 2.0)" },
    { NULL, "2", "x", "2 (x)" },
    { NULL, NULL, "x", "(x)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
      g_autofree char *text = NULL;

      service->product = g_strdup (cases[i][0]);
      service->version = g_strdup (cases[i][1]);
      service->extra_info = g_strdup (cases[i][2]);
      text = ptl_service_get_version_text (service);
      g_assert_cmpstr (text, ==, cases[i][3]);
    }
}

/* Each enum's names are all there, all different, and read back. */
#define ASSERT_NAMES(TypeName, type_name, last)                                          \
  G_STMT_START                                                                           \
  {                                                                                      \
    TypeName parsed;                                                                     \
    for (guint i = 0; i <= (last); i++)                                                  \
      {                                                                                  \
        g_assert_nonnull (type_name##_to_string ((TypeName) i));                         \
        g_assert_true (                                                                  \
            type_name##_parse (type_name##_to_string ((TypeName) i), &parsed));          \
        g_assert_cmpuint (parsed, ==, i);                                                \
      }                                                                                  \
    g_assert_false (type_name##_parse ("no such name", &parsed));                        \
    g_assert_false (type_name##_parse (NULL, &parsed));                                  \
  }                                                                                      \
  G_STMT_END

static void
test_names (void)
{
  ASSERT_NAMES (PtlServiceOutcome, ptl_service_outcome, PTL_SERVICE_OUTCOME_EXCLUDED);
  ASSERT_NAMES (PtlMatchVia, ptl_match_via, PTL_MATCH_VIA_NULL);
  ASSERT_NAMES (PtlTunnel, ptl_tunnel, PTL_TUNNEL_SSL);
  ASSERT_NAMES (PtlResponseEnd, ptl_response_end, PTL_RESPONSE_END_STOPPED);
  ASSERT_NAMES (PtlProtocol, ptl_protocol, PTL_N_PROTOCOLS - 1);
  ASSERT_NAMES (PtlPortState, ptl_port_state, PTL_N_PORT_STATES - 1);
  ASSERT_NAMES (PtlReason, ptl_reason, PTL_N_REASONS - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/verdicts", test_verdicts);
  g_test_add_func ("/service/version-text", test_version_text);
  g_test_add_func ("/service/names", test_names);

  return g_test_run ();
}
