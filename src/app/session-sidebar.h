/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-sidebar.h: the list of past scans. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

/* Signals: "item-opened" (PtlSessionItem *): the person wants to see it
 *          "item-compared", "item-compared-last" (PtlSessionItem *): with another one;
 *            with the last one of the same targets
 *          "item-deleted" (PtlSessionItem *): it is off the list and can be undone */
#define PTL_TYPE_SESSION_SIDEBAR (ptl_session_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (PtlSessionSidebar,
                      ptl_session_sidebar,
                      PTL,
                      SESSION_SIDEBAR,
                      GtkBox)

void ptl_session_sidebar_set_library (PtlSessionSidebar *self, PtlLibrary *library);

/* @item: (nullable): selects its row */
void ptl_session_sidebar_select (PtlSessionSidebar *self, PtlSessionItem *item);

G_END_DECLS
