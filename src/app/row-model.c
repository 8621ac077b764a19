/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/row-model.c: a flat list of rows that is filled while people read it.
 *
 * The rows stand in a gap buffer: a slice of new rows is sorted and enters in ascending
 * order, the gap moving up along with it, so that a slice costs one pass over the array
 * and the model is consistent at every row-inserted. */
#include "app/row-model.h"

#include <string.h>

#define SLICE     2048 /* rows that enter in one turn of the main loop: some 5 ms */
#define MIN_ROOM  64
#define NO_COLUMN (-1)

struct _PtlRowModel
{
  GObject parent_instance;

  const PtlRowKind *kind;
  gpointer source;
  GDestroyNotify free_source;

  PtlRow **slots; /* rows [0, gap), then the gap, then the rest */
  guint room;
  guint n_rows;
  guint gap;

  GPtrArray *waiting; /* PtlRow, not owned by the array; from @next_waiting on */
  guint next_waiting;
  gboolean waiting_sorted;
  GPtrArray *changed; /* PtlRow */
  guint idle_id;

  int sort_column;
  GtkSortType sort_order;
  int stamp;
};

enum
{
  ROWS_ENTERING,
  ROWS_ENTERED,
  SIFTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void tree_model_init (GtkTreeModelIface *iface);
static void tree_sortable_init (GtkTreeSortableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PtlRowModel,
                               ptl_row_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                      tree_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_SORTABLE,
                                                          tree_sortable_init))

static PtlRow *
row_at (PtlRowModel *self, guint index)
{
  return self->slots[index < self->gap ? index : index + self->room - self->n_rows];
}

static void
set_iter (PtlRowModel *self, GtkTreeIter *iter, guint index)
{
  *iter = (GtkTreeIter){ .stamp = self->stamp, .user_data = GUINT_TO_POINTER (index) };
}

static int
compare_rows (PtlRowModel *self, const PtlRow *a, const PtlRow *b)
{
  int order = 0;

  if (a->pinned != b->pinned)
    return a->pinned ? -1 : 1;
  if (self->sort_column >= 0)
    order = self->kind->compare (a, b, self->sort_column);
  if (order != 0)
    return self->sort_order == GTK_SORT_ASCENDING ? order : -order;

  return self->kind->compare (a, b, NO_COLUMN);
}

static int
compare_pointed_rows (gconstpointer a, gconstpointer b, gpointer model)
{
  return compare_rows (model, *(PtlRow *const *) a, *(PtlRow *const *) b);
}

/* The array --------------------------------------------------------------------- */

static void
move_gap (PtlRowModel *self, guint to)
{
  guint gap_size = self->room - self->n_rows;

  if (to < self->gap)
    memmove (self->slots + to + gap_size, self->slots + to,
             (self->gap - to) * sizeof (PtlRow *));
  else if (to > self->gap)
    memmove (self->slots + self->gap, self->slots + self->gap + gap_size,
             (to - self->gap) * sizeof (PtlRow *));
  self->gap = to;
}

static void
make_room (PtlRowModel *self, guint n_more)
{
  if (n_more <= self->room - self->n_rows)
    return;

  move_gap (self, self->n_rows);
  self->room = MAX (MIN_ROOM, self->n_rows + MAX (n_more, self->n_rows / 2));
  self->slots = g_renew (PtlRow *, self->slots, self->room);
}

/* Returns: index of the first row in [@low, n_rows) that comes after @row */
static guint
find_place (PtlRowModel *self, const PtlRow *row, guint low)
{
  guint high = self->n_rows;

  if (high > low && compare_rows (self, row_at (self, high - 1), row) < 0)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_rows (self, row_at (self, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
insert_row (PtlRowModel *self, PtlRow *row, guint place)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) place, -1);
  GtkTreeIter iter;

  move_gap (self, place);
  self->slots[self->gap++] = row;
  self->n_rows++;
  self->stamp++;
  set_iter (self, &iter, place);
  gtk_tree_model_row_inserted (GTK_TREE_MODEL (self), path, &iter);
}

static void
renumber (PtlRowModel *self, guint from)
{
  for (guint i = from; i < self->n_rows; i++)
    row_at (self, i)->position = i;
}

/* Rows that wait ---------------------------------------------------------------- */

static guint
count_waiting (PtlRowModel *self)
{
  return self->waiting->len - self->next_waiting;
}

static void
admit_slice (PtlRowModel *self, guint max_rows)
{
  guint n_rows = MIN (max_rows, count_waiting (self));
  guint first = self->n_rows;
  guint place = 0;

  if (n_rows == 0)
    return;

  g_signal_emit (self, signals[ROWS_ENTERING], 0);
  if (!self->waiting_sorted)
    {
      g_ptr_array_remove_range (self->waiting, 0, self->next_waiting);
      self->next_waiting = 0;
      g_ptr_array_sort_with_data (self->waiting, compare_pointed_rows, self);
      self->waiting_sorted = TRUE;
    }

  make_room (self, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      PtlRow *row = self->waiting->pdata[self->next_waiting++];

      place = find_place (self, row, place);
      first = MIN (first, place);
      insert_row (self, row, place);
    }

  renumber (self, first);
  g_signal_emit (self, signals[ROWS_ENTERED], 0);
}

