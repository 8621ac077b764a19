/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-filter.c: a filter over the ports of a session that is shown.
 *
 *   bench-filter N [FILTER...]
 *
 * The ports are in a tree view on a display.  Prints for each filter MS_UNTIL_SIFTED
 * MS_UNTIL_ALL_THERE LONGEST_TURN_MS SHOWN. */
#include "app/ports-model.h"

#include <stdlib.h>

static PtlSession *
make_session (guint n_ports)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("many", options);
  PtlSession *session = ptl_session_new (info, FALSE);

  for (guint i = 0; i < n_ports; i++)
    {
      const PtlAddress address = { .bytes = { 10, 0, (guint8) (i / 25600),
                                              (guint8) (i / 100) } };
      guint16 number = (guint16) (1 + i % 100);
      g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
      g_autoptr (PtlFact) port = ptl_fact_new_port (
          1, &address, PTL_PROTOCOL_TCP, number, PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
      g_autoptr (PtlFact) verdict = NULL;

      service->name = g_strdup (i % 3 == 0 ? "http" : "ssh");
      service->product = g_strdup_printf ("product %u", i % 100);
      service->version = g_strdup_printf ("1.%u", i % 40);
      verdict = ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, number, service);
      ptl_session_apply (session, port);
      ptl_session_apply (session, verdict);
    }
  return session;
}

static GtkTreeView *
make_view (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *view = gtk_tree_view_new ();

  for (int i = 0; i < PTL_PORTS_N_COLUMNS; i++)
    {
      GtkTreeViewColumn *column = gtk_tree_view_column_new_with_attributes (
          "port", gtk_cell_renderer_text_new (), "text", i, NULL);

      gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
      gtk_tree_view_column_set_fixed_width (column, 120);
      gtk_tree_view_append_column (GTK_TREE_VIEW (view), column);
    }
  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (view), TRUE);
  gtk_container_add (GTK_CONTAINER (scrolled), view);
  gtk_container_add (GTK_CONTAINER (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 500);
  gtk_widget_show_all (window);
  return GTK_TREE_VIEW (view);
}

static double
ms_since (gint64 begun_us)
{
  return (double) (g_get_monotonic_time () - begun_us) / 1000;
}

static void
measure (GtkTreeView *view, PtlSession *session, const char *text)
{
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new (text, NULL, NULL);
  gint64 begun_us = g_get_monotonic_time ();
  g_autoptr (PtlRowModel) model = ptl_ports_model_new (session, NULL, filter);
  double sifted_ms = 0;
  double longest_ms;
  gboolean more = TRUE;
  guint n_ports;

  gtk_tree_view_set_model (view, GTK_TREE_MODEL (model));
  longest_ms = ms_since (begun_us);
  while (more)
    {
      gint64 turn_us = g_get_monotonic_time ();

      more = g_main_context_iteration (NULL, FALSE);
      longest_ms = MAX (longest_ms, ms_since (turn_us));
      if (sifted_ms <= 0 && ptl_ports_model_is_sifted (model))
        sifted_ms = ms_since (begun_us);
    }
  g_print ("%7.1f %7.1f %6.1f %7u  %s\n", sifted_ms, ms_since (begun_us), longest_ms,
           ptl_ports_model_count (model, &n_ports), text);
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = {
    "product:\"product 7\"",
    "version<1.5 service:http",
    "host:10.0.1.0/24",
    "nothing",
    "product~1",
    "state:open",
  };
  g_autoptr (PtlSession) session = NULL;
  GtkTreeView *view;

  if (argc < 2 || !gtk_init_check (&argc, &argv))
    {
      g_printerr ("bench-filter N [FILTER...], on a display\n");
      return 2;
    }

  session = make_session ((guint) atoi (argv[1]));
  view = make_view ();
  if (argc > 2)
    for (int i = 2; i < argc; i++)
      measure (view, session, argv[i]);
  else
    for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
      measure (view, session, usual[i]);
  return 0;
}
