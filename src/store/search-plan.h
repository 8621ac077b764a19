/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-plan.h: a search as the statements that answer it, and their answers. */
#pragma once

#include "filter/filter.h"
#include "store/query.h"

G_BEGIN_DECLS

typedef struct _PtlSearchPlan PtlSearchPlan;

/* @max_hits: 0: all */
PtlSearchPlan *ptl_search_plan_new (const PtlFilter *filter, guint max_hits);
void ptl_search_plan_free (PtlSearchPlan *self);

/* Returns: whether words are looked for that have to be indexed first */
gboolean ptl_search_plan_needs_index (const PtlSearchPlan *self);

/* Returns: (transfer full) (nullable) (element-type PtlSearchHit): see search.h */
GPtrArray *
ptl_search_plan_find (const PtlSearchPlan *self, PtlDatabase *db, GError **error);

/* Returns: (transfer full) (nullable) (element-type gint64): ids of sessions */
GArray *ptl_search_plan_find_sessions (const PtlSearchPlan *self,
                                       PtlDatabase *db,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSearchPlan, ptl_search_plan_free)

G_END_DECLS
