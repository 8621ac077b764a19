/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/schema.h: the tables of the store, and how an older file gets the newer ones. */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

#define PTL_SCHEMA_APPLICATION_ID 0x50544c4e /* "PTLN" */
#define PTL_SCHEMA_VERSION        7

/* Makes the tables of @version in an empty file. */
gboolean ptl_schema_make (PtlDatabase *db, int version, GError **error);

/**
 * ptl_schema_prepare:
 *
 * Looks whether the file is ours or empty, switches it to a write-ahead log and brings it
 * to the present version (data/schema/N.sql, one after the other, in one transaction),
 * with a copy of the older file beside it, FILE.version-N.  A file refused is left as it
 * was.
 *
 * Returns: FALSE with %PTL_STORE_ERROR_OPEN, %PTL_STORE_ERROR_NEWER or what SQLite says
 */
gboolean ptl_schema_prepare (PtlDatabase *db, GError **error);

G_END_DECLS
