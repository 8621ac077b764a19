/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/tls-rows.h: what TLS agreed on, in the tables and out of them. */
#pragma once

#include "model/fact.h"
#include "store/query.h"

G_BEGIN_DECLS

/* Of tls AS t and, where there is one, certificates AS c. */
#define PTL_TLS_COLUMNS                                                                  \
  "t.version, t.cipher, t.alpn, c.der, c.subject, c.issuer, c.names, c.n_names,"         \
  " c.from_us, c.until_us, c.key_type, c.key_bits, c.signature, c.self_signed "

/* @port_id: the row of the fact's port.  Saving again changes nothing. */
gboolean
ptl_tls_rows_save (PtlDatabase *db, gint64 port_id, const PtlFact *fact, GError **error);

/* Deletes certificates that no port shows any more. */
gboolean ptl_tls_rows_sweep (PtlDatabase *db, GError **error);

/* Returns: (transfer full): what PTL_TLS_COLUMNS from @column on say */
PtlTlsInfo *ptl_tls_rows_read (PtlQuery *query, int column);

G_END_DECLS
