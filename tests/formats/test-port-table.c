/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-port-table.c: rows and ignored states, columns and their limits. */
#include "formats/port-table.h"

#include <string.h>

static PtlHost *
new_host (void)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.1", &address));
  return ptl_host_new (&address);
}

static void
add_group (PtlHost *host, PtlPortState state, guint16 first, guint16 last)
{
  g_autoptr (PtlPortSet) ports = ptl_port_set_new ();

  ptl_port_set_add_range (ports, first, last);
  ptl_host_add_group (host, PTL_PROTOCOL_TCP, state, PTL_REASON_CONN_REFUSED, ports);
}

static PtlPort *
new_port (PtlServiceOutcome outcome, const char *name, const char *product)
{
  PtlPort *port = ptl_port_new (PTL_PROTOCOL_TCP, 80);
  g_autoptr (PtlService) service = ptl_service_new (outcome);

  service->name = g_strdup (name);
  service->product = g_strdup (product);
  port->state = PTL_PORT_STATE_OPEN;
  ptl_port_set_service (port, service);
  return port;
}

/* 25 closed ports are listed, 26 are not; open ones always are. */
static void
test_threshold (void)
{
  for (guint n = PTL_PORT_ROWS_MAX_STATE; n <= PTL_PORT_ROWS_MAX_STATE + 1; n++)
    {
      g_autoptr (PtlHost) host = new_host ();
      g_autoptr (PtlPortRows) rows = NULL;

      add_group (host, PTL_PORT_STATE_CLOSED, 1, (guint16) n);
      add_group (host, PTL_PORT_STATE_OPEN, 100, 199);
      rows = ptl_port_rows_new (host);
      if (n == PTL_PORT_ROWS_MAX_STATE)
        {
          g_assert_cmpuint (rows->rows->len, ==, 100 + n);
          g_assert_cmpuint (rows->ignored->len, ==, 0);
        }
      else
        {
          g_assert_cmpuint (rows->rows->len, ==, 100);
          g_assert_cmpuint (rows->ignored->len, ==, 1);
          g_assert_cmpuint (g_array_index (rows->ignored, PtlIgnoredState, 0).count, ==,
                            n);
        }
    }
}

static void
test_order (void)
{
  g_autoptr (PtlHost) host = new_host ();
  g_autoptr (PtlPortRows) rows = NULL;
  gboolean added;

  ptl_host_ensure_port (host, PTL_PROTOCOL_TCP, 50, &added)->state = PTL_PORT_STATE_OPEN;
  add_group (host, PTL_PORT_STATE_CLOSED, 49, 49);
  add_group (host, PTL_PORT_STATE_CLOSED, 51, 51);
  add_group (host, PTL_PORT_STATE_FILTERED, 1000, 1999);
  add_group (host, PTL_PORT_STATE_OPEN_FILTERED, 2000, 9999);
  rows = ptl_port_rows_new (host);

  g_assert_cmpuint (rows->rows->len, ==, 3);
  for (guint i = 0; i < rows->rows->len; i++)
    g_assert_cmpuint (((PtlPort *) rows->rows->pdata[i])->number, ==, 49 + i);
  g_assert_cmpint (g_array_index (rows->ignored, PtlIgnoredState, 0).state, ==,
                   PTL_PORT_STATE_OPEN_FILTERED);
  g_assert_cmpint (g_array_index (rows->ignored, PtlIgnoredState, 1).state, ==,
                   PTL_PORT_STATE_FILTERED);
}

static void
test_service (void)
{
  g_autofree char *long_name = g_strnfill (64, 'x');
  const struct
  {
    PtlServiceOutcome outcome;
    PtlPortState state;
    const char *name;
    const char *expected;
  } cases[] = {
    { PTL_SERVICE_OUTCOME_HARD_MATCH, PTL_PORT_STATE_OPEN, "ftp", "ftp" },
    { PTL_SERVICE_OUTCOME_NO_MATCH, PTL_PORT_STATE_OPEN, "ftp", "ftp?" },
    { PTL_SERVICE_OUTCOME_NO_MATCH, PTL_PORT_STATE_OPEN_FILTERED, "ftp", "ftp" },
    { PTL_SERVICE_OUTCOME_NO_MATCH, PTL_PORT_STATE_OPEN, NULL, "unknown" },
    { PTL_SERVICE_OUTCOME_HARD_MATCH, PTL_PORT_STATE_OPEN, long_name + 1, long_name + 1 },
    { PTL_SERVICE_OUTCOME_HARD_MATCH, PTL_PORT_STATE_OPEN, long_name, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlPort) port = new_port (cases[i].outcome, cases[i].name, NULL);
      g_autofree char *cell = NULL;

      port->state = cases[i].state;
      cell = ptl_port_table_get_service (port);
      g_assert_cmpstr (cell, ==, cases[i].expected);
    }
}

static void
test_version_limit (void)
{
  for (guint n = 100; n < 400; n++)
    {
      g_autofree char *product = g_strnfill (n, 'p');
      g_autoptr (PtlPort) port = new_port (PTL_SERVICE_OUTCOME_HARD_MATCH, "x", product);
      g_autofree char *cell = NULL;

      port->service->version = g_strnfill (n - 90, 'v');
      port->service->extra_info =
          g_strdup ("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
      cell = ptl_port_table_get_version (port);
      g_assert_cmpuint (strlen (cell), <=, 159);
      g_assert_true (g_utf8_validate (cell, -1, NULL));
      if (n > 159)
        g_assert_true (g_str_has_suffix (cell, "p..."));
    }
}

static void
test_columns (void)
{
  g_autoptr (PtlHost) host = new_host ();
  g_autoptr (PtlPortRows) rows = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  add_group (host, PTL_PORT_STATE_CLOSED, 9, 10);
  rows = ptl_port_rows_new (host);
  ptl_port_table_append (out, rows, FALSE);
  g_assert_cmpstr (out->str, ==,
                   "PORT   STATE  SERVICE\n"
                   "9/tcp  closed unknown\n"
                   "10/tcp closed unknown\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/port-table/threshold", test_threshold);
  g_test_add_func ("/port-table/order", test_order);
  g_test_add_func ("/port-table/service", test_service);
  g_test_add_func ("/port-table/version-limit", test_version_limit);
  g_test_add_func ("/port-table/columns", test_columns);

  return g_test_run ();
}
