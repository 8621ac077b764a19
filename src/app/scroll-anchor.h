/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/scroll-anchor.h: what one reads in a table stays where it is while rows come in. */
#pragma once

#include "app/row-model.h"

G_BEGIN_DECLS

/**
 * ptl_scroll_anchor_set_model:
 * @tree: in fixed-height mode
 *
 * Shows @model in @tree.  From then on the selected row keeps its place on the screen, if
 * it is in sight; a table at its top stays at its top; else the topmost row stays.
 */
void ptl_scroll_anchor_set_model (GtkTreeView *tree, PtlRowModel *model);

G_END_DECLS
