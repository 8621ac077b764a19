/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-row-model.c: rows that come, change and are sorted while one reads. */
#include "app/row-model.h"
#include "app/scroll-anchor.h"

#define QUIET_US (250 * 1000)
#define N_MANY   100000
#define MAX_MANY_S                                                                       \
  20.0 /* a quarter of a second alone on a machine; rows one by one: minutes */

typedef struct
{
  PtlRow row;
  int number;
  int weight;
} NumberRow;

static const GType column_types[] = { G_TYPE_STRING, G_TYPE_STRING };
static guint n_freed;

static void
get_value (const PtlRow *row, int column, GValue *value)
{
  const NumberRow *self = (const NumberRow *) row;

  g_value_take_string (value,
                       g_strdup_printf ("%d", column == 0 ? self->number : self->weight));
}

static int
compare (const PtlRow *a, const PtlRow *b, int column)
{
  const NumberRow *row_a = (const NumberRow *) a;
  const NumberRow *row_b = (const NumberRow *) b;

  if (column == 1)
    return row_a->weight - row_b->weight;

  return row_a->number - row_b->number;
}

static void
free_row (PtlRow *row)
{
  n_freed++;
  g_free (row);
}

static const PtlRowKind kind = {
  .n_columns = 2,
  .types = column_types,
  .get_value = get_value,
  .compare = compare,
  .free = free_row,
};

static NumberRow *
add (PtlRowModel *model, int number)
{
  NumberRow *row = g_new0 (NumberRow, 1);

  row->number = number;
  row->weight = number % 7;
  ptl_row_model_add (model, &row->row);
  return row;
}

static int
number_at (PtlRowModel *model, int index)
{
  GtkTreeIter iter;

  g_assert_true (
      gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (model), &iter, NULL, index));
  return ((NumberRow *) ptl_row_model_get_row (model, &iter))->number;
}

static void
run_until_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A permutation of 0 .. n - 1, the same each time. */
static int
scramble (int i, int n)
{
  return (int) ((guint64) i * 7919u % (guint) n);
}

static void
assert_ascending (PtlRowModel *model, int n_rows)
{
  g_assert_cmpint (gtk_tree_model_iter_n_children (GTK_TREE_MODEL (model), NULL), ==,
                   n_rows);
  for (int i = 0; i < n_rows; i++)
    g_assert_cmpint (number_at (model, i), ==, i);
}

static void
test_insert (void)
{
  g_autoptr (PtlRowModel) model = ptl_row_model_new (&kind, NULL, NULL);
  const int n_rows = 5003;

  n_freed = 0;
  for (int i = 0; i < n_rows; i++)
    {
      add (model, scramble (i, n_rows));
      if (i % 100 == 0)
        ptl_row_model_flush (model);
    }

  g_assert_cmpuint (ptl_row_model_count (model), ==, n_rows);
  ptl_row_model_flush (model);
  assert_ascending (model, n_rows);

  add (model, n_rows); /* still waits when the model goes */
  g_clear_object (&model);
  g_assert_cmpuint (n_freed, ==, n_rows + 1);
}

/* The model as the signals tell it: what a view would show. */
static void
mirror_inserted_cb (GtkTreeModel *model,
                    GtkTreePath *path,
                    GtkTreeIter *iter,
                    GArray *mirror)
{
  NumberRow *row = (NumberRow *) ptl_row_model_get_row (PTL_ROW_MODEL (model), iter);
  guint index = (guint) gtk_tree_path_get_indices (path)[0];

  g_assert_cmpuint (index, <=, mirror->len);
  g_array_insert_val (mirror, index, row->number);
  g_assert_cmpint (gtk_tree_model_iter_n_children (model, NULL), ==, (int) mirror->len);
  for (guint i = 0; i < mirror->len; i++)
    g_assert_cmpint (number_at (PTL_ROW_MODEL (model), (int) i), ==,
                     g_array_index (mirror, int, i));
}

