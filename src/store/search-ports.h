/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-ports.h: which ports a search has to look at.
 *
 * Going from every session to its hosts, their ports and those's services takes most of
 * the time of a search that finds little.  Where a filter is true only of ports that have
 * something in one table, that table alone is read first. */
#pragma once

#include "store/search-statement.h"

G_BEGIN_DECLS

/* A column of the verdict of the revision that is shown, else of the scan's own. */
#define PTL_SHOWN(column) "iif (v1.port_id IS NULL, v0." column ", v1." column ")"

/* Returns: (nullable): the expression of a field that is one column */
const char *ptl_search_ports_get_column (PtlFilterField field);

/* Returns: whether the ports that the filter is true of can be named so */
gboolean ptl_search_ports_is_narrow (const PtlFilter *filter);

/* Appends a SELECT of ids of ports: all that the filter is true of, and maybe others. */
void ptl_search_ports_append (PtlSearchStatement *sql, const PtlFilter *filter);

/* Makes the sets that the next function names, of every text without a field. */
void ptl_search_ports_take_sets (PtlSearchStatement *sql, const PtlFilter *filter);

/* Appends the condition that the session, host or port in question has the text anywhere,
 * or what it belongs to has. */
void ptl_search_ports_append_anything (PtlSearchStatement *sql,
                                       const PtlFilterValue *value);

G_END_DECLS
