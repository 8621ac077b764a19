/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/port-columns.h: which port a row is about: its first columns. */
#pragma once

#include "model/port.h"
#include "model/address.h"
#include "store/query.h"

G_BEGIN_DECLS

/* The first columns of every row about a host h, and two more of one about a port p. */
#define PTL_HOST_COLUMNS "h.address, h.scope_id, "
#define PTL_PORT_COLUMNS PTL_HOST_COLUMNS "p.protocol, p.number, "

enum
{
  PTL_COLUMN_ADDRESS,
  PTL_COLUMN_SCOPE_ID,
  PTL_COLUMN_AFTER_HOST,
  PTL_COLUMN_PROTOCOL = PTL_COLUMN_AFTER_HOST,
  PTL_COLUMN_NUMBER,
  PTL_COLUMN_AFTER_PORT
};

/* All: FALSE if the row is damaged. */
/* @column: of the address; that of its scope follows */
gboolean
ptl_port_columns_read_address_at (PtlQuery *query, int column, PtlAddress *address);
gboolean ptl_port_columns_read_address (PtlQuery *query, PtlAddress *address);
gboolean ptl_port_columns_read_number (PtlQuery *query, int column, guint16 *number);
gboolean ptl_port_columns_read (PtlQuery *query,
                                PtlAddress *address,
                                PtlProtocol *protocol,
                                guint16 *port);

G_END_DECLS