static void
test_consistent (void)
{
  g_autoptr (PtlRowModel) model = ptl_row_model_new (&kind, NULL, NULL);
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (int));
  const int n_rows = 301;

  g_signal_connect (model, "row-inserted", G_CALLBACK (mirror_inserted_cb), mirror);
  for (int i = 0; i < n_rows; i++)
    {
      add (model, scramble (i, n_rows));
      if (i % 17 == 0)
        ptl_row_model_flush (model);
    }

  ptl_row_model_flush (model);
  g_assert_cmpuint (mirror->len, ==, n_rows);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_changed (void)
{
  g_autoptr (PtlRowModel) model = ptl_row_model_new (&kind, NULL, NULL);
  NumberRow *row = add (model, 1);
  guint n_changes = 0;

  g_signal_connect_swapped (model, "row-changed", G_CALLBACK (count_cb), &n_changes);
  ptl_row_model_changed (model, &row->row); /* it is not there yet */
  ptl_row_model_flush (model);
  g_assert_cmpuint (n_changes, ==, 0);

  for (int i = 0; i < 10; i++)
    ptl_row_model_changed (model, &row->row);
  ptl_row_model_flush (model);
  g_assert_cmpuint (n_changes, ==, 1);
}

static void
test_sort (void)
{
  g_autoptr (PtlRowModel) model = ptl_row_model_new (&kind, NULL, NULL);
  GtkTreeSortable *sortable = GTK_TREE_SORTABLE (model);
  NumberRow *pinned = g_new0 (NumberRow, 1);

  pinned->number = 1000;
  pinned->row.pinned = TRUE;
  ptl_row_model_add (model, &pinned->row);
  for (int i = 0; i < 100; i++)
    add (model, i);
  ptl_row_model_flush (model);
  g_assert_cmpint (number_at (model, 0), ==, 1000);

  gtk_tree_sortable_set_sort_column_id (sortable, 0, GTK_SORT_DESCENDING);
  g_assert_cmpint (number_at (model, 0), ==, 1000);
  g_assert_cmpint (number_at (model, 1), ==, 99);
  g_assert_cmpint (number_at (model, 100), ==, 0);

  /* Equal weights stay in the rows' own order, and new rows find their place. */
  gtk_tree_sortable_set_sort_column_id (sortable, 1, GTK_SORT_ASCENDING);
  add (model, 700);
  ptl_row_model_flush (model);
  g_assert_cmpint (number_at (model, 1), ==, 0);
  g_assert_cmpint (number_at (model, 2), ==, 7);
  g_assert_cmpint (number_at (model, 15), ==, 98);
  g_assert_cmpint (number_at (model, 16), ==, 700);
  g_assert_cmpint (number_at (model, 17), ==, 1);

  gtk_tree_sortable_set_sort_column_id (
      sortable, GTK_TREE_SORTABLE_DEFAULT_SORT_COLUMN_ID, GTK_SORT_ASCENDING);
  g_assert_cmpint (number_at (model, 1), ==, 0);
  g_assert_cmpint (number_at (model, 101), ==, 700);
}

/* In a view --------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *window;
  GtkTreeView *tree;
  PtlRowModel *model;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkTreeViewColumn *column = gtk_tree_view_column_new_with_attributes (
      "Number", gtk_cell_renderer_text_new (), "text", 0, NULL);

  f->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  f->tree = GTK_TREE_VIEW (gtk_tree_view_new ());
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_fixed_width (column, 100);
  gtk_tree_view_append_column (f->tree, column);
  gtk_tree_view_set_fixed_height_mode (f->tree, TRUE);
  f->model = ptl_row_model_new (&kind, NULL, NULL);
  ptl_scroll_anchor_set_model (f->tree, f->model);
  gtk_container_add (GTK_CONTAINER (scroller), GTK_WIDGET (f->tree));
  gtk_container_add (GTK_CONTAINER (f->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 200, 300);
  gtk_widget_show_all (f->window);
  run_until_idle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_widget_destroy (f->window);
  g_clear_object (&f->model);
}

/* Lets everything happen that is under way: until nothing has for a while. */
static void
settle (void)
{
  gint64 last = g_get_monotonic_time ();

  while (g_get_monotonic_time () - last < QUIET_US)
    {
      if (g_main_context_iteration (NULL, FALSE))
        last = g_get_monotonic_time ();
      else
        g_usleep (5000);
    }
}

