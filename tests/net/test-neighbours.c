/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-neighbours.c: a link of this test's own with neighbours that the kernel
 * was told of. */
#include "net/neighbours.h"

#include "own-network.h"

static void
expect_mac (const char *text, const char *expected)
{
  g_autofree char *mac = NULL;
  PtlAddress address;

  g_assert_true (ptl_address_parse (text, &address));
  mac = ptl_neighbours_find_mac (&address);
  g_assert_cmpstr (mac, ==, expected);
}

static void
test_unknown (void)
{
  expect_mac ("127.0.0.1", NULL);
  expect_mac ("::1", NULL);
  expect_mac ("240.0.0.1", NULL);
}

static void
have_neighbours (void)
{
  g_assert_true (own_network_enter (0));
  own_network_run_ip ("link add left type veth peer name right");
  own_network_run_ip ("link set left up");
  own_network_run_ip ("address add 192.0.2.1/16 dev left");
  own_network_run_ip ("neigh add 192.0.2.2 lladdr 02:42:ac:11:00:02 dev left");
  own_network_run_ip ("neigh add 192.0.2.3 dev left nud failed");
  own_network_run_ip ("neigh add 192.0.2.4 lladdr 02:42:ac:11:00:04 dev left nud stale");
  own_network_run_ip ("neigh add 2001:db8::2 lladdr 02:42:ac:11:00:66 dev left");

  expect_mac ("192.0.2.2", "02:42:ac:11:00:02");
  expect_mac ("192.0.2.3", NULL);
  expect_mac ("192.0.2.4", "02:42:ac:11:00:04");
  expect_mac ("192.0.2.5", NULL);
  expect_mac ("2001:db8::2", "02:42:ac:11:00:66");
  expect_mac ("2001:db8::2%9999", NULL);

  /* More than one part of a dump. */
  for (guint i = 0; i < 800; i++)
    {
      g_autofree char *command =
          g_strdup_printf ("neigh add 192.0.%u.%u lladdr 02:00:00:00:%02x:%02x dev left",
                           3 + i / 200, 1 + i % 200, i / 200, i % 200);

      own_network_run_ip (command);
    }
  expect_mac ("192.0.3.1", "02:00:00:00:00:00");
  expect_mac ("192.0.6.200", "02:00:00:00:03:c7");
  expect_mac ("192.0.2.2", "02:42:ac:11:00:02");
  expect_mac ("192.0.7.1", NULL);
}

static void
test_known (void)
{
  own_network_run_with_ip (have_neighbours);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/neighbours/unknown", test_unknown);
  g_test_add_func ("/neighbours/known", test_known);

  return g_test_run ();
}
