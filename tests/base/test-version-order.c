/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/base/test-version-order.c: versions in their order. */
#include "base/version-order.h"

static int
sign (int value)
{
  return (value > 0) - (value < 0);
}

/* Each row ascends. */
static void
test_ascending (void)
{
  static const char *const rows[][8] = {
    { "1.9", "1.10", "1.10.1", "2" },
    { "1.0~~dev", "1.0~alpha", "1.0~rc1", "1.0", "1.0p1", "1.0.1" },
    { "1.0-alpha1", "1.0b1", "1.0-beta.2", "1.0pre1", "1.0rc1", "1.0 RC 2", "1.0" },
    { "3.0a1", "3.0b1", "3.0" },
    { "1.0.2", "1.0.2a", "1.0.2k", "1.0.3" },
    { "8.9", "8.9p1", "8.9p2", "8.10" },
    { "9.9", "1:0.1", "1:0.2", "2:0" },
    { "1.2-1", "1.2-1ubuntu3", "1.2-2", "1.2-10", "1.2.1-1" },
    { "2.0-dev", "2.0-beta", "2.0" },
    { "", "0", "0.1" },
    { "99999999999999999998", "99999999999999999999", "100000000000000000000" },
    { "~", "", "a", "b" },
    { "2.4.6", "2.4.6 (CentOS)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j + 1 < 8 && rows[i][j + 1] != NULL; j++)
      {
        const char *a = rows[i][j];
        const char *b = rows[i][j + 1];

        if (g_str_equal (a, "") && g_str_equal (b, "0"))
          continue; /* a number that is not there is 0 */
        g_test_message ("%s < %s", a, b);
        g_assert_cmpint (ptl_version_compare (a, b), <, 0);
        g_assert_cmpint (ptl_version_compare (b, a), >, 0);
      }
}

static void
test_equal (void)
{
  static const char *const pairs[][2] = {
    { "1.0", "1.0" },        { "1.00", "1.0" }, { "v1.2", "1.2" }, { "1.0RC1", "1.0rc1" },
    { "1.0-rc1", "1.0rc1" }, { "0:1", "1" },    { "", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpint (ptl_version_compare (pairs[i][0], pairs[i][1]), ==, 0);
}

static char *
make_version (GRand *rand)
{
  static const char *const pieces[] = { "1", "0", "10", ".", "-", "~",   "rc",      "a",
                                        "b", "p", ":",  "v", " ", "dev", "\xc3\xa9" };
  GString *out = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, 7);

  while (n-- > 0)
    g_string_append (out, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (out, FALSE);
}

/* An order: it holds in both directions, and from each third to the next. */
static void
test_is_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *a = make_version (rand);
      g_autofree char *b = make_version (rand);
      g_autofree char *c = make_version (rand);
      int ab = sign (ptl_version_compare (a, b));
      int bc = sign (ptl_version_compare (b, c));

      g_assert_cmpint (ab, ==, -sign (ptl_version_compare (b, a)));
      if (ab <= 0 && bc <= 0)
        g_assert_cmpint (ptl_version_compare (a, c), <=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/version-order/ascending", test_ascending);
  g_test_add_func ("/version-order/equal", test_equal);
  g_test_add_func ("/version-order/is-order", test_is_order);

  return g_test_run ();
}
