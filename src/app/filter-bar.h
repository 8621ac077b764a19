/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-bar.h: which of the ports of a session are shown. */
#pragma once

#include "app/filter-entry.h"
#include "app/library.h"

G_BEGIN_DECLS

/* Signals:
 *   filter-changed (PtlSessionFilter *)  with all it needs to be asked; NULL: all ports
 *   closed ()                            the person is done with it */
#define PTL_TYPE_FILTER_BAR (ptl_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (PtlFilterBar, ptl_filter_bar, PTL, FILTER_BAR, GtkBox)

/* Says whose ports they are: the filter that stands there is asked anew. */
void ptl_filter_bar_show (PtlFilterBar *self,
                          PtlLibrary *library,
                          PtlSessionItem *item,
                          PtlSession *session);
/* It is about no session any more. */
void ptl_filter_bar_clear (PtlFilterBar *self);

/* Gives it the keyboard. */
void ptl_filter_bar_focus (PtlFilterBar *self);

/* Adds a term to what stands there. */
void ptl_filter_bar_add_term (PtlFilterBar *self, const char *term);

/* Says how many ports there are of how many. */
void ptl_filter_bar_set_count (PtlFilterBar *self, guint n_shown, guint n_ports);

G_END_DECLS
