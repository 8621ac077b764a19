/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fact-grid.h: a grid of "name  value", with foreign text made safe. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds a row, unless @value is %NULL or empty.  The grid holds nothing else. */
void ptl_fact_grid_add (GtkGrid *grid, const char *name, const char *value);
void ptl_fact_grid_clear (GtkGrid *grid);

G_END_DECLS
