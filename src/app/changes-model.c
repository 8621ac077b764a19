/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/changes-model.c: the rows of the table of what changed. */
#include "app/changes-model.h"

#define SLICE 2048 /* rows that are handed on in one turn of the main loop */

typedef struct
{
  PtlRow row;
  guint index;
  const PtlChangeRow *change;
} ModelRow;

typedef struct
{
  PtlRowModel *model; /* whose source this is */
  PtlChangeSet *set;
  GArray *indexes;
  guint n_added;
  guint idle_id;
} Source;

static const GType column_types[PTL_CHANGES_N_COLUMNS] = {
  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
};

static void
get_value (const PtlRow *row, int column, GValue *value)
{
  const PtlChangeRow *change = ((const ModelRow *) row)->change;

  if (column == PTL_CHANGES_COLUMN_ICON)
    g_value_set_static_string (value, ptl_change_group_get_icon_name (change->group));
  else
    g_value_set_static_string (value, change->cells[column]->text);
}

#define COMPARE_NUMBERS(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare (const PtlRow *row_a, const PtlRow *row_b, int column)
{
  const ModelRow *a = (const ModelRow *) row_a;
  const ModelRow *b = (const ModelRow *) row_b;

  if (column < 0)
    return COMPARE_NUMBERS (a->index, b->index);
  if (column == PTL_CHANGE_COLUMN_KIND)
    return COMPARE_NUMBERS (a->change->group, b->change->group);
  if (column == PTL_CHANGE_COLUMN_LEVEL)
    return COMPARE_NUMBERS (a->change->level, b->change->level);

  return COMPARE_NUMBERS (a->change->cells[column]->rank, b->change->cells[column]->rank);
}

static void
free_row (PtlRow *row)
{
  g_free (row);
}

static const PtlRowKind kind = {
  .n_columns = PTL_CHANGES_N_COLUMNS,
  .types = column_types,
  .get_value = get_value,
  .compare = compare,
  .free = free_row,
};

static void
free_source (gpointer data)
{
  Source *source = data;

  g_clear_handle_id (&source->idle_id, g_source_remove);
  g_array_unref (source->indexes);
  ptl_change_set_discard (source->set);
  g_free (source);
}

static gboolean
add_slice_cb (gpointer user_data)
{
  Source *source = user_data;
  guint end = MIN (source->n_added + SLICE, source->indexes->len);

  for (; source->n_added < end; source->n_added++)
    {
      ModelRow *row = g_new0 (ModelRow, 1);

      row->index = g_array_index (source->indexes, guint, source->n_added);
      row->change = ptl_change_set_get_row (source->set, row->index);
      ptl_row_model_add (source->model, &row->row);
    }
  if (source->n_added < source->indexes->len)
    return G_SOURCE_CONTINUE;

  source->idle_id = 0;
  return G_SOURCE_REMOVE;
}

PtlRowModel *
ptl_changes_model_new (PtlChangeSet *set, GArray *indexes)
{
  Source *source = g_new0 (Source, 1);

  source->model = ptl_row_model_new (&kind, source, free_source);
  source->set = ptl_change_set_ref (set);
  source->indexes = g_array_ref (indexes);
  if (add_slice_cb (source) == G_SOURCE_CONTINUE)
    source->idle_id = g_idle_add (add_slice_cb, source);
  return source->model;
}

const PtlChangeRow *
ptl_changes_model_get_row (PtlRowModel *model, GtkTreeIter *iter)
{
  return ((ModelRow *) ptl_row_model_get_row (model, iter))->change;
}
