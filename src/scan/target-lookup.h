/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-lookup.h: the addresses of the names among a plan's targets and excludes,
 * looked up before anything is sent. */
#pragma once

#include "scan/scan-plan.h"

G_BEGIN_DECLS

typedef struct _PtlTargetLookup PtlTargetLookup;

typedef struct
{
  /* A name was looked up; not told of one that the plan knows from before. */
  void (*resolved) (const char *name, const GArray *addresses, gpointer user_data);
  /* A name has no address, and why. */
  void (*failed) (const char *message, gpointer user_data);
  /* All names have their turn behind them; last.  @usable: FALSE: what is to be left
   * alone is not known, so nothing may be sent */
  void (*done) (gboolean usable, gpointer user_data);
} PtlTargetLookupFuncs;

/* @plan: gets the addresses; must stay alive */
PtlTargetLookup *ptl_target_lookup_new (PtlScanPlan *plan,
                                        const PtlTargetLookupFuncs *funcs,
                                        gpointer user_data);
void ptl_target_lookup_free (PtlTargetLookup *self);

/* Maybe calls back from inside. */
void ptl_target_lookup_start (PtlTargetLookup *self);

/* Returns: how many names have no address */
guint ptl_target_lookup_get_n_failed (const PtlTargetLookup *self);

/* Returns: (transfer none) (nullable): PtlAddress: all addresses of a target's name */
const GArray *ptl_target_lookup_get_addresses (const PtlTargetLookup *self,
                                               const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTargetLookup, ptl_target_lookup_free)

G_END_DECLS
