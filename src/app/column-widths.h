/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/column-widths.h: fixed columns as wide as the person's letters want them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Widens the columns of @tree, which its template gives for letters of ordinary size, in
 * proportion to the size of the letters here. */
void ptl_column_widths_scale (GtkTreeView *tree);

G_END_DECLS
