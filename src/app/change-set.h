/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-set.h: a comparison of two sessions as rows that people read.
 *
 * One row for each host and each port that differs, that one session did not cover, or
 * in which nothing differs, and one for each difference that a rule left out.  All texts
 * are made once, on the thread that compares: showing, sorting and searching a hundred
 * thousand rows makes no more of them. */
#pragma once

#include "app/change-group.h"
#include "formats/comparison-format.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_CHANGE_COLUMN_KIND,
  PTL_CHANGE_COLUMN_HOST,
  PTL_CHANGE_COLUMN_PORT,
  PTL_CHANGE_COLUMN_WHAT,
  PTL_CHANGE_COLUMN_BEFORE,
  PTL_CHANGE_COLUMN_AFTER,
  PTL_CHANGE_COLUMN_LEVEL,
  PTL_CHANGE_N_COLUMNS
} PtlChangeColumn;

/* The same text once in a set, safe to show; the rank is its place in natural order. */
typedef struct
{
  char *text;
  guint rank;
} PtlChangeText;

typedef struct
{
  PtlChangeGroup group;
  PtlChangeLevel level; /* PTL_N_LEVELS: there is nothing that differs */
  PtlHostChange *host;
  PtlPortChange *port;             /* (nullable): NULL: of the host itself */
  const PtlIgnoredChange *ignored; /* (nullable): the difference that a rule left out */
  const PtlChangeText *cells[PTL_CHANGE_N_COLUMNS];
} PtlChangeRow;

/* Reference counted; immutable. */
typedef struct
{
  GPtrArray *sessions;         /* PtlSession: the two that were compared */
  PtlComparisonReport *report; /* with one comparison, below */
  const PtlComparison *comparison;
  char *coverage[2]; /* "1,000 ports of 256 addresses asked" */
  GArray *rows;      /* PtlChangeRow: hosts by address, ports by number */
  guint n_rows[PTL_N_CHANGE_GROUPS];
  GPtrArray *texts; /* PtlChangeText */
} PtlChangeSet;

/**
 * ptl_change_set_new:
 * @sessions: (element-type PtlSession): two, which nobody changes from now on
 * @options: as for ptl_comparison_new(); what is the same is listed in any case
 *
 * For a thread: takes time in proportion to the ports.
 */
PtlChangeSet *ptl_change_set_new (GPtrArray *sessions,
                                  const PtlComparisonOptions *options);
PtlChangeSet *ptl_change_set_ref (PtlChangeSet *self);
void ptl_change_set_unref (PtlChangeSet *self);

/* Lets go of it on a thread: the last to do so frees all its rows. */
void ptl_change_set_discard (PtlChangeSet *self);

/**
 * ptl_change_set_find:
 * @groups: bits: 1 << PtlChangeGroup
 * @text: what one of the cells has in it, whatever the case; "" for any
 *
 * Returns: (transfer full) (element-type guint): indexes of rows
 */
GArray *ptl_change_set_find (const PtlChangeSet *self, guint groups, const char *text);

/* The same on a thread.  Finish: (nullable): NULL when cancelled */
void ptl_change_set_find_async (PtlChangeSet *self,
                                guint groups,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GArray *ptl_change_set_find_finish (GAsyncResult *result);

/* Returns: (transfer none) */
const PtlChangeRow *ptl_change_set_get_row (const PtlChangeSet *self, guint index);

/**
 * ptl_change_row_make_rule:
 * @everywhere: on all hosts; else on this one
 *
 * Returns: (transfer full) (nullable): a rule that ignores differences like this one
 * (compare/ignore-rule.h); NULL for a row that is no difference
 */
char *ptl_change_row_make_rule (const PtlChangeRow *self, gboolean everywhere);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlChangeSet, ptl_change_set_unref)

G_END_DECLS
