/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/scan-status.h: what a session is called, how far it is, how it ended. */
#pragma once

#include <gtk/gtk.h>

#include "model/session.h"

G_BEGIN_DECLS

#define PTL_TYPE_SCAN_STATUS (ptl_scan_status_get_type ())
G_DECLARE_FINAL_TYPE (PtlScanStatus, ptl_scan_status, PTL, SCAN_STATUS, GtkBox)

/* @is_alive: whether the session is being scanned by this program */
void ptl_scan_status_show (PtlScanStatus *self, PtlSession *session, gboolean is_alive);

/* Returns: (transfer none): the icon that stands for a state */
const char *ptl_scan_status_get_icon_name (PtlSessionState state);

G_END_DECLS
