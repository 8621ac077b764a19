/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/trace-view.h: every step of a scan on one port, as it was kept with the session. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_TRACE_VIEW (ptl_trace_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlTraceView, ptl_trace_view, PTL, TRACE_VIEW, GtkStack)

/* Reads the steps of @port of @host of @session, again if they are shown already: there
 * may be more. */
void ptl_trace_view_show (PtlTraceView *self,
                          PtlLibrary *library,
                          PtlSession *session,
                          PtlHost *host,
                          PtlPort *port);
void ptl_trace_view_clear (PtlTraceView *self);

G_END_DECLS
