/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-plan.h: what all hosts of one scan have in common, checked and worked out
 * once. */
#pragma once

#include "model/scan-options.h"
#include "rules/probe-db.h"
#include "scan/mac-vendors.h"
#include "scan/port-spec.h"
#include "scan/rpc-programs.h"
#include "scan/scan-done.h"
#include "scan/shard.h"
#include "scan/timing.h"

G_BEGIN_DECLS

/* Immutable while the scan runs. */
typedef struct
{
  PtlScanOptions *options;
  PtlProbeDb *db;
  PtlServiceNames *names;
  PtlRpcPrograms *programs; /* (nullable): RPC is not looked into */
  PtlMacVendors *vendors;   /* (nullable): who made network cards */
  PtlTimingTemplate timing;
  PtlShard shard;        /* zero: all of it */
  PtlPortSpec *ports;    /* asked for, and in the shard */
  PtlPortSpec *excluded; /* (nullable): not to be identified */
  /* The ports in the order of asking: the likeliest first, the rest shuffled. */
  guint16 *order[PTL_N_PROTOCOLS];
  guint n_order[PTL_N_PROTOCOLS];
  GPtrArray *targets;  /* PtlTargetSpec */
  GPtrArray *excludes; /* PtlTargetSpec */
  /* (nullable): what target files and exclude files held, one expression a line */
  char *listed_targets;
  char *listed_excludes;
  PtlScanDone *done; /* (nullable): of a scan that this one goes on with */
} PtlScanPlan;

#define PTL_SCAN_PLAN_ERROR (ptl_scan_plan_error_quark ())

typedef enum
{
  PTL_SCAN_PLAN_ERROR_INPUT /* a target, port or file is wrong; the message says which and
                               where */
} PtlScanPlanError;

GQuark ptl_scan_plan_error_quark (void);

/**
 * ptl_scan_plan_new:
 * @unfinished: (nullable): the session that is gone on with
 * @programs: (nullable): the RPC programs that are told apart
 *
 * Reads the target files of @options (blocks), unless there is @unfinished.
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_SCAN_PLAN_ERROR_INPUT
 */
PtlScanPlan *ptl_scan_plan_new (const PtlScanOptions *options,
                                const PtlUnfinished *unfinished,
                                PtlProbeDb *db,
                                PtlServiceNames *names,
                                PtlRpcPrograms *programs,
                                GError **error);
void ptl_scan_plan_free (PtlScanPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanPlan, ptl_scan_plan_free)

G_END_DECLS
