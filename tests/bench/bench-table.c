/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-table.c: rows that arrive while somebody looks, in one kind of model.
 *
 *   bench-table ours|list-store N
 *
 * The model is in a tree view on a display from the beginning.  Prints MS_UNTIL_ALL_THERE
 * LONGEST_TURN_MS SORT_MS MEMORY_MB. */
#include "app/row-model.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ROWS_AT_ONCE 500 /* come in one turn of the main loop */
#define N_COLUMNS    6

typedef struct
{
  PtlRow row;
  guint number;
} TideRow;

static void
get_tide (const PtlRow *row, int column, GValue *value)
{
  const TideRow *self = (const TideRow *) row;

  if (column == 0)
    g_value_set_uint (value, self->number);
  else
    g_value_take_string (value, g_strdup_printf ("station %u", self->number % 5000));
}

static int
compare_tides (const PtlRow *a, const PtlRow *b, int column)
{
  guint one = ((const TideRow *) a)->number;
  guint other = ((const TideRow *) b)->number;

  if (column == 1 && one % 5000 != other % 5000)
    return one % 5000 < other % 5000 ? -1 : 1;
  return (one > other) - (one < other);
}

static const GType types[N_COLUMNS] = { G_TYPE_UINT,   G_TYPE_STRING, G_TYPE_STRING,
                                        G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING };

static const PtlRowKind kind = { .n_columns = N_COLUMNS,
                                 .types = types,
                                 .get_value = get_tide,
                                 .compare = compare_tides,
                                 .free = (void (*) (PtlRow *)) g_free };

typedef void (*AddFunc) (GtkTreeModel *model, guint number);

static void
add_to_ours (GtkTreeModel *model, guint number)
{
  TideRow *row = g_new0 (TideRow, 1);

  row->number = number;
  ptl_row_model_add (PTL_ROW_MODEL (model), &row->row);
}

static void
add_to_list_store (GtkTreeModel *model, guint number)
{
  g_autofree char *text = g_strdup_printf ("station %u", number % 5000);

  gtk_list_store_insert_with_values (GTK_LIST_STORE (model), NULL, -1, 0, number, 1, text,
                                     2, text, 3, text, 4, text, 5, text, -1);
}

static double
get_memory_mb (void)
{
  g_autofree char *text = NULL;
  gulong n_pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*u %lu", &n_pages);
  return (double) n_pages * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static double
ms_since (gint64 begun_us)
{
  return (double) (g_get_monotonic_time () - begun_us) / 1000;
}

/* Runs the main loop until it has nothing to do; returns its longest turn. */
static double
settle (double longest_ms)
{
  gboolean more = TRUE;

  while (more)
    {
      gint64 begun_us = g_get_monotonic_time ();

      more = g_main_context_iteration (NULL, FALSE);
      longest_ms = MAX (longest_ms, ms_since (begun_us));
    }

  return longest_ms;
}

static void
show (GtkTreeModel *model)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *view = gtk_tree_view_new ();

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkTreeViewColumn *column = gtk_tree_view_column_new_with_attributes (
          "tide", gtk_cell_renderer_text_new (), "text", i, NULL);

      gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
      gtk_tree_view_column_set_fixed_width (column, 120);
      gtk_tree_view_append_column (GTK_TREE_VIEW (view), column);
    }

  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (view), TRUE);
  gtk_tree_view_set_model (GTK_TREE_VIEW (view), model);
  gtk_container_add (GTK_CONTAINER (scrolled), view);
  gtk_container_add (GTK_CONTAINER (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_widget_show_all (window);
  settle (0);
}

static GtkTreeModel *
new_model (gboolean ours)
{
  if (ours)
    return GTK_TREE_MODEL (ptl_row_model_new (&kind, NULL, NULL));
  return GTK_TREE_MODEL (gtk_list_store_newv (N_COLUMNS, (GType *) types));
}

/* Returns: what the rows take, beside what a view keeps of any model's */
static double
measure_memory (gboolean ours, AddFunc add, guint n_rows)
{
  g_autoptr (GtkTreeModel) model = new_model (ours);
  double before_mb = get_memory_mb ();

  for (guint i = 0; i < n_rows; i++)
    add (model, i);
  settle (0);
  return get_memory_mb () - before_mb;
}

int
main (int argc, char **argv)
{
  gboolean ours = argc == 3 && g_str_equal (argv[1], "ours");
  guint n_rows = argc == 3 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;
  AddFunc add = ours ? add_to_ours : add_to_list_store;
  g_autoptr (GtkTreeModel) model = NULL;
  double memory_mb, fill_ms, longest_ms = 0;
  gint64 begun_us;

  gtk_init (&argc, &argv);
  if (n_rows == 0)
    g_error ("bench-table ours|list-store N");

  memory_mb = measure_memory (ours, add, n_rows);
  model = new_model (ours);
  show (model);
  begun_us = g_get_monotonic_time ();
  for (guint i = 0; i < n_rows; i++)
    {
      add (model, i);
      if (i % ROWS_AT_ONCE == 0)
        longest_ms = settle (longest_ms);
    }
  longest_ms = settle (longest_ms);
  fill_ms = ms_since (begun_us);

  begun_us = g_get_monotonic_time ();
  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), 1, GTK_SORT_ASCENDING);
  g_print ("%.1f %.2f %.1f %.1f\n", fill_ms, longest_ms, ms_since (begun_us), memory_mb);
  return EXIT_SUCCESS;
}
