/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-chart.c: how hosts and ports are laid out, where keys lead, what a
 * picture of it is. */
#include <gdk/gdkkeysyms.h>
#include <string.h>

#include "app/chart-export.h"
#include "app/chart-move.h"

#define MAX_PORTS 8

typedef struct
{
  const char *address;
  guint16 ports[MAX_PORTS]; /* up to the first 0 */
} Machine;

static void
learn (PtlSession *session, const Machine *machine)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (machine->address, &address));
  for (guint i = 0; i < MAX_PORTS && machine->ports[i] != 0; i++)
    {
      PtlFact *fact = ptl_fact_new_port (0, &address, PTL_PROTOCOL_TCP, machine->ports[i],
                                         PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);

      ptl_session_apply (session, fact);
      ptl_fact_unref (fact);
    }
}

static PtlSession *
make_session (const Machine *machines, guint n_machines)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", options);
  PtlSession *session = ptl_session_new (info, FALSE);

  for (guint i = 0; i < n_machines; i++)
    learn (session, &machines[i]);
  return session;
}

/* Returns: (transfer full): the last numbers of the addresses, in order of the rows */
static char *
get_rows (const PtlChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chart->rows->len; i++)
    {
      const PtlChartRow *row = chart->rows->pdata[i];

      g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                              row->host->address.bytes[3]);
    }

  return g_string_free (text, FALSE);
}

static char *
get_columns (const PtlChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chart->columns->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                            g_array_index (chart->columns, PtlChartColumn, i).number);

  return g_string_free (text, FALSE);
}

/* Two desks, two web servers, a database, and one host like no other. */
static const Machine office[] = {
  { "192.0.2.1", { 9999, 53 } },      { "192.0.2.2", { 22, 631 } },
  { "192.0.2.3", { 22, 80, 443 } },   { "192.0.2.4", { 22, 631 } },
  { "192.0.2.5", { 22, 3306, 443 } }, { "192.0.2.6", { 22, 80, 443 } },
  { "192.0.2.7", { 22, 631 } },       { "192.0.2.8", { 0 } },
};

static void
test_like_beside_like (void)
{
  g_autoptr (PtlSession) session = make_session (office, G_N_ELEMENTS (office));
  g_autoptr (PtlChart) chart = ptl_chart_new (session);
  g_autofree char *columns = get_columns (chart);
  g_autofree char *rows = get_rows (chart);
  guint n_kinds = 0;

  g_assert_cmpstr (columns, ==, "22 443 631 80 53 3306 9999");
  g_assert_cmpstr (rows, ==, "2 4 7 3 6 5 1"); /* the odd one out is the last */
  for (guint i = 0; i < chart->rows->len; i++)
    n_kinds += ((PtlChartRow *) chart->rows->pdata[i])->is_first_of_kind;
  g_assert_cmpuint (n_kinds, ==, 4);
  g_assert_cmpuint (chart->n_cells[PTL_SERVICE_FAMILY_UNKNOWN], ==, 17);
}

static void
test_cells (void)
{
  g_autoptr (PtlSession) session = make_session (office, G_N_ELEMENTS (office));
  g_autoptr (PtlChart) chart = ptl_chart_new (session);
  const PtlChartRow *web = chart->rows->pdata[3];
  const PtlPort *port = g_array_index (web->cells, PtlChartCell, 1).port;
  guint index;

  g_assert_cmpuint (port->number, ==, 443);
  g_assert_true (ptl_chart_find_host (chart, web->host, &index));
  g_assert_cmpuint (index, ==, 3);
  g_assert_true (ptl_chart_find_port (chart, port, &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (ptl_chart_get_cell (chart, 3, 1)->port == port);
  g_assert_null (ptl_chart_get_cell (chart, 3, 2));
}

/* More kinds of hosts than are compared with each other: every host has its row still. */
static void
test_many_kinds (void)
{
  g_autoptr (PtlSession) session = make_session (NULL, 0);
  g_autoptr (PtlChart) chart = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *text = g_strdup_printf ("198.18.%u.%u", i / 250, i % 250 + 1);
      Machine machine = { text, { 22, (guint16) (1000 + i) } };

      learn (session, &machine);
    }

  chart = ptl_chart_new (session);
  g_assert_cmpuint (chart->rows->len, ==, 700);
  for (guint i = 0; i < chart->rows->len; i++)
    g_hash_table_add (seen, ((PtlChartRow *) chart->rows->pdata[i])->host);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 700);
}

