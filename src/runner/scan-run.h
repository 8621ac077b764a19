/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/scan-run.h: a scan with its session: what both front ends start, watch and stop.
 *
 * Starts the scanner thread, applies its facts to the session and hands them to the
 * store.  Lives on the context it was created on. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

#define PTL_SCAN_RUN_ERROR (ptl_scan_run_error_quark ())

typedef enum
{
  PTL_SCAN_RUN_ERROR_INPUT /* a target, port list, file or rule is wrong; the message says
                              where */
} PtlScanRunError;

GQuark ptl_scan_run_error_quark (void);

/* Signal: "finished" (): the session's state says how; everything is saved by then */
#define PTL_TYPE_SCAN_RUN (ptl_scan_run_get_type ())
G_DECLARE_FINAL_TYPE (PtlScanRun, ptl_scan_run, PTL, SCAN_RUN, GObject)

/**
 * ptl_scan_run_start_async:
 * @name: (nullable): of the session; NULL: its targets
 * @store: (nullable): NULL: the session is not saved, and keeps its responses in memory
 *
 * Loads the rules, checks the options and starts.  Finish gives (transfer full) the
 * running scan, or %PTL_SCAN_RUN_ERROR_INPUT for anything the person should mend, before
 * a packet is sent.
 */
void ptl_scan_run_start_async (const PtlScanOptions *options,
                               const char *name,
                               PtlStore *store,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PtlScanRun *ptl_scan_run_start_finish (GAsyncResult *result, GError **error);

/* Returns: (transfer none): the session, filling while the scan runs */
PtlSession *ptl_scan_run_get_session (PtlScanRun *self);

gboolean ptl_scan_run_is_running (PtlScanRun *self);

/* Asks the scan to end early; "finished" follows within a second. */
void ptl_scan_run_stop (PtlScanRun *self);

/* The same where it is the program that ends: a paused scan stays paused. */
void ptl_scan_run_leave (PtlScanRun *self);

/* Connections under way go on to their end, none is begun while it is paused.  The
 * session's state says so, in the store as well.  A scan whose results cannot be saved
 * for lack of room holds its breath by itself until there is some. */
void ptl_scan_run_set_paused (PtlScanRun *self, gboolean paused);
gboolean ptl_scan_run_is_paused (PtlScanRun *self);

/**
 * ptl_scan_run_resume_async:
 * @info: of a session in @store that was stopped, paused or interrupted
 *
 * Goes on with it, inside of its hosts: what is known is not asked again.  Finish gives
 * (transfer full) the running scan, or an error of the store or of what the session asks
 * for.
 */
void ptl_scan_run_resume_async (PtlStore *store,
                                const PtlSessionInfo *info,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
PtlScanRun *ptl_scan_run_resume_finish (GAsyncResult *result, GError **error);

/* What targets come to. */
typedef struct
{
  guint64 n_addresses;      /* a name counts as one */
  gboolean is_public_range; /* more than one address that belongs to others */
} PtlTargetSummary;

/**
 * ptl_scan_run_check_targets:
 * @text: what stands in the target entry: target expressions separated by blanks or
 * commas
 * @summary: (out) (optional): what it asks for; set only on success
 *
 * Checks the syntax only; cheap enough for every keystroke.
 *
 * Returns: (transfer full) (nullable): (element-type utf8): the single expressions, or
 * NULL with %PTL_SCAN_RUN_ERROR_INPUT whose message names the column
 */
GPtrArray *
ptl_scan_run_check_targets (const char *text, PtlTargetSummary *summary, GError **error);

/* The same for a port specification. */
gboolean ptl_scan_run_check_ports (const char *text, GError **error);

G_END_DECLS
