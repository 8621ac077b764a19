/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-service-family.c: what a service is for. */
#include "model/service-family.h"

static PtlServiceFamily
family_of (const char *name, PtlServiceOutcome outcome)
{
  g_autoptr (PtlService) service = ptl_service_new (outcome);

  service->name = g_strdup (name);
  return ptl_service_family_of (service);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    PtlServiceFamily family;
  } cases[] = {
    { "http", PTL_SERVICE_FAMILY_WEB },
    { "http-proxy", PTL_SERVICE_FAMILY_WEB },
    { "imaps", PTL_SERVICE_FAMILY_MAIL },
    { "ssh", PTL_SERVICE_FAMILY_REMOTE },
    { "microsoft-ds", PTL_SERVICE_FAMILY_FILES },
    { "redis", PTL_SERVICE_FAMILY_DATA },
    { "domain", PTL_SERVICE_FAMILY_NETWORK },
    { "xmpp-client", PTL_SERVICE_FAMILY_MESSAGES },
    { "sshx", PTL_SERVICE_FAMILY_OTHER }, /* an exact name is no beginning */
    { "echo", PTL_SERVICE_FAMILY_OTHER },
    { "", PTL_SERVICE_FAMILY_OTHER },
    { "unknown", PTL_SERVICE_FAMILY_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (family_of (cases[i].name, PTL_SERVICE_OUTCOME_HARD_MATCH), ==,
                     cases[i].family);
}

static void
test_nobody_knows (void)
{
  g_assert_cmpint (ptl_service_family_of (NULL), ==, PTL_SERVICE_FAMILY_UNKNOWN);
  g_assert_cmpint (family_of (NULL, PTL_SERVICE_OUTCOME_NO_MATCH), ==,
                   PTL_SERVICE_FAMILY_UNKNOWN);
  g_assert_cmpint (family_of ("http", PTL_SERVICE_OUTCOME_TCPWRAPPED), ==,
                   PTL_SERVICE_FAMILY_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-family/names", test_names);
  g_test_add_func ("/service-family/nobody-knows", test_nobody_knows);
  return g_test_run ();
}