static void
assert_moves (const PtlChart *chart,
              PtlChartPlace from,
              guint key,
              gboolean is_far,
              int row,
              int column)
{
  PtlChartMove move = { .is_far = is_far, .page = 3 };
  PtlChartPlace place;

  g_assert_true (ptl_chart_move_from_key (&move, key));
  place = ptl_chart_move (chart, from, &move);
  g_assert_cmpint (place.row, ==, row);
  g_assert_cmpint (place.column, ==, column);
}

static void
test_moves (void)
{
  g_autoptr (PtlSession) session = make_session (office, G_N_ELEMENTS (office));
  g_autoptr (PtlChart) chart = ptl_chart_new (session);
  PtlChartMove none = { 0 };
  PtlChartPlace nowhere = { -1, -1 };
  PtlChartPlace corner = { 0, 0 };
  PtlChartPlace end = { 6, 6 };

  assert_moves (chart, nowhere, GDK_KEY_Down, FALSE, 0, 0);
  assert_moves (chart, corner, GDK_KEY_Right, FALSE, 0, 1);
  assert_moves (chart, corner, GDK_KEY_Right, TRUE, 0, 2); /* over what is not open */
  assert_moves (chart, corner, GDK_KEY_Up, FALSE, 0, 0);
  assert_moves (chart, corner, GDK_KEY_Page_Down, FALSE, 3, 0);
  assert_moves (chart, corner, GDK_KEY_End, FALSE, 0, 6);
  assert_moves (chart, corner, GDK_KEY_End, TRUE, 6, 6);
  assert_moves (chart, end, GDK_KEY_Right, TRUE, 6, 6);
  assert_moves (chart, end, GDK_KEY_Home, FALSE, 6, 0);
  g_assert_false (ptl_chart_move_from_key (&none, GDK_KEY_a));
}

static void
test_mirrored_moves (void)
{
  PtlChartMove move = { .is_mirrored = TRUE };

  g_assert_true (ptl_chart_move_from_key (&move, GDK_KEY_Left));
  g_assert_cmpint (move.right, ==, 1);
}

static void
test_pictures (void)
{
  g_autoptr (PtlSession) session = make_session (office, G_N_ELEMENTS (office));
  g_autoptr (PtlChart) chart = ptl_chart_new (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg =
      ptl_chart_export_draw (chart, "<b>office</b> & more", FALSE, &error);
  g_autoptr (GBytes) png = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL),
                                  (gssize) g_bytes_get_size (svg), "<svg "));
  png = ptl_chart_export_draw (chart, "office", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
}

/* A chart that no PNG can hold is refused, not drawn in part. */
static void
test_too_large_for_png (void)
{
  g_autoptr (PtlSession) session = make_session (NULL, 0);
  g_autoptr (PtlChart) chart = NULL;
  g_autoptr (GError) error = NULL;

  for (guint port = 1; port < 6000; port++)
    {
      Machine machine = { "192.0.2.1", { (guint16) port } };

      learn (session, &machine);
    }

  chart = ptl_chart_new (session);
  g_assert_null (ptl_chart_export_draw (chart, "large", TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/like-beside-like", test_like_beside_like);
  g_test_add_func ("/chart/cells", test_cells);
  g_test_add_func ("/chart/many-kinds", test_many_kinds);
  g_test_add_func ("/chart/moves", test_moves);
  g_test_add_func ("/chart/mirrored-moves", test_mirrored_moves);
  g_test_add_func ("/chart/pictures", test_pictures);
  g_test_add_func ("/chart/too-large-for-png", test_too_large_for_png);
  return g_test_run ();
}
