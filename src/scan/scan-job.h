/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-job.h: one scan on a thread of its own. */
#pragma once

#include "model/unfinished.h"
#include "rules/probe-db.h"
#include "scan/mac-vendors.h"
#include "scan/rpc-programs.h"
#include "scan/service-names.h"

G_BEGIN_DECLS

typedef struct _PtlScanJob PtlScanJob;

#define PTL_SCAN_JOB_ERROR (ptl_scan_job_error_quark ())

typedef enum
{
  PTL_SCAN_JOB_ERROR_INPUT /* a target or port specification is wrong */
} PtlScanJobError;

GQuark ptl_scan_job_error_quark (void);

/* How a job ended. */
typedef enum
{
  PTL_SCAN_JOB_FINISHED,
  PTL_SCAN_JOB_STOPPED,
  PTL_SCAN_JOB_FAILED
} PtlScanJobEnd;

/* Both are called on the context on which the job was created; facts at most ten times a
 * second, in order, ended once, last.  @facts: (element-type PtlFact), may be kept by
 * reference. */
typedef struct
{
  void (*facts) (GPtrArray *facts, gpointer user_data);
  void (*ended) (PtlScanJobEnd end, gpointer user_data);
} PtlScanJobFuncs;

/**
 * ptl_scan_job_new:
 * @unfinished: (nullable): the session of @options that is gone on with: what is done of
 *   it is not asked again, and counts for the progress; not needed afterwards
 * @programs: (nullable): the RPC programs that are told apart
 *
 * Checks the options (targets, ports, files); reads target files, so call it from a
 * program without a window or before one is drawn, or see ptl_scan_run_start_async().
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_SCAN_JOB_ERROR_INPUT
 */
PtlScanJob *ptl_scan_job_new (const PtlScanOptions *options,
                              const PtlUnfinished *unfinished,
                              PtlProbeDb *db,
                              PtlServiceNames *names,
                              PtlRpcPrograms *programs,
                              GError **error);

/* Has hosts say who made their network cards; before the start. */
void ptl_scan_job_set_vendors (PtlScanJob *self, PtlMacVendors *vendors);

/* Writes into @info, which is new, what is asked and what target files held. */
void ptl_scan_job_describe (const PtlScanJob *self, PtlSessionInfo *info);

/* Starts the scanner thread; callbacks come on the caller's thread-default context. */
void
ptl_scan_job_start (PtlScanJob *self, const PtlScanJobFuncs *funcs, gpointer user_data);

/* Asks it to end early; "ended" follows.  From any thread. */
void ptl_scan_job_stop (PtlScanJob *self);

/* No connection begins while it is paused; those under way go on to their end.  From any
 * thread. */
void ptl_scan_job_set_paused (PtlScanJob *self, gboolean paused);

/* Only after "ended", or before start. */
void ptl_scan_job_free (PtlScanJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanJob, ptl_scan_job_free)

G_END_DECLS
