/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-host.h: one host of a scan: discovery, then its ports, and each open port's
 * service. */
#pragma once

#include "model/fact.h"
#include "scan/dialer.h"
#include "scan/scan-done.h"
#include "scan/scan-plan.h"

G_BEGIN_DECLS

typedef struct _PtlScanHost PtlScanHost;

typedef struct
{
  /* @fact: (transfer full) */
  void (*found) (PtlFact *fact, gpointer user_data);
  /* All about the host is told; last, and may free it. */
  void (*done) (PtlScanHost *host, gpointer user_data);
} PtlScanHostFuncs;

/**
 * ptl_scan_host_new:
 * @target_name: (nullable): the name the user gave for the address
 * @done: (nullable): what is done of it, by a scan that this one goes on with; must stay
 *   alive
 *
 * Never calls back from inside.
 */
PtlScanHost *ptl_scan_host_new (const PtlScanPlan *plan,
                                PtlDialer *dialer,
                                const PtlAddress *address,
                                const char *target_name,
                                const PtlHostDone *done,
                                const PtlScanHostFuncs *funcs,
                                gpointer user_data);
void ptl_scan_host_free (PtlScanHost *self);

/* What its name resolved to besides the address that is scanned. */
void ptl_scan_host_add_addresses (PtlScanHost *self, const GArray *addresses);

/* Returns: (transfer none) (nullable): its address, if it was asked and nobody is there
 */
const PtlAddress *ptl_scan_host_get_silent_address (const PtlScanHost *self);

/* Tells the facts that are gathered in ranges. */
void ptl_scan_host_flush (PtlScanHost *self);

/* Ends early: what is known is told, then "done", from inside the call. */
void ptl_scan_host_stop (PtlScanHost *self);

/* Returns: (transfer none) */
const PtlScanHostCounts *ptl_scan_host_get_counts (const PtlScanHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanHost, ptl_scan_host_free)

G_END_DECLS
