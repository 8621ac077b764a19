/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/filter-option.h: the options --filter and --baseline. */
#pragma once

#include "filter/session-filter.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;               /* (nullable): of --filter */
  char *baseline;           /* (nullable): of --baseline: a session, by id or name */
  PtlSessionFilter *filter; /* (nullable): once it is parsed */
} PtlFilterOption;

void ptl_filter_option_clear (PtlFilterOption *self);

/* Reads the filter, if there is one.  FALSE with an error that begins with the option. */
gboolean ptl_filter_option_parse (PtlFilterOption *self, GError **error);

/**
 * ptl_filter_option_find_baseline:
 * @store: (nullable): where earlier sessions are
 * @of: the session that is about to be filtered
 *
 * If the filter asks what is new, loads the session that --baseline names, or the one
 * before @of of the same targets.  FALSE where there is none.
 */
gboolean ptl_filter_option_find_baseline (PtlFilterOption *self,
                                          PtlStore *store,
                                          const PtlSessionInfo *of,
                                          GError **error);

/* Returns: whether responses are asked for */
gboolean ptl_filter_option_needs_responses (const PtlFilterOption *self);

/* Returns: (transfer full): the part of @session, or all of it without a filter */
PtlSession *ptl_filter_option_apply (const PtlFilterOption *self, PtlSession *session);

G_END_DECLS
