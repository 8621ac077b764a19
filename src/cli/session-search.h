/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-search.h: a filter asked of all saved scans. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

#define PTL_SESSION_SEARCH_MAX_HITS 1000

typedef enum
{
  PTL_SESSION_SEARCH_TEXT,
  PTL_SESSION_SEARCH_JSON,      /* one document */
  PTL_SESSION_SEARCH_JSON_LINES /* one object a line */
} PtlSessionSearchFormat;

gboolean ptl_session_search_format_parse (const char *text,
                                          PtlSessionSearchFormat *format);

/**
 * ptl_session_search_get_text:
 * @sessions: (element-type PtlSessionInfo): all there are
 * @n_hits: (out): how many there are, %PTL_SESSION_SEARCH_MAX_HITS at most
 *
 * Returns: (transfer full) (nullable): the sessions, hosts and ports that the filter is
 * true of, "" for none
 */
char *ptl_session_search_get_text (PtlStore *store,
                                   GPtrArray *sessions,
                                   const char *filter,
                                   PtlSessionSearchFormat format,
                                   guint *n_hits,
                                   GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlSessionInfo): those of @sessions
 * in which there is anything that the filter is true of */
GPtrArray *ptl_session_search_list (PtlStore *store,
                                    GPtrArray *sessions,
                                    const char *filter,
                                    GError **error);

G_END_DECLS
