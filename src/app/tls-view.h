/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/tls-view.h: what TLS agreed on with a port, and the certificate it showed. */
#pragma once

#include <gtk/gtk.h>

#include "model/tls-info.h"

G_BEGIN_DECLS

#define PTL_TYPE_TLS_VIEW (ptl_tls_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlTlsView, ptl_tls_view, PTL, TLS_VIEW, GtkBox)

/* @tls: (nullable): without it the view hides itself */
void ptl_tls_view_show (PtlTlsView *self, const PtlTlsInfo *tls);

G_END_DECLS
