/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-address-set.c: sets of addresses as ranges. */
#include "model/address-set.h"

static PtlAddress
parse (const char *text)
{
  PtlAddress address = { { 0 }, 0, FALSE };

  g_assert_true (ptl_address_parse (text, &address));
  return address;
}

static void
add (PtlAddressSet *set, const char *first, const char *last)
{
  PtlAddress a = parse (first);
  PtlAddress b = parse (last);

  ptl_address_set_add_range (set, &a, &b);
}

static void
assert_is (const PtlAddressSet *set, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const PtlAddressRange *ranges = ptl_address_set_get_ranges (set, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *first = ptl_address_to_string (&ranges[i].first);
      g_autofree char *last = ptl_address_to_string (&ranges[i].last);

      g_string_append_printf (text, "%s%s-%s", i > 0 ? " " : "", first, last);
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_ranges (void)
{
  g_autoptr (PtlAddressSet) set = ptl_address_set_new ();

  add (set, "10.0.0.5", "10.0.0.5");
  add (set, "10.0.0.7", "10.0.0.9");
  assert_is (set, "10.0.0.5-10.0.0.5 10.0.0.7-10.0.0.9");
  add (set, "10.0.0.6", "10.0.0.6"); /* closes the gap */
  add (set, "10.0.0.8", "10.0.0.8"); /* there already */
  assert_is (set, "10.0.0.5-10.0.0.9");
  add (set, "10.0.0.10", "10.0.1.255");
  add (set, "9.255.255.255", "9.255.255.255");
  add (set, "255.255.255.255", "255.255.255.255"); /* nothing comes after it */
  add (set, "::", "::1");
  assert_is (set, "9.255.255.255-9.255.255.255 10.0.0.5-10.0.1.255"
                  " 255.255.255.255-255.255.255.255 ::-::1");
  add (set, "0.0.0.0", "255.255.255.255");
  assert_is (set, "0.0.0.0-255.255.255.255 ::-::1");
}

static void
test_refused (void)
{
  g_autoptr (PtlAddressSet) set = ptl_address_set_new ();

  add (set, "10.0.0.9", "10.0.0.1");
  add (set, "10.0.0.1", "::1");
  add (set, "fe80::1%1", "fe80::9%2");
  assert_is (set, "");
}

static void
test_contains (void)
{
  g_autoptr (PtlAddressSet) set = ptl_address_set_new ();
  PtlAddress inside = parse ("fe80::5%2");
  PtlAddress other_link = parse ("fe80::5%3");
  PtlAddress v4 = parse ("10.0.0.1");

  add (set, "fe80::1%2", "fe80::9%2");
  g_assert_true (ptl_address_set_contains (set, &inside));
  g_assert_false (ptl_address_set_contains (set, &other_link));
  g_assert_false (ptl_address_set_contains (set, &v4));
}

/* Against a table of what is in, in every order of adding. */
static void
test_random (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (PtlAddressSet) set = ptl_address_set_new ();
      gboolean is_in[256] = { FALSE };
      guint n_expected = 0;
      guint n;

      for (guint i = 0; i < 20; i++)
        {
          guint8 first = (guint8) g_test_rand_int_range (0, 256);
          guint8 last = (guint8) g_test_rand_int_range (first, 256);
          PtlAddress a = { .bytes = { 10, 0, 0, first } };
          PtlAddress b = { .bytes = { 10, 0, 0, MIN (last, first + 8) } };

          ptl_address_set_add_range (set, &a, &b);
          for (guint j = first; j <= b.bytes[3]; j++)
            is_in[j] = TRUE;
        }

      for (guint j = 0; j < 256; j++)
        {
          PtlAddress address = { .bytes = { 10, 0, 0, (guint8) j } };

          g_assert_cmpint (ptl_address_set_contains (set, &address), ==, is_in[j]);
          n_expected += is_in[j] && (j == 0 || !is_in[j - 1]);
        }
      ptl_address_set_get_ranges (set, &n);
      g_assert_cmpuint (n, ==, n_expected);
    }
}

static void
test_count (void)
{
  g_autoptr (PtlAddressSet) set = ptl_address_set_new ();
  PtlAddress first = { .bytes = { 10, 0, 0, 200 } };
  PtlAddress last = { .bytes = { 10, 0, 2, 3 } };
  PtlAddress none = { .is_ipv6 = TRUE };
  PtlAddress all = { .is_ipv6 = TRUE };

  g_assert_cmpuint (ptl_address_set_count (set), ==, 0);
  ptl_address_set_add_range (set, &first, &last);
  g_assert_cmpuint (ptl_address_set_count (set), ==, 56 + 256 + 4);
  ptl_address_set_add (set, &none);
  g_assert_cmpuint (ptl_address_set_count (set), ==, 56 + 256 + 4 + 1);

  for (guint i = 0; i < 16; i++)
    all.bytes[i] = 0xff;
  ptl_address_set_add_range (set, &none, &all);
  g_assert_cmpuint (ptl_address_set_count (set), ==, G_MAXUINT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address-set/ranges", test_ranges);
  g_test_add_func ("/address-set/refused", test_refused);
  g_test_add_func ("/address-set/contains", test_contains);
  g_test_add_func ("/address-set/count", test_count);
  g_test_add_func ("/address-set/random", test_random);

  return g_test_run ();
}
