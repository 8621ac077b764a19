/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/cell-tooltip.h: the whole text of a table cell, as a tooltip. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ptl_cell_tooltip_set:
 *
 * For the "query-tooltip" of a tree view whose columns each show a string column.
 *
 * Returns: whether there is a text that the cell has no room for
 */
gboolean ptl_cell_tooltip_set (GtkTreeView *tree,
                               int x,
                               int y,
                               gboolean keyboard_mode,
                               GtkTooltip *tooltip);

G_END_DECLS
