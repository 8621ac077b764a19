/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-sql.h: a filter as the FROM and WHERE of a SELECT. */
#pragma once

#include "store/search-statement.h"

G_BEGIN_DECLS

/**
 * ptl_search_sql_new:
 * @level: what a row is: a session (s), a host of one (h), or a port of that (p) with its
 *   service (v0, and v1 where a later verdict is shown)
 *
 * Returns: (transfer full): " FROM ... WHERE ...", true of what ptl_filter_match() is
 * true of; a text without a field is also looked for in what services answered
 */
PtlSearchStatement *ptl_search_sql_new (const PtlFilter *filter, PtlFilterLevel level);

G_END_DECLS
