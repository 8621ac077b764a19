/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/undo-bar.h: says for some seconds that something is gone and can be had back. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PTL_TYPE_UNDO_BAR (ptl_undo_bar_get_type ())
G_DECLARE_FINAL_TYPE (PtlUndoBar, ptl_undo_bar, PTL, UNDO_BAR, GtkRevealer)

void ptl_undo_bar_show (PtlUndoBar *self, const char *text);
void ptl_undo_bar_hide (PtlUndoBar *self);

G_END_DECLS
