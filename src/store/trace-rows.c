/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/trace-rows.c: the trace of a scan, in the table and out of it. */
#include "store/trace-rows.h"

#include "store/port-columns.h"

#define SELECT_TRACE                                                                     \
  "SELECT " PTL_PORT_COLUMNS                                                             \
  "p.time_us, p.kind, p.sequence, p.probe, p.length, p.detail, p.data"                   \
  " FROM hosts AS h JOIN trace AS p ON p.host_id = h.id"

gboolean
ptl_trace_rows_save (PtlDatabase *db, gint64 host_id, const PtlFact *fact, GError **error)
{
  const PtlTraceEvent *event = fact->event;
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO trace (host_id, sequence, protocol, number, time_us, kind, probe,"
          " length, detail, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, host_id);
  ptl_query_bind_int (&query, event->sequence);
  ptl_query_bind_text (&query, ptl_protocol_to_string (fact->protocol));
  ptl_query_bind_int (&query, fact->port);
  ptl_query_bind_int (&query, fact->time_us);
  ptl_query_bind_text (&query, ptl_trace_kind_to_string (event->kind));
  ptl_query_bind_text (&query, event->probe);
  ptl_query_bind_int (&query, (gint64) event->length);
  ptl_query_bind_text (&query, event->detail);
  if (event->data != NULL) /* a parameter left unbound is NULL */
    ptl_query_bind_bytes (&query, event->data);
  return ptl_query_run (&query, error);
}

/* Returns: (transfer full) (nullable) */
static PtlFact *
read_fact (PtlQuery *query)
{
  g_autoptr (PtlTraceEvent) event = ptl_trace_event_new (PTL_TRACE_CONNECT);
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;
  int column = PTL_COLUMN_AFTER_PORT;
  gint64 time_us = ptl_query_get_int (query, column++);

  if (!ptl_port_columns_read (query, &address, &protocol, &port) ||
      !ptl_trace_kind_parse (ptl_query_get_text (query, column++), &event->kind))
    return NULL;

  event->sequence = (guint) ptl_query_get_int (query, column++);
  event->probe = ptl_query_dup_text (query, column++);
  event->length = (gsize) ptl_query_get_int (query, column++);
  event->detail = ptl_query_dup_text (query, column++);
  if (!ptl_query_is_null (query, column))
    event->data = ptl_query_dup_bytes (query, column);
  return ptl_fact_new_trace (time_us, &address, protocol, port, event);
}

static GPtrArray *
read_facts (PtlQuery *query, GError **error)
{
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();

  while (ptl_query_next (query))
    {
      PtlFact *fact = read_fact (query);

      if (fact != NULL)
        g_ptr_array_add (facts, fact);
    }

  return ptl_query_finish (query, error) ? g_steal_pointer (&facts) : NULL;
}

GPtrArray *
ptl_trace_rows_load (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, SELECT_TRACE " WHERE h.session_id = ? ORDER BY p.id");

  ptl_query_bind_int (&query, id);
  return read_facts (&query, error);
}

GPtrArray *
ptl_trace_rows_load_port (PtlDatabase *db,
                          gint64 id,
                          const PtlAddress *address,
                          PtlProtocol protocol,
                          guint16 port,
                          GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, SELECT_TRACE " WHERE h.session_id = ? AND h.address = ? AND h.scope_id = ?"
                       " AND p.protocol = ? AND p.number = ? ORDER BY p.sequence");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_blob (&query, address->bytes, ptl_address_get_length (address));
  ptl_query_bind_int (&query, address->scope_id);
  ptl_query_bind_text (&query, ptl_protocol_to_string (protocol));
  ptl_query_bind_int (&query, port);
  return read_facts (&query, error);
}
