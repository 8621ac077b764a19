/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-address.c: addresses as text, in order, counted up. */
#include "model/address.h"

static void
test_round_trip (void)
{
  /* as typed, canonical */
  static const char *const cases[][2] = {
    { "0.0.0.0", "0.0.0.0" },
    { "192.0.2.255", "192.0.2.255" },
    { "::", "::" },
    { "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
    { "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
    { "fe80::1%2", "fe80::1%2" },
    { "fe80::1%4294967295", "fe80::1%4294967295" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlAddress address;
      g_autofree char *text = NULL;

      g_assert_true (ptl_address_parse (cases[i][0], &address));
      text = ptl_address_to_string (&address);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_faults (void)
{
  static const char *const cases[] = { "",          "1.2.3",       "1.2.3.256",
                                       "1.2.3.4.5", "01.2.3.4x",   " 1.2.3.4",
                                       "1.2.3.4%1", "fe80::1%",    "fe80::1%eth0",
                                       "fe80::1%0", "fe80::1%1%1", "fe80::1%4294967296",
                                       ":::",       "localhost" };
  PtlAddress untouched = { { 9 }, 9, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (ptl_address_parse (cases[i], &untouched));
  g_assert_cmpuint (untouched.bytes[0], ==, 9);
  g_assert_cmpuint (untouched.scope_id, ==, 9);
}

static int
order (const char *a, const char *b)
{
  PtlAddress first;
  PtlAddress second;
  int result;

  g_assert_true (ptl_address_parse (a, &first) && ptl_address_parse (b, &second));
  result = ptl_address_compare (&first, &second);
  g_assert_cmpint (ptl_address_equal (&first, &second), ==, result == 0);
  if (result == 0)
    g_assert_cmpuint (ptl_address_hash (&first), ==, ptl_address_hash (&second));

  return (result > 0) - (result < 0);
}

static void
test_order (void)
{
  g_assert_cmpint (order ("10.0.0.9", "10.0.0.10"), ==, -1);
  g_assert_cmpint (order ("200.0.0.1", "100.0.0.1"), ==, 1);
  g_assert_cmpint (order ("255.255.255.255", "::1"), ==, -1);
  g_assert_cmpint (order ("fe80::1%1", "fe80::1%2"), ==, -1);
  g_assert_cmpint (order ("2001:db8::1", "2001:0db8:0::1"), ==, 0);
  g_assert_cmpint (order ("::102:304", "1.2.3.4"), ==, 1);
}

static void
test_next (void)
{
  static const char *const cases[][2] = {
    { "10.0.0.1", "10.0.0.2" },
    { "10.0.255.255", "10.1.0.0" },
    { "255.255.255.255", NULL },
    { "::ffff:ffff", "::1:0:0" },
    { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlAddress address;
      g_autofree char *text = NULL;

      g_assert_true (ptl_address_parse (cases[i][0], &address));
      g_assert_cmpint (ptl_address_next (&address), ==, cases[i][1] != NULL);
      text = ptl_address_to_string (&address);
      if (cases[i][1] != NULL)
        g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_loopback (void)
{
  static const struct
  {
    const char *text;
    gboolean loopback;
  } cases[] = { { "127.0.0.1", TRUE },        { "127.9.9.9", TRUE }, { "::1", TRUE },
                { "126.255.255.255", FALSE }, { "::", FALSE },       { "::2", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlAddress address;

      g_assert_true (ptl_address_parse (cases[i].text, &address));
      g_assert_cmpint (ptl_address_is_loopback (&address), ==, cases[i].loopback);
    }
}

static void
test_public (void)
{
  static const char *const private[] = { "0.1.2.3",     "10.255.0.1",      "100.127.0.1",
                                         "169.254.1.1", "172.31.255.255",  "192.0.2.1",
                                         "192.168.9.9", "198.19.0.1",      "203.0.113.7",
                                         "224.0.0.1",   "255.255.255.255", "::1",
                                         "fe80::1",     "fdff::1",         "ff02::1",
                                         "2001:db8::1" };
  static const char *const public[] = { "1.1.1.1",     "9.255.255.255",   "11.0.0.0",
                                        "100.128.0.1", "172.32.0.0",      "192.0.3.0",
                                        "198.20.0.0",  "223.255.255.255", "2001:db9::1",
                                        "2606:4700::1" };
  PtlAddress address;

  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    {
      g_assert_true (ptl_address_parse (private[i], &address));
      g_assert_false (ptl_address_is_public (&address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (public); i++)
    {
      g_assert_true (ptl_address_parse (public[i], &address));
      g_assert_true (ptl_address_is_public (&address));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/round-trip", test_round_trip);
  g_test_add_func ("/address/faults", test_faults);
  g_test_add_func ("/address/order", test_order);
  g_test_add_func ("/address/next", test_next);
  g_test_add_func ("/address/loopback", test_loopback);
  g_test_add_func ("/address/public", test_public);

  return g_test_run ();
}
