/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/trace-rows.h: the trace of a scan, in the table and out of it. */
#pragma once

#include "model/fact.h"
#include "store/query.h"

G_BEGIN_DECLS

/* @host_id: the row of the fact's host.  Saving again changes nothing. */
gboolean ptl_trace_rows_save (PtlDatabase *db,
                              gint64 host_id,
                              const PtlFact *fact,
                              GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlFact): of the session @id, in
 * order */
GPtrArray *ptl_trace_rows_load (PtlDatabase *db, gint64 id, GError **error);

/* The same of one of its ports. */
GPtrArray *ptl_trace_rows_load_port (PtlDatabase *db,
                                     gint64 id,
                                     const PtlAddress *address,
                                     PtlProtocol protocol,
                                     guint16 port,
                                     GError **error);

G_END_DECLS
