/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-view.h: one session: its state, hosts, ports and their evidence. */
#pragma once

#include <gtk/gtk.h>

#include "app/chart.h"
#include "app/library.h"
#include "formats/selection.h"

G_BEGIN_DECLS

#define PTL_TYPE_SESSION_VIEW (ptl_session_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlSessionView, ptl_session_view, PTL, SESSION_VIEW, GtkBox)

/* @item: that of @session, in @library */
void ptl_session_view_show (PtlSessionView *self,
                            PtlLibrary *library,
                            PtlSessionItem *item,
                            PtlSession *session);

/* The session that is shown next is shown at the port that is there what @port of @host
 * is here; @port: (nullable): at the first of the host */
void ptl_session_view_seek (PtlSessionView *self, PtlHost *host, PtlPort *port);

/* Shows nothing any more. */
void ptl_session_view_clear (PtlSessionView *self);

/* @view: "table" or "chart" */
void ptl_session_view_show_as (PtlSessionView *self, const char *view);

/* Returns: (transfer none) (nullable): the chart shown, or NULL */
PtlChart *ptl_session_view_get_chart (PtlSessionView *self);

/* Returns: FALSE if no port is chosen; all (out) (transfer none) */
gboolean ptl_session_view_get_port (PtlSessionView *self,
                                    PtlSession **session,
                                    PtlHost **host,
                                    PtlPort **port);

void ptl_session_view_copy (PtlSessionView *self);
/* @format: one that ptl_selection_can_be() */
void ptl_session_view_copy_as (PtlSessionView *self, PtlFormat format);
void ptl_session_view_find (PtlSessionView *self);
void ptl_session_view_focus (PtlSessionView *self);

G_END_DECLS
