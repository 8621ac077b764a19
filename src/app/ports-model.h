/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/ports-model.h: the rows of the table of ports. */
#pragma once

#include "app/row-model.h"
#include "filter/session-filter.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_PORTS_COLUMN_HOST,
  PTL_PORTS_COLUMN_PORT,
  PTL_PORTS_COLUMN_PROTOCOL,
  PTL_PORTS_COLUMN_STATE,
  PTL_PORTS_COLUMN_SERVICE,
  PTL_PORTS_COLUMN_PRODUCT,
  PTL_PORTS_COLUMN_VERSION,
  PTL_PORTS_COLUMN_EXTRA_INFO,
  PTL_PORTS_N_COLUMNS
} PtlPortsColumn;

/**
 * ptl_ports_model_new:
 * @only: (nullable): the host whose ports are wanted; NULL: of all hosts
 * @filter: (nullable): which of them; these are sought in turns of the main loop, and
 *   "sifted" is said after each
 *
 * Follows @session while it lives.
 */
PtlRowModel *
ptl_ports_model_new (PtlSession *session, PtlHost *only, PtlSessionFilter *filter);

/* Returns: how many of the @n_ports (out) of the session, or of the host, are in the
 * model */
guint ptl_ports_model_count (PtlRowModel *model, guint *n_ports);

/* Returns: whether all ports there are have been looked at */
gboolean ptl_ports_model_is_sifted (PtlRowModel *model);

/* Both results are (transfer none). */
PtlHost *ptl_ports_model_get_host (PtlRowModel *model, GtkTreeIter *iter);
PtlPort *ptl_ports_model_get_port (PtlRowModel *model, GtkTreeIter *iter);

/* Returns: (transfer full) (nullable): where @port stands; NULL: not in the model.  Lets
 * rows that wait enter. */
GtkTreePath *ptl_ports_model_find (PtlRowModel *model, const PtlPort *port);

/* Returns: (transfer full) (nullable): a filter's term for what stands in the cell; NULL:
 * there is nothing in it */
char *ptl_ports_model_get_term (const PtlHost *host,
                                const PtlPort *port,
                                PtlPortsColumn column);

/* Returns: (transfer full): the cell as people read it, safe to show */
char *ptl_ports_model_get_text (const PtlHost *host,
                                const PtlPort *port,
                                PtlPortsColumn column);

G_END_DECLS
