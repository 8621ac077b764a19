/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/fact-rows.h: facts on their way into the tables. */
#pragma once

#include "model/fact.h"
#include "store/database.h"

G_BEGIN_DECLS

/* What one transaction remembers, lest every fact asks for its host anew. */
typedef struct
{
  PtlDatabase *db;
  gint64 session_id; /* 0: none yet */
  PtlAddress address;
  gint64 host_id; /* of that address in that session */
  gint64 port_id; /* of the port below on that host; 0: none yet */
  PtlProtocol protocol;
  guint16 port;
  GHashTable *bodies; /* (nullable): see ptl_body_rows_save () */
} PtlFactRows;

/**
 * ptl_fact_rows_save:
 * @self: all zero but for its database when the transaction begins
 *
 * Inside a transaction.  Saving a fact again changes nothing.
 *
 * Returns: FALSE with @error, %PTL_STORE_ERROR_NOT_FOUND if there is no session @id
 */
gboolean
ptl_fact_rows_save (PtlFactRows *self, gint64 id, const PtlFact *fact, GError **error);

void ptl_fact_rows_clear (PtlFactRows *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtlFactRows, ptl_fact_rows_clear)

G_END_DECLS
