/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/row-model.h: a flat list of rows that is filled while people read it.
 *
 * A GtkTreeModel and GtkTreeSortable over an array.  New rows wait and then enter in
 * slices from the main loop, each at its place in the current order, so that a hundred
 * thousand of them neither block the window nor cost more than a merge.  A row that
 * changes stays where it is until the person sorts again. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* First member of every kind of row; its fields belong to the model. */
typedef struct
{
  guint position; /* in the model, or %PTL_ROW_WAITING */
  gboolean changed;
  gboolean pinned; /* set by the owner before the row is added: it stays on top */
} PtlRow;

#define PTL_ROW_WAITING G_MAXUINT

/* One kind of rows. */
typedef struct
{
  int n_columns;
  const GType *types;
  /* @value is initialised to the column's type. */
  void (*get_value) (const PtlRow *row, int column, GValue *value);
  /* By @column; with column -1 in the rows' own order, where no two rows are equal. */
  int (*compare) (const PtlRow *a, const PtlRow *b, int column);
  void (*free) (PtlRow *row);
} PtlRowKind;

/* Signals: "rows-entering" (), "rows-entered" (): before and after a slice of new rows;
 * "sifted" (): whoever adds rows has looked at more of what may be rows */
#define PTL_TYPE_ROW_MODEL (ptl_row_model_get_type ())
G_DECLARE_FINAL_TYPE (PtlRowModel, ptl_row_model, PTL, ROW_MODEL, GObject)

/**
 * ptl_row_model_new:
 * @source: (transfer full): what the rows are made from; lives as long as the model
 */
PtlRowModel *
ptl_row_model_new (const PtlRowKind *kind, gpointer source, GDestroyNotify free_source);

gpointer ptl_row_model_get_source (PtlRowModel *self);

/* @row: (transfer full): enters the model soon, in a turn of the main loop */
void ptl_row_model_add (PtlRowModel *self, PtlRow *row);

/* Says that the values of @row are others now. */
void ptl_row_model_changed (PtlRowModel *self, PtlRow *row);

/* Takes @row away and frees it. */
void ptl_row_model_remove (PtlRowModel *self, PtlRow *row);

/* Says "sifted". */
void ptl_row_model_sifted (PtlRowModel *self);

/* Lets everything that waits enter now. */
void ptl_row_model_flush (PtlRowModel *self);

/* Returns: (transfer none): the row of a valid @iter */
PtlRow *ptl_row_model_get_row (PtlRowModel *self, GtkTreeIter *iter);

/* Returns: number of rows, those that wait included */
guint ptl_row_model_count (PtlRowModel *self);

G_END_DECLS
