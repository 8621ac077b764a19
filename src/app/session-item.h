/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-item.h: one session of the library, as the list of past scans shows it. */
#pragma once

#include "model/session.h"
#include "runner/scan-run.h"

G_BEGIN_DECLS

/* Changed only by the library.  Signal: "changed" (). */
#define PTL_TYPE_SESSION_ITEM (ptl_session_item_get_type ())
G_DECLARE_FINAL_TYPE (PtlSessionItem, ptl_session_item, PTL, SESSION_ITEM, GObject)

PtlSessionItem *ptl_session_item_new (PtlSessionInfo *info);

/* The item of a scan that runs in this program. */
PtlSessionItem *ptl_session_item_new_running (PtlScanRun *run);

/* Returns: (transfer none) */
PtlSessionInfo *ptl_session_item_get_info (PtlSessionItem *self);
void ptl_session_item_set_info (PtlSessionItem *self, PtlSessionInfo *info);

/* Returns: (transfer none) (nullable): the scan, while it runs in this program */
PtlScanRun *ptl_session_item_get_run (PtlSessionItem *self);
gboolean ptl_session_item_is_running (PtlSessionItem *self);

gboolean ptl_session_item_is_paused (PtlSessionItem *self);

/* Returns: whether the scan can be gone on with: it ended before its time */
gboolean ptl_session_item_is_resumable (PtlSessionItem *self);

/* Returns: (transfer none) (nullable): the session, where only this program has it: it
 * runs, or it is not saved */
PtlSession *ptl_session_item_get_session (PtlSessionItem *self);

/* Returns: (transfer full): "17 open ports on 2 hosts", live while it runs */
char *ptl_session_item_get_findings (PtlSessionItem *self);

G_END_DECLS