static void
announce_changes (PtlRowModel *self)
{
  for (guint i = 0; i < self->changed->len; i++)
    {
      PtlRow *row = self->changed->pdata[i];
      g_autoptr (GtkTreePath) path =
          gtk_tree_path_new_from_indices ((int) row->position, -1);
      GtkTreeIter iter;

      row->changed = FALSE;
      set_iter (self, &iter, row->position);
      gtk_tree_model_row_changed (GTK_TREE_MODEL (self), path, &iter);
    }

  g_ptr_array_set_size (self->changed, 0);
}

static gboolean
idle_cb (gpointer user_data)
{
  PtlRowModel *self = user_data;

  announce_changes (self);
  admit_slice (self, SLICE);
  if (count_waiting (self) > 0)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

/* After the redraw: a window that is being filled still draws. */
static void
wake (PtlRowModel *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (idle_cb, self);
}

void
ptl_row_model_add (PtlRowModel *self, PtlRow *row)
{
  g_return_if_fail (PTL_IS_ROW_MODEL (self));

  row->position = PTL_ROW_WAITING;
  row->changed = FALSE;
  g_ptr_array_add (self->waiting, row);
  self->waiting_sorted = FALSE;
  wake (self);
}

void
ptl_row_model_changed (PtlRowModel *self, PtlRow *row)
{
  g_return_if_fail (PTL_IS_ROW_MODEL (self));

  if (row->changed || row->position == PTL_ROW_WAITING)
    return;

  row->changed = TRUE;
  g_ptr_array_add (self->changed, row);
  wake (self);
}

static void
delete_row (PtlRowModel *self, guint place)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) place, -1);

  move_gap (self, place + 1);
  self->gap--;
  self->n_rows--;
  self->stamp++;
  renumber (self, place);
  gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
}

void
ptl_row_model_remove (PtlRowModel *self, PtlRow *row)
{
  guint index;

  g_return_if_fail (PTL_IS_ROW_MODEL (self));

  if (row->changed)
    g_ptr_array_remove (self->changed, row);
  if (row->position != PTL_ROW_WAITING)
    delete_row (self, row->position);
  else
    {
      g_ptr_array_remove_range (self->waiting, 0, self->next_waiting);
      self->next_waiting = 0;
      if (g_ptr_array_find (self->waiting, row, &index))
        g_ptr_array_remove_index (self->waiting, index);
    }
  self->kind->free (row);
}

void
ptl_row_model_sifted (PtlRowModel *self)
{
  g_return_if_fail (PTL_IS_ROW_MODEL (self));

  g_signal_emit (self, signals[SIFTED], 0);
}

void
ptl_row_model_flush (PtlRowModel *self)
{
  g_return_if_fail (PTL_IS_ROW_MODEL (self));

  announce_changes (self);
  admit_slice (self, count_waiting (self));
}

/* GtkTreeModel ------------------------------------------------------------------ */

static GtkTreeModelFlags
get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
get_n_columns (GtkTreeModel *model)
{
  return PTL_ROW_MODEL (model)->kind->n_columns;
}

static GType
get_column_type (GtkTreeModel *model, int column)
{
  return PTL_ROW_MODEL (model)->kind->types[column];
}

static gboolean
nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  PtlRowModel *self = PTL_ROW_MODEL (model);

  if (parent != NULL || n < 0 || (guint) n >= self->n_rows)
    return FALSE;

  set_iter (self, iter, (guint) n);
  return TRUE;
}

static gboolean
get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  return gtk_tree_path_get_depth (path) == 1 &&
         nth_child (model, iter, NULL, gtk_tree_path_get_indices (path)[0]);
}

static GtkTreePath *
get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices (GPOINTER_TO_INT (iter->user_data), -1);
}

static void
get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  PtlRowModel *self = PTL_ROW_MODEL (model);

  g_value_init (value, self->kind->types[column]);
  self->kind->get_value (ptl_row_model_get_row (self, iter), column, value);
}

static gboolean
iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return nth_child (model, iter, NULL, GPOINTER_TO_INT (iter->user_data) + 1);
}

static gboolean
iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  return nth_child (model, iter, NULL, GPOINTER_TO_INT (iter->user_data) - 1);
}

static gboolean
iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return nth_child (model, iter, parent, 0);
}

static gboolean
iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) PTL_ROW_MODEL (model)->n_rows : 0;
}

static gboolean
iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  return FALSE;
}

static void
tree_model_init (GtkTreeModelIface *iface)
{
  iface->get_flags = get_flags;
  iface->get_n_columns = get_n_columns;
  iface->get_column_type = get_column_type;
  iface->get_iter = get_iter;
  iface->get_path = get_path;
  iface->get_value = get_value;
  iface->iter_next = iter_next;
  iface->iter_previous = iter_previous;
  iface->iter_children = iter_children;
  iface->iter_has_child = iter_has_child;
  iface->iter_n_children = iter_n_children;
  iface->iter_nth_child = nth_child;
  iface->iter_parent = iter_parent;
}

