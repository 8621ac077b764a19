/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-models.c: the rows of hosts and ports over a session that grows. */
#include "app/hosts-model.h"
#include "app/ports-model.h"

typedef struct
{
  PtlSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", options);

  f->session = ptl_session_new (info, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->session);
}

static void
apply (Fixture *f, PtlFact *fact)
{
  ptl_session_apply (f->session, fact);
  ptl_fact_unref (fact);
}

static PtlAddress
parse (const char *text)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (text, &address));
  return address;
}

static void
learn_port (Fixture *f,
            const char *host,
            guint16 port,
            const char *product,
            const char *version)
{
  PtlAddress address = parse (host);
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

  service->name = g_strdup ("http");
  service->product = g_strdup (product);
  service->version = g_strdup (version);
  apply (f, ptl_fact_new_port (0, &address, PTL_PROTOCOL_TCP, port, PTL_PORT_STATE_OPEN,
                               PTL_REASON_SYN_ACK));
  apply (f, ptl_fact_new_service (0, &address, PTL_PROTOCOL_TCP, port, service));
}

static void
learn_host (Fixture *f, const char *host, PtlHostState state)
{
  PtlAddress address = parse (host);
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();

  info->state = state;
  apply (f, ptl_fact_new_host (0, &address, info));
}

/* The column of all rows, as "a b c". */
static char *
read_column (PtlRowModel *model, int column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTreeIter iter;
  gboolean more;

  ptl_row_model_flush (model);
  for (more = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (model), &iter); more;
       more = gtk_tree_model_iter_next (GTK_TREE_MODEL (model), &iter))
    {
      g_autofree char *cell = NULL;

      gtk_tree_model_get (GTK_TREE_MODEL (model), &iter, column, &cell, -1);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", cell);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_sorted (PtlRowModel *model, int sort_column, int column, const char *expected)
{
  g_autofree char *text = NULL;

  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), sort_column,
                                        GTK_SORT_ASCENDING);
  text = read_column (model, column);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_ports_order (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlRowModel) model = ptl_ports_model_new (f->session, NULL, NULL);

  learn_port (f, "10.0.0.10", 80, "nginx", "1.10.0");
  learn_port (f, "10.0.0.9", 8080, "Apache", "1.9.1");
  learn_port (f, "10.0.0.9", 443, "apache", NULL);
  learn_port (f, "2001:db8::1", 22, NULL, "10");

  assert_sorted (model, -1, PTL_PORTS_COLUMN_PORT, "443 8080 80 22");
  assert_sorted (model, PTL_PORTS_COLUMN_PORT, PTL_PORTS_COLUMN_PORT, "22 80 443 8080");
  assert_sorted (model, PTL_PORTS_COLUMN_HOST, PTL_PORTS_COLUMN_HOST,
                 "10.0.0.9 10.0.0.9 10.0.0.10 2001:db8::1");
  assert_sorted (model, PTL_PORTS_COLUMN_PRODUCT, PTL_PORTS_COLUMN_PORT,
                 "443 8080 80 22");
  assert_sorted (model, PTL_PORTS_COLUMN_VERSION, PTL_PORTS_COLUMN_PORT,
                 "8080 80 22 443");
}

static void
test_ports_of_host (Fixture *f, gconstpointer data)
{
  PtlAddress address = parse ("10.0.0.9");
  g_autoptr (PtlRowModel) model = NULL;
  g_autofree char *text = NULL;

  learn_port (f, "10.0.0.10", 80, NULL, NULL);
  learn_port (f, "10.0.0.9", 443, NULL, NULL);
  model = ptl_ports_model_new (f->session, ptl_session_find_host (f->session, &address),
                               NULL);
  learn_port (f, "10.0.0.10", 81, NULL, NULL);
  learn_port (f, "10.0.0.9", 22, NULL, NULL);

  text = read_column (model, PTL_PORTS_COLUMN_PORT);
  g_assert_cmpstr (text, ==, "22 443");
}

/* A verdict that comes late shows in the row, which stays where it is. */
static void
test_ports_change (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlRowModel) model = ptl_ports_model_new (f->session, NULL, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  learn_port (f, "10.0.0.9", 22, "b", NULL);
  learn_port (f, "10.0.0.9", 80, "c", NULL);
  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model),
                                        PTL_PORTS_COLUMN_PRODUCT, GTK_SORT_ASCENDING);
  before = read_column (model, PTL_PORTS_COLUMN_PRODUCT);
  g_assert_cmpstr (before, ==, "b c");

  learn_port (f, "10.0.0.9", 80, "a", NULL);
  after = read_column (model, PTL_PORTS_COLUMN_PRODUCT);
  g_assert_cmpstr (after, ==, "b a");
}

static void
sift (PtlRowModel *model)
{
  while (!ptl_ports_model_is_sifted (model))
    g_main_context_iteration (NULL, TRUE);
}