static int
get_selected_number (Fixture *f)
{
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (!gtk_tree_selection_get_selected (gtk_tree_view_get_selection (f->tree), &model,
                                        &iter))
    return -1;

  return ((NumberRow *) ptl_row_model_get_row (f->model, &iter))->number;
}

/* Returns: where the selected row stands in the window, in pixels */
static int
get_selected_y (Fixture *f)
{
  g_autoptr (GtkTreePath) path = NULL;
  GdkRectangle area;

  gtk_tree_view_get_cursor (f->tree, &path, NULL);
  gtk_tree_view_get_cell_area (f->tree, path, NULL, &area);
  return area.y;
}

static void
test_reading (Fixture *f, gconstpointer data)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (300, -1);
  int y;

  for (int i = 0; i < 1000; i++)
    add (f->model, 2 * i);
  settle ();
  gtk_tree_view_set_cursor (f->tree, path, NULL, FALSE);
  gtk_tree_view_scroll_to_cell (f->tree, path, NULL, TRUE, 0.5, 0);
  settle ();
  y = get_selected_y (f);
  g_assert_cmpint (get_selected_number (f), ==, 600);
  g_assert_cmpint (y, >, 0);

  for (int i = 0; i < 1000; i++)
    add (f->model, 2 * i + 1);
  settle ();
  g_assert_cmpint (get_selected_number (f), ==, 600);
  g_assert_cmpint (number_at (f->model, 600), ==, 600);
  g_assert_cmpint (get_selected_y (f), ==, y);

  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (f->model), 0,
                                        GTK_SORT_DESCENDING);
  settle ();
  g_assert_cmpint (get_selected_number (f), ==, 600);
}

/* At the top and with nothing chosen, one wants to see what comes. */
static void
test_top (Fixture *f, gconstpointer data)
{
  g_autoptr (GtkTreePath) first = NULL;
  g_autoptr (GtkTreePath) last = NULL;

  for (int i = 500; i < 1000; i++)
    add (f->model, i);
  settle ();
  for (int i = 0; i < 500; i++)
    add (f->model, i);
  settle ();
  g_assert_true (gtk_tree_view_get_visible_range (f->tree, &first, &last));
  g_assert_cmpint (gtk_tree_path_get_indices (first)[0], ==, 0);
}

static void
test_many (Fixture *f, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  gint64 longest = 0;
  gint64 before;
  gint64 filled;

  for (int i = 0; i < N_MANY; i++)
    add (f->model, scramble (i, N_MANY));
  while (gtk_tree_model_iter_n_children (GTK_TREE_MODEL (f->model), NULL) < N_MANY)
    {
      before = g_get_monotonic_time ();
      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, g_get_monotonic_time () - before);
    }

  filled = g_get_monotonic_time () - start;
  assert_ascending (f->model, N_MANY);
  before = g_get_monotonic_time ();
  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (f->model), 0,
                                        GTK_SORT_DESCENDING);
  g_test_message ("%d rows: shown in %.0f ms, longest turn %.1f ms, sorted in %.0f ms",
                  N_MANY, filled / 1e3, longest / 1e3,
                  (g_get_monotonic_time () - before) / 1e3);
  g_assert_cmpint (number_at (f->model, 0), ==, N_MANY - 1);
  g_assert_cmpfloat (filled / 1e6, <, MAX_MANY_S);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-model/insert", test_insert);
  g_test_add_func ("/row-model/consistent", test_consistent);
  g_test_add_func ("/row-model/changed", test_changed);
  g_test_add_func ("/row-model/sort", test_sort);
  g_test_add ("/row-model/view/reading", Fixture, NULL, set_up, test_reading, tear_down);
  g_test_add ("/row-model/view/top", Fixture, NULL, set_up, test_top, tear_down);
  g_test_add ("/row-model/view/many", Fixture, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