/* GtkTreeSortable --------------------------------------------------------------- */

/* Writes the order before the sort: element i is where the row now at i was. */
static void
sort_rows (PtlRowModel *self)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new ();
  g_autofree int *order = g_new (int, self->n_rows + 1);

  move_gap (self, self->n_rows);
  g_qsort_with_data (self->slots, (int) self->n_rows, sizeof (PtlRow *),
                     compare_pointed_rows, self);
  for (guint i = 0; i < self->n_rows; i++)
    order[i] = (int) self->slots[i]->position;

  self->stamp++;
  renumber (self, 0);
  if (self->n_rows > 0)
    gtk_tree_model_rows_reordered (GTK_TREE_MODEL (self), path, NULL, order);
}

static gboolean
get_sort_column_id (GtkTreeSortable *sortable, int *column, GtkSortType *order)
{
  PtlRowModel *self = PTL_ROW_MODEL (sortable);

  if (column != NULL)
    *column = self->sort_column;
  if (order != NULL)
    *order = self->sort_order;
  return self->sort_column >= 0;
}

static void
set_sort_column_id (GtkTreeSortable *sortable, int column, GtkSortType order)
{
  PtlRowModel *self = PTL_ROW_MODEL (sortable);

  if (self->sort_column == column && self->sort_order == order)
    return;

  self->sort_column = column;
  self->sort_order = order;
  self->waiting_sorted = FALSE;
  gtk_tree_sortable_sort_column_changed (sortable);
  sort_rows (self);
}

/* The kind compares; there is nothing to set. */
static void
set_sort_func (GtkTreeSortable *sortable,
               int column,
               GtkTreeIterCompareFunc func,
               gpointer data,
               GDestroyNotify destroy)
{
  g_return_if_reached ();
}

static void
set_default_sort_func (GtkTreeSortable *sortable,
                       GtkTreeIterCompareFunc func,
                       gpointer data,
                       GDestroyNotify destroy)
{
  g_return_if_reached ();
}

static gboolean
has_default_sort_func (GtkTreeSortable *sortable)
{
  return TRUE;
}

static void
tree_sortable_init (GtkTreeSortableIface *iface)
{
  iface->get_sort_column_id = get_sort_column_id;
  iface->set_sort_column_id = set_sort_column_id;
  iface->set_sort_func = set_sort_func;
  iface->set_default_sort_func = set_default_sort_func;
  iface->has_default_sort_func = has_default_sort_func;
}

/* The object -------------------------------------------------------------------- */

static void
ptl_row_model_finalize (GObject *object)
{
  PtlRowModel *self = PTL_ROW_MODEL (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  for (guint i = 0; i < self->n_rows; i++)
    self->kind->free (row_at (self, i));
  for (guint i = self->next_waiting; i < self->waiting->len; i++)
    self->kind->free (self->waiting->pdata[i]);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->changed);
  g_free (self->slots);
  if (self->free_source != NULL)
    self->free_source (self->source);
  G_OBJECT_CLASS (ptl_row_model_parent_class)->finalize (object);
}

static void
ptl_row_model_class_init (PtlRowModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_row_model_finalize;

  signals[ROWS_ENTERING] =
      g_signal_new ("rows-entering", PTL_TYPE_ROW_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[ROWS_ENTERED] =
      g_signal_new ("rows-entered", PTL_TYPE_ROW_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[SIFTED] = g_signal_new ("sifted", PTL_TYPE_ROW_MODEL, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ptl_row_model_init (PtlRowModel *self)
{
  self->waiting = g_ptr_array_new ();
  self->changed = g_ptr_array_new ();
  self->sort_column = GTK_TREE_SORTABLE_DEFAULT_SORT_COLUMN_ID;
  self->stamp = g_random_int_range (1, G_MAXINT / 2);
}

PtlRowModel *
ptl_row_model_new (const PtlRowKind *kind, gpointer source, GDestroyNotify free_source)
{
  PtlRowModel *self = g_object_new (PTL_TYPE_ROW_MODEL, NULL);

  self->kind = kind;
  self->source = source;
  self->free_source = free_source;
  return self;
}

gpointer
ptl_row_model_get_source (PtlRowModel *self)
{
  g_return_val_if_fail (PTL_IS_ROW_MODEL (self), NULL);

  return self->source;
}

PtlRow *
ptl_row_model_get_row (PtlRowModel *self, GtkTreeIter *iter)
{
  g_return_val_if_fail (PTL_IS_ROW_MODEL (self), NULL);
  g_return_val_if_fail (iter->stamp == self->stamp, NULL);

  return row_at (self, GPOINTER_TO_UINT (iter->user_data));
}

guint
ptl_row_model_count (PtlRowModel *self)
{
  g_return_val_if_fail (PTL_IS_ROW_MODEL (self), 0);

  return self->n_rows + count_waiting (self);
}
