/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/changes-model.h: the rows of the table of what changed. */
#pragma once

#include "app/change-set.h"
#include "app/row-model.h"

G_BEGIN_DECLS

/* Behind the columns of PtlChangeColumn. */
#define PTL_CHANGES_COLUMN_ICON PTL_CHANGE_N_COLUMNS
#define PTL_CHANGES_N_COLUMNS   (PTL_CHANGE_N_COLUMNS + 1)

/**
 * ptl_changes_model_new:
 * @indexes: (element-type guint): of the rows of @set that are shown
 *
 * The rows enter in turns of the main loop.
 */
PtlRowModel *ptl_changes_model_new (PtlChangeSet *set, GArray *indexes);

/* Returns: (transfer none): lives as long as the model */
const PtlChangeRow *ptl_changes_model_get_row (PtlRowModel *model, GtkTreeIter *iter);

G_END_DECLS
