/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/details-pane.h: all that is known of one port, and how. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_DETAILS_PANE (ptl_details_pane_get_type ())
G_DECLARE_FINAL_TYPE (PtlDetailsPane, ptl_details_pane, PTL, DETAILS_PANE, GtkStack)

/* Follows @port while the scan goes on. */
void ptl_details_pane_show (PtlDetailsPane *self,
                            PtlLibrary *library,
                            PtlSession *session,
                            PtlHost *host,
                            PtlPort *port);

/* Returns: FALSE if it shows none; both (out) (transfer none) */
gboolean ptl_details_pane_get_port (PtlDetailsPane *self, PtlHost **host, PtlPort **port);

/* Shows a hint instead. */
void ptl_details_pane_clear (PtlDetailsPane *self);

G_END_DECLS
