/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/body-rows.h: the bytes of responses, each kept once. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

/* What ptl_body_rows_read() reads of bodies AS @b. */
#define PTL_BODY_COLUMNS(b) b ".length, " b ".data"
#define PTL_N_BODY_COLUMNS  2

/* Returns: (transfer full): what ptl_body_rows_save() remembers within a transaction */
GHashTable *ptl_body_rows_new_memory (void);

/* Returns: the row of @bytes; 0 if there is none, or on failure with @error */
gint64 ptl_body_rows_find (PtlDatabase *db, GBytes *bytes, GError **error);

/* Returns: the row of @bytes, made if it is not there; 0 on failure */
gint64
ptl_body_rows_save (PtlDatabase *db, GHashTable *memory, GBytes *bytes, GError **error);

/* Returns: (transfer full) (nullable): NULL if the row is damaged */
GBytes *ptl_body_rows_read (PtlQuery *query, int column);

/* The same of the two columns' values. */
GBytes *ptl_body_rows_unpack (GBytes *data, gint64 length);

/* Deletes bytes that no response has any more. */
gboolean ptl_body_rows_sweep (PtlDatabase *db, GError **error);

/* Moves the responses of version 2 of the store, which had their bytes in their rows. */
gboolean ptl_body_rows_migrate (PtlDatabase *db, GError **error);

G_END_DECLS
