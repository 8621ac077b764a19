/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-functions.h: what a search asks of values that SQL has no words for. */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/* (a, b): less than, equal to or greater than zero as versions are ordered */
#define PTL_FUNCTION_COMPARE_VERSIONS "portolan_compare_versions"
/* (address, scope): as text */
#define PTL_FUNCTION_ADDRESS "portolan_address"
/* (list, whether its texts begin with a type and ":", operator, whether "*" is a
 * wildcard, text) */
#define PTL_FUNCTION_LIST_HAS "portolan_list_has"
/* (text, any number of texts): whether any of them contains the first, which is in lower
 * case: faster than as many LIKEs */
#define PTL_FUNCTION_ANY_HAS "portolan_any_has"
/* (length, data, text): of a body */
#define PTL_FUNCTION_BODY_HAS "portolan_body_has"
/* (session, address, scope, protocol, number): whether the open port is new since the
 * last session before of the same targets */
#define PTL_FUNCTION_IS_NEW "portolan_is_new"

/* Adds them to the connection, for one search. */
gboolean ptl_search_functions_register (PtlDatabase *db, GError **error);

G_END_DECLS
