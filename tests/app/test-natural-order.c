/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-natural-order.c: the order people expect. */
#include "app/natural-order.h"

static void
test_ascending (void)
{
  static const char *const ascending[] = {
    "",
    "1.2",
    "1.10",
    "1.10a",
    "2",
    "9.2p1 Debian",
    "10.0",
    "10.0.1",
    "1000",
    "999999999999999999999999",
    "1000000000000000000000000",
    "apache",
    "Apache2",
    "nginx",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ascending); j++)
      {
        int order = ptl_natural_order_compare (ascending[i], ascending[j]);

        if ((i < j) != (order < 0) || (i == j) != (order == 0))
          g_error ("“%s” and “%s” compare as %d", ascending[i], ascending[j], order);
      }
}

static void
test_equal (void)
{
  g_assert_cmpint (ptl_natural_order_compare ("Apache", "aPACHE"), ==, 0);
  g_assert_cmpint (ptl_natural_order_compare ("1.01", "1.1"), ==, 0);
  g_assert_cmpint (ptl_natural_order_compare ("\xff\xfe", "\xff\xfe"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/natural-order/ascending", test_ascending);
  g_test_add_func ("/natural-order/equal", test_equal);

  return g_test_run ();
}