/* Ports come in and go as the filter is true of them. */
static void
test_ports_filter (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new ("product:a", NULL, NULL);
  g_autoptr (PtlRowModel) model = NULL;
  g_autofree char *at_first = NULL;
  g_autofree char *later = NULL;
  guint n_ports;

  learn_port (f, "10.0.0.9", 22, "a", NULL);
  learn_port (f, "10.0.0.9", 80, "b", NULL);
  learn_port (f, "10.0.0.10", 22, "a", NULL);
  model = ptl_ports_model_new (f->session, NULL, filter);
  sift (model);
  at_first = read_column (model, PTL_PORTS_COLUMN_HOST);
  g_assert_cmpstr (at_first, ==, "10.0.0.9 10.0.0.10");
  g_assert_cmpuint (ptl_ports_model_count (model, &n_ports), ==, 2);
  g_assert_cmpuint (n_ports, ==, 3);

  learn_port (f, "10.0.0.9", 80, "a", NULL);
  learn_port (f, "10.0.0.9", 22, "b", NULL);
  learn_port (f, "10.0.0.11", 443, "a", NULL);
  later = read_column (model, PTL_PORTS_COLUMN_PORT);
  g_assert_cmpstr (later, ==, "80 22 443");
  g_assert_cmpuint (ptl_ports_model_count (model, &n_ports), ==, 3);
  g_assert_cmpuint (n_ports, ==, 4);
}

/* A row that waits goes as well as one that is there. */
static void
test_ports_filter_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new ("product:a", NULL, NULL);
  g_autoptr (PtlRowModel) model = ptl_ports_model_new (f->session, NULL, filter);
  g_autofree char *ports = NULL;

  sift (model);
  learn_port (f, "10.0.0.9", 22, "a", NULL);
  learn_port (f, "10.0.0.9", 23, "a", NULL);
  learn_port (f, "10.0.0.9", 22, "b", NULL);
  ports = read_column (model, PTL_PORTS_COLUMN_PORT);
  g_assert_cmpstr (ports, ==, "23");
}

static void
test_terms (Fixture *f, gconstpointer data)
{
  const PtlHost *host;
  const PtlPort *port;
  g_autofree char *product = NULL;
  g_autofree char *number = NULL;

  learn_port (f, "10.0.0.9", 22, "Apache httpd", NULL);
  host = ptl_session_get_hosts (f->session)->pdata[0];
  port = host->ports->pdata[0];
  product = ptl_ports_model_get_term (host, port, PTL_PORTS_COLUMN_PRODUCT);
  number = ptl_ports_model_get_term (host, port, PTL_PORTS_COLUMN_PORT);
  g_assert_cmpstr (product, ==, "product:\"Apache httpd\"");
  g_assert_cmpstr (number, ==, "port:22");
  g_assert_null (ptl_ports_model_get_term (host, port, PTL_PORTS_COLUMN_EXTRA_INFO));
}

static void
test_hosts (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlRowModel) model = ptl_hosts_model_new (f->session);
  g_autofree char *names = NULL;
  g_autofree char *counts = NULL;

  learn_host (f, "10.0.0.10", PTL_HOST_STATE_UP);
  learn_host (f, "10.0.0.9", PTL_HOST_STATE_UP);
  learn_host (f, "10.0.0.11", PTL_HOST_STATE_DOWN);
  learn_port (f, "10.0.0.10", 80, NULL, NULL);
  learn_port (f, "10.0.0.10", 81, NULL, NULL);
  learn_port (f, "10.0.0.9", 22, NULL, NULL);
  learn_port (f, "10.0.0.12", 22, NULL, NULL); /* nobody said that it is up */

  names = read_column (model, PTL_HOSTS_COLUMN_NAME);
  g_assert_cmpstr (names, ==, "All hosts 10.0.0.9 10.0.0.10 10.0.0.12");
  counts = read_column (model, PTL_HOSTS_COLUMN_OPEN);
  g_assert_cmpstr (counts, ==, "4 1 2 1");

  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), PTL_HOSTS_COLUMN_OPEN,
                                        GTK_SORT_DESCENDING);
  g_clear_pointer (&counts, g_free);
  counts = read_column (model, PTL_HOSTS_COLUMN_OPEN);
  g_assert_cmpstr (counts, ==, "4 2 1 1");
}

/* The model holds the session, whose hosts and ports its rows show. */
static void
test_lifetime (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlRowModel) ports = NULL;
  g_autoptr (PtlRowModel) hosts = NULL;
  g_autofree char *text = NULL;

  learn_port (f, "10.0.0.9", 22, NULL, NULL);
  ports = ptl_ports_model_new (f->session, NULL, NULL);
  hosts = ptl_hosts_model_new (f->session);
  g_clear_object (&f->session);

  text = read_column (ports, PTL_PORTS_COLUMN_PORT);
  g_assert_cmpstr (text, ==, "22");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/models/ports/order", Fixture, NULL, set_up, test_ports_order, tear_down);
  g_test_add ("/models/ports/of-host", Fixture, NULL, set_up, test_ports_of_host,
              tear_down);
  g_test_add ("/models/ports/change", Fixture, NULL, set_up, test_ports_change,
              tear_down);
  g_test_add ("/models/ports/filter", Fixture, NULL, set_up, test_ports_filter,
              tear_down);
  g_test_add ("/models/ports/filter-waiting", Fixture, NULL, set_up,
              test_ports_filter_waiting, tear_down);
  g_test_add ("/models/ports/terms", Fixture, NULL, set_up, test_terms, tear_down);
  g_test_add ("/models/hosts", Fixture, NULL, set_up, test_hosts, tear_down);
  g_test_add ("/models/lifetime", Fixture, NULL, set_up, test_lifetime, tear_down);

  return g_test_run ();
}
