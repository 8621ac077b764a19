/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/response-rows.c: responses, out of the tables. */
#include "store/response-rows.h"

PtlResponse *
ptl_response_rows_read (PtlQuery *query, int column)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();

  response->sequence = (guint) ptl_query_get_int (query, column++);
  response->probe = ptl_query_dup_text (query, column++);
  if (!ptl_tunnel_parse (ptl_query_get_text (query, column++), &response->tunnel))
    return NULL;

  response->sent = ptl_body_rows_read (query, column);
  column += PTL_N_BODY_COLUMNS;
  response->received = ptl_body_rows_read (query, column);
  column += PTL_N_BODY_COLUMNS;
  if (response->sent == NULL || response->received == NULL)
    return NULL;

  response->full_length = (gsize) ptl_query_get_int (query, column++);
  response->time_us = ptl_query_get_int (query, column++);
  response->elapsed_ms = (guint) ptl_query_get_int (query, column++);
  if (!ptl_response_end_parse (ptl_query_get_text (query, column++), &response->end))
    return NULL;
  response->other_port = (guint16) ptl_query_get_int (query, column);

  return g_steal_pointer (&response);
}
