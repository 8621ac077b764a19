/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/changes-table.h: what changed from one session to another, row by row. */
#pragma once

#include <gtk/gtk.h>

#include "app/change-set.h"

G_BEGIN_DECLS

/* Signals: "row-chosen" (const PtlChangeRow *): NULL when no row is selected
 *          "row-activated" () */
#define PTL_TYPE_CHANGES_TABLE (ptl_changes_table_get_type ())
G_DECLARE_FINAL_TYPE (PtlChangesTable,
                      ptl_changes_table,
                      PTL,
                      CHANGES_TABLE,
                      GtkScrolledWindow)

/* @set: (nullable): NULL: nothing any more; @indexes: (element-type guint): of its rows
 */
void ptl_changes_table_show (PtlChangesTable *self, PtlChangeSet *set, GArray *indexes);

/* Copies the selected rows below a heading: @format: "txt" with tabs, "csv" or "md" */
void ptl_changes_table_copy_as (PtlChangesTable *self, const char *format);

void ptl_changes_table_focus (PtlChangesTable *self);

G_END_DECLS
