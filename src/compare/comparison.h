/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/comparison.h: what changed from one session to another.
 *
 * The result says who changed and how, and beside that what cannot be said because one of
 * the sessions did not look, and what was left out because a rule says so.  It is the
 * same, turned round, for the sessions turned round. */
#pragma once

#include "compare/change.h"
#include "compare/ignore-rule.h"
#include "model/session.h"

G_BEGIN_DECLS

/* Whether what a session knows of a host, or of one of its ports, is asked for: of the
 * host itself where @port is NULL. */
typedef gboolean (*PtlComparisonWants) (const PtlSessionInfo *info,
                                        const PtlHost *host,
                                        const PtlPort *port,
                                        gconstpointer data);

/* Filled in by whoever compares. */
typedef struct
{
  /* (nullable): differences are listed and counted if it wants what either session knows
   */
  PtlComparisonWants wants;
  gconstpointer wants_data;
  const char *filter;   /* (nullable): the same in words */
  GPtrArray *pins;      /* (nullable): PtlPin */
  GPtrArray *rules;     /* (nullable): PtlIgnoreRule: the first that applies counts */
  PtlChangeLevel level; /* differences beyond it are counted, not listed */
  gboolean keep_same;   /* open ports in which nothing differs are listed, too */
} PtlComparisonOptions;

/* A difference that is left out. */
typedef struct
{
  guint rule; /* index into the rules */
  PtlHostChange *host;
  PtlPortChange *port; /* (nullable): NULL: of the host itself */
  PtlFieldChange *field;
} PtlIgnoredChange;

typedef struct
{
  guint hosts[PTL_N_CHANGE_KINDS];
  guint ports[PTL_N_CHANGE_KINDS]; /* each of those that changed alike */
  guint levels[PTL_N_LEVELS];      /* hosts and rows of ports that are listed */
  guint beyond[PTL_N_LEVELS];      /* fields that are not listed because of their level */
  guint uncovered[2];              /* ports the session did not look at */
  guint uncovered_open[2];         /* those that the other one found open */
} PtlComparisonCounts;

/* Reference counted; immutable. */
typedef struct
{
  PtlSessionInfo *infos[2];
  GPtrArray *hosts;   /* PtlHostChange, by address: those in which nothing differs, too */
  GPtrArray *rules;   /* PtlIgnoreRule, never NULL */
  GArray *n_ignored;  /* guint: of each rule, how many differences it left out */
  GPtrArray *ignored; /* PtlIgnoredChange: in order of the hosts */
  PtlChangeLevel level;
  char *filter; /* (nullable): only what it is true of is listed */
  PtlComparisonCounts counts;
} PtlComparison;

/**
 * ptl_comparison_new:
 * @before: a session that nobody changes from now on: its hosts are in the result
 * @after: likewise
 * @options: (nullable)
 *
 * Takes time in proportion to the ports: to be called in a thread where there are many.
 */
PtlComparison *ptl_comparison_new (PtlSession *before,
                                   PtlSession *after,
                                   const PtlComparisonOptions *options);
PtlComparison *ptl_comparison_ref (PtlComparison *self);
void ptl_comparison_unref (PtlComparison *self);

/* Whether something differs that is listed. */
gboolean ptl_comparison_has_differences (const PtlComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlComparison, ptl_comparison_unref)

G_END_DECLS
