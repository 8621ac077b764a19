/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-profile.c: the kinds of scan. */
#include "app/profile.h"

static void
test_round_trip (void)
{
  guint n_profiles;
  const PtlProfile *profiles = ptl_profile_get_all (&n_profiles);

  g_assert_cmpuint (n_profiles, >=, 4);
  for (guint i = 0; i < n_profiles; i++)
    {
      g_autoptr (PtlScanOptions) options = ptl_profile_make_options (&profiles[i]);

      g_assert_true (ptl_profile_find (profiles[i].id) == &profiles[i]);
      g_assert_true (ptl_profile_guess (options) == &profiles[i]);
    }
}

static void
test_unknown (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();

  g_assert_cmpstr (ptl_profile_find ("no such")->id, ==, "standard");
  g_assert_cmpstr (ptl_profile_find (NULL)->id, ==, "standard");

  options->ports = g_strdup ("22,80");
  g_assert_null (ptl_profile_guess (options));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/round-trip", test_round_trip);
  g_test_add_func ("/profile/unknown", test_unknown);

  return g_test_run ();
}
