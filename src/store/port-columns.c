/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/port-columns.c: which port a row is about: its first columns. */
#include "store/port-columns.h"

#include <string.h>

gboolean
ptl_port_columns_read_address_at (PtlQuery *query, int column, PtlAddress *address)
{
  g_autoptr (GBytes) bytes = ptl_query_dup_bytes (query, column);
  gsize len;
  const void *data = g_bytes_get_data (bytes, &len);

  memset (address, 0, sizeof *address);
  if (len != 4 && len != 16)
    return FALSE;

  memcpy (address->bytes, data, len);
  address->is_ipv6 = len == 16;
  address->scope_id = (guint32) ptl_query_get_int (query, column + 1);
  return TRUE;
}

gboolean
ptl_port_columns_read_address (PtlQuery *query, PtlAddress *address)
{
  return ptl_port_columns_read_address_at (query, PTL_COLUMN_ADDRESS, address);
}

gboolean
ptl_port_columns_read_number (PtlQuery *query, int column, guint16 *number)
{
  gint64 value = ptl_query_get_int (query, column);

  *number = (guint16) value;
  return value >= 0 && value <= G_MAXUINT16;
}

gboolean
ptl_port_columns_read (PtlQuery *query,
                       PtlAddress *address,
                       PtlProtocol *protocol,
                       guint16 *port)
{
  return ptl_port_columns_read_address (query, address) &&
         ptl_protocol_parse (ptl_query_get_text (query, PTL_COLUMN_PROTOCOL), protocol) &&
         ptl_port_columns_read_number (query, PTL_COLUMN_NUMBER, port);
}
