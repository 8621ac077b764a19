/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-own-networks.c: interfaces of this test's own. */
#include "net/own-networks.h"

#include "own-network.h"

/* Returns: (transfer full): "192.0.2.0/24 ..." */
static char *
list (void)
{
  g_autoptr (GArray) networks = ptl_own_networks_list ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < networks->len; i++)
    {
      const PtlOwnNetwork *network = &g_array_index (networks, PtlOwnNetwork, i);
      g_autofree char *address = ptl_address_to_string (&network->address);

      g_string_append_printf (text, "%s%s/%u", i > 0 ? " " : "", address, network->bits);
    }

  return g_string_free (text, FALSE);
}

static void
expect_networks (const char *expected)
{
  g_autofree char *networks = list ();

  g_assert_cmpstr (networks, ==, expected);
}

static void
have_networks (void)
{
  g_assert_true (own_network_enter (0));
  expect_networks (""); /* loopback is no network to be offered */

  own_network_run_ip ("link add left type veth peer name right");
  own_network_run_ip ("address add 198.51.100.77/25 dev left");
  expect_networks (""); /* not up */
  own_network_run_ip ("link set left up");
  expect_networks ("198.51.100.0/25");

  own_network_run_ip ("address add 198.51.100.78/25 dev left"); /* the same network */
  own_network_run_ip ("address add 192.0.2.1/31 dev left");     /* nobody else */
  own_network_run_ip ("address add 10.1.2.3/8 dev left");       /* too many */
  own_network_run_ip ("address add 172.16.9.9/16 dev left");
  own_network_run_ip ("address add 2001:db8::1/64 dev left");
  expect_networks ("172.16.0.0/16 198.51.100.0/25");
}

static void
test_list (void)
{
  own_network_run_with_ip (have_networks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-networks/list", test_list);
  return g_test_run ();
}
