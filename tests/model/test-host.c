/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-host.c: a host's ports in order, counted and grouped. */
#include "model/host.h"

static PtlHost *
new_host (const char *text)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (text, &address));
  return ptl_host_new (&address);
}

static void
test_ports_in_order (void)
{
  static const guint16 numbers[] = { 80, 22, 443, 21, 65535, 0, 22, 80 };
  g_autoptr (PtlHost) host = new_host ("192.0.2.1");
  gboolean added;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      ptl_host_ensure_port (host, PTL_PROTOCOL_UDP, numbers[i], &added);
      g_assert_cmpint (added, ==, i < 6);
      ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, numbers[i], &added);
    }

  g_assert_cmpuint (host->ports->len, ==, 12);
  for (guint i = 1; i < host->ports->len; i++)
    {
      const PtlPort *before = host->ports->pdata[i - 1];
      const PtlPort *port = host->ports->pdata[i];

      g_assert_true (
          before->protocol < port->protocol ||
          (before->protocol == port->protocol && before->number < port->number));
    }
  g_assert_nonnull (ptl_host_find_port (host, PTL_PROTOCOL_UDP, 443));
  g_assert_null (ptl_host_find_port (host, PTL_PROTOCOL_UDP, 444));
}

static void
test_open_count (void)
{
  g_autoptr (PtlHost) host = new_host ("192.0.2.1");
  gboolean added;
  PtlPort *port = ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, 22, &added);

  g_assert_cmpuint (host->n_open, ==, 0);
  ptl_host_set_port_state (host, port, PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
  ptl_host_set_port_state (host, port, PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
  g_assert_cmpuint (host->n_open, ==, 1);
  ptl_host_set_port_state (host, port, PTL_PORT_STATE_FILTERED, PTL_REASON_NO_RESPONSE);
  g_assert_cmpuint (host->n_open, ==, 0);
}

static void
test_groups (void)
{
  g_autoptr (PtlHost) host = new_host ("192.0.2.1");
  g_autoptr (PtlPortSet) first = ptl_port_set_parse ("1-10", NULL, NULL);
  g_autoptr (PtlPortSet) second = ptl_port_set_parse ("5-20", NULL, NULL);
  g_autofree char *text = NULL;

  ptl_host_add_group (host, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                      PTL_REASON_CONN_REFUSED, first);
  ptl_host_add_group (host, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                      PTL_REASON_CONN_REFUSED, second);
  ptl_host_add_group (host, PTL_PROTOCOL_UDP, PTL_PORT_STATE_CLOSED,
                      PTL_REASON_PORT_UNREACH, second);

  g_assert_cmpuint (host->groups->len, ==, 2);
  text = ptl_port_set_to_string (g_array_index (host->groups, PtlPortGroup, 0).ports);
  g_assert_cmpstr (text, ==, "1-20");
  g_assert_cmpuint (ptl_port_set_count (first), ==, 10);
}

/* What is told of a port on its own outlives what is told of many. */
static void
test_row_or_group (void)
{
  g_autoptr (PtlHost) host = new_host ("192.0.2.1");
  g_autoptr (PtlPortSet) closed = ptl_port_set_parse ("20-23", NULL, NULL);
  g_autoptr (PtlPortSet) single = ptl_port_set_parse ("80", NULL, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean added;

  ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, 22, &added);
  ptl_host_add_group (host, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                      PTL_REASON_CONN_REFUSED, closed);
  before = ptl_port_set_to_string (g_array_index (host->groups, PtlPortGroup, 0).ports);
  g_assert_cmpstr (before, ==, "20-21,23");

  ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, 20, &added);
  ptl_host_ensure_port (host, PTL_PROTOCOL_UDP, 21, &added);
  after = ptl_port_set_to_string (g_array_index (host->groups, PtlPortGroup, 0).ports);
  g_assert_cmpstr (after, ==, "21,23");

  /* A group that nothing is left of is no group. */
  ptl_host_add_group (host, PTL_PROTOCOL_TCP, PTL_PORT_STATE_FILTERED,
                      PTL_REASON_NO_RESPONSE, single);
  g_assert_cmpuint (host->groups->len, ==, 2);
  ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, 80, &added);
  g_assert_cmpuint (host->groups->len, ==, 1);
  ptl_host_add_group (host, PTL_PROTOCOL_TCP, PTL_PORT_STATE_FILTERED,
                      PTL_REASON_NO_RESPONSE, single);
  g_assert_cmpuint (host->groups->len, ==, 1);
}

static void
test_display_name (void)
{
  g_autoptr (PtlHost) host = new_host ("2001:db8::1");
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  g_autofree char *bare = ptl_host_get_display_name (host);
  g_autofree char *reverse = NULL;
  g_autofree char *asked = NULL;

  ptl_host_set_info (host, info);
  info->hostname = g_strdup ("nas.example");
  reverse = ptl_host_get_display_name (host);
  info->target = g_strdup ("nas");
  asked = ptl_host_get_display_name (host);

  g_assert_cmpstr (bare, ==, "2001:db8::1");
  g_assert_cmpstr (reverse, ==, "nas.example (2001:db8::1)");
  g_assert_cmpstr (asked, ==, "nas (2001:db8::1)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/ports-in-order", test_ports_in_order);
  g_test_add_func ("/host/open-count", test_open_count);
  g_test_add_func ("/host/groups", test_groups);
  g_test_add_func ("/host/row-or-group", test_row_or_group);
  g_test_add_func ("/host/display-name", test_display_name);

  return g_test_run ();
}
