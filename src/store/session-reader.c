/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/session-reader.c: a session out of the tables again, as the facts that made it.
 */
#include "store/session-reader.h"

#include "store/port-columns.h"
#include "store/response-rows.h"
#include "store/revision-rows.h"
#include "store/service-rows.h"
#include "store/session-rows.h"
#include "store/silent-rows.h"
#include "store/tls-rows.h"

/* Returns: (transfer full) (nullable) */
static PtlFact *
read_host (PtlQuery *query)
{
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  PtlAddress address;
  int column = PTL_COLUMN_AFTER_HOST;
  gint64 time_us = ptl_query_get_int (query, column++);

  if (!ptl_port_columns_read_address (query, &address) ||
      !ptl_host_state_parse (ptl_query_get_text (query, column++), &info->state) ||
      !ptl_reason_parse (ptl_query_get_text (query, column++), &info->reason))
    return NULL;

  info->hostname = ptl_query_dup_text (query, column++);
  info->target = ptl_query_dup_text (query, column++);
  info->mac = ptl_query_dup_text (query, column++);
  info->vendor = ptl_query_dup_text (query, column++);
  info->notes = ptl_query_dup_text (query, column++);
  info->rtt_us = ptl_query_get_int (query, column++);
  info->finished = ptl_query_get_int (query, column++) != 0;
  info->timed_out = ptl_query_get_int (query, column++) != 0;
  return ptl_fact_new_host (time_us, &address, info);
}

static PtlFact *
read_port_state (PtlQuery *query)
{
  PtlAddress address;
  PtlProtocol protocol;
  PtlPortState state;
  PtlReason reason;
  guint16 port;

  if (!ptl_port_columns_read (query, &address, &protocol, &port) ||
      !ptl_port_state_parse (ptl_query_get_text (query, PTL_COLUMN_AFTER_PORT + 1),
                             &state) ||
      !ptl_reason_parse (ptl_query_get_text (query, PTL_COLUMN_AFTER_PORT + 2), &reason))
    return NULL;

  return ptl_fact_new_port (ptl_query_get_int (query, PTL_COLUMN_AFTER_PORT), &address,
                            protocol, port, state, reason);
}

static PtlFact *
read_range (PtlQuery *query)
{
  g_autoptr (PtlPortSet) ports = ptl_port_set_new ();
  PtlAddress address;
  PtlProtocol protocol;
  PtlPortState state;
  PtlReason reason;
  guint16 first, last;

  if (!ptl_port_columns_read (query, &address, &protocol, &first) ||
      !ptl_port_columns_read_number (query, PTL_COLUMN_AFTER_PORT, &last) ||
      last < first ||
      !ptl_port_state_parse (ptl_query_get_text (query, PTL_COLUMN_AFTER_PORT + 1),
                             &state) ||
      !ptl_reason_parse (ptl_query_get_text (query, PTL_COLUMN_AFTER_PORT + 2), &reason))
    return NULL;

  ptl_port_set_add_range (ports, first, last);
  return ptl_fact_new_port_group (0, &address, protocol, state, reason, ports);
}

static PtlFact *
read_service (PtlQuery *query)
{
  g_autoptr (PtlService) service =
      ptl_service_rows_read (query, PTL_COLUMN_AFTER_PORT + 1);
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;

  if (service == NULL || !ptl_port_columns_read (query, &address, &protocol, &port))
    return NULL;

  return ptl_fact_new_service (ptl_query_get_int (query, PTL_COLUMN_AFTER_PORT), &address,
                               protocol, port, service);
}

static PtlFact *
read_response_fact (PtlQuery *query)
{
  g_autoptr (PtlResponse) response =
      ptl_response_rows_read (query, PTL_COLUMN_AFTER_PORT);
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;

  if (response == NULL || !ptl_port_columns_read (query, &address, &protocol, &port))
    return NULL;

  return ptl_fact_new_response (response->time_us, &address, protocol, port, response);
}

static PtlFact *
read_tls (PtlQuery *query)
{
  g_autoptr (PtlTlsInfo) tls = ptl_tls_rows_read (query, PTL_COLUMN_AFTER_PORT + 1);
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;

  if (!ptl_port_columns_read (query, &address, &protocol, &port))
    return NULL;

  return ptl_fact_new_tls (ptl_query_get_int (query, PTL_COLUMN_AFTER_PORT), &address,
                           protocol, port, tls);
}

/* What a session is made of, in the order in which it is put together. */
static const struct
{
  PtlFact *(*read) (PtlQuery *query);
  gboolean is_response;
  gboolean is_state; /* of what was looked at, and what was open */
  const char *sql;   /* one parameter: the session's id */
} parts[] = {
  { read_host, FALSE, TRUE,
    "SELECT " PTL_HOST_COLUMNS "time_us, state, reason, hostname, target, mac, vendor,"
    " notes, rtt_us,"
    " finished, timed_out FROM hosts AS h WHERE session_id = ? ORDER BY id" },
  { read_port_state, FALSE, TRUE,
    "SELECT " PTL_PORT_COLUMNS "p.time_us, p.state, p.reason"
    " FROM hosts AS h JOIN ports AS p ON p.host_id = h.id"
    " WHERE h.session_id = ? ORDER BY h.id, p.protocol, p.number" },
  { read_range, FALSE, TRUE,
    "SELECT " PTL_HOST_COLUMNS "p.protocol, p.first, p.last, p.state, p.reason"
    " FROM hosts AS h JOIN port_ranges AS p ON p.host_id = h.id"
    " WHERE h.session_id = ? ORDER BY h.id" },
  { read_service, FALSE, FALSE,
    "SELECT " PTL_PORT_COLUMNS "s.time_us, " PTL_SERVICE_COLUMNS (
        "s") " FROM hosts AS h JOIN ports AS p ON p.host_id = h.id"
             " JOIN services AS s ON s.port_id = p.id WHERE h.session_id = ?" },
  { read_tls, FALSE, FALSE,
    "SELECT " PTL_PORT_COLUMNS "t.time_us, " PTL_TLS_COLUMNS
    "FROM hosts AS h JOIN ports AS p ON p.host_id = h.id"
    " JOIN tls AS t ON t.port_id = p.id"
    " LEFT JOIN certificates AS c ON c.id = t.certificate_id WHERE h.session_id = ?" },
  { read_response_fact, TRUE, FALSE,
    "SELECT " PTL_PORT_COLUMNS PTL_RESPONSE_COLUMNS
    "FROM hosts AS h JOIN ports AS p ON p.host_id = h.id" PTL_JOIN_RESPONSES
    "WHERE h.session_id = ? ORDER BY h.id, p.id, r.sequence" },
};

static gboolean
read_part (PtlDatabase *db, guint part, PtlSession *session, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, parts[part].sql);

  ptl_query_bind_int (&query, ptl_session_get_info (session)->id);
  while (ptl_query_next (&query))
    {
      g_autoptr (PtlFact) fact = parts[part].read (&query);

      if (fact != NULL)
        ptl_session_apply (session, fact);
    }

  return ptl_query_finish (&query, error);
}

/* Returns: (transfer full) (nullable): of the host's info with one alias more */
static PtlFact *
read_alias (PtlQuery *query, PtlSession *session)
{
  g_autoptr (PtlHostInfo) info = NULL;
  const char *name = ptl_query_get_text (query, PTL_COLUMN_AFTER_HOST + 1);
  PtlNameSource source;
  PtlAddress address, other;
  const PtlHost *host;

  if (!ptl_port_columns_read_address (query, &address) ||
      !ptl_name_source_parse (ptl_query_get_text (query, PTL_COLUMN_AFTER_HOST),
                              &source) ||
      (host = ptl_session_find_host (session, &address)) == NULL || name == NULL)
    return NULL;

  info = ptl_host_info_copy (host->info);
  if (*name != '\0')
    ptl_host_info_add_alias (info, name, NULL, source);
  else if (ptl_port_columns_read_address_at (query, PTL_COLUMN_AFTER_HOST + 2, &other))
    ptl_host_info_add_alias (info, NULL, &other, source);
  return ptl_fact_new_host (0, &address, info);
}

static gboolean
read_aliases (PtlDatabase *db, PtlSession *session, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT " PTL_HOST_COLUMNS "a.source, a.name, a.address, a.scope_id"
          " FROM hosts AS h JOIN aliases AS a ON a.host_id = h.id"
          " WHERE h.session_id = ? ORDER BY a.id");

  ptl_query_bind_int (&query, ptl_session_get_info (session)->id);
  while (ptl_query_next (&query))
    {
      g_autoptr (PtlFact) fact = read_alias (&query, session);

      if (fact != NULL)
        ptl_session_apply (session, fact);
    }

  return ptl_query_finish (&query, error);
}

/* Returns: (transfer full) (nullable): of the host's info with one remark more */
static PtlFact *
read_remark (PtlQuery *query, PtlSession *session)
{
  g_autoptr (PtlHostInfo) info = NULL;
  const char *name = ptl_query_get_text (query, PTL_COLUMN_AFTER_HOST);
  const char *text = ptl_query_get_text (query, PTL_COLUMN_AFTER_HOST + 1);
  PtlAddress address;
  const PtlHost *host;

  if (!ptl_port_columns_read_address (query, &address) ||
      (host = ptl_session_find_host (session, &address)) == NULL || name == NULL ||
      text == NULL)
    return NULL;

  info = ptl_host_info_copy (host->info);
  ptl_host_info_add_remark (info, name, text);
  return ptl_fact_new_host (0, &address, info);
}

static gboolean
read_remarks (PtlDatabase *db, PtlSession *session, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT " PTL_HOST_COLUMNS "m.name, m.text"
                         " FROM hosts AS h JOIN remarks AS m ON m.host_id = h.id"
                         " WHERE h.session_id = ? ORDER BY m.id");

  ptl_query_bind_int (&query, ptl_session_get_info (session)->id);
  while (ptl_query_next (&query))
    {
      g_autoptr (PtlFact) fact = read_remark (&query, session);

      if (fact != NULL)
        ptl_session_apply (session, fact);
    }

  return ptl_query_finish (&query, error);
}

static gboolean
read_silent (PtlDatabase *db, PtlSession *session, GError **error)
{
  g_autoptr (PtlAddressSet) silent =
      ptl_silent_rows_load (db, ptl_session_get_info (session)->id, error);
  g_autoptr (PtlFact) fact = silent != NULL ? ptl_fact_new_silent (0, silent) : NULL;

  if (fact != NULL)
    ptl_session_apply (session, fact);
  return fact != NULL;
}

static PtlSession *
load (PtlDatabase *db,
      gint64 id,
      gint64 revision,
      gboolean with_responses,
      GError **error)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_rows_get (db, id, error);
  g_autoptr (PtlSession) session = NULL;

  if (info == NULL)
    return NULL;

  if (revision != PTL_REVISION_CHOSEN)
    info->revision = (guint) revision;
  session = ptl_session_new (info, with_responses);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if ((with_responses || !parts[i].is_response) && !read_part (db, i, session, error))
      return NULL;

  if (!read_aliases (db, session, error) || !read_remarks (db, session, error) ||
      !read_silent (db, session, error) ||
      !ptl_revision_rows_load (db, session, info->revision, error))
    return NULL;

  return g_steal_pointer (&session);
}

PtlSession *
ptl_session_reader_load (PtlDatabase *db,
                         gint64 id,
                         gint64 revision,
                         gboolean with_responses,
                         GError **error)
{
  PtlSession *session;

  if (!ptl_database_exec (db, "BEGIN", error))
    return NULL;

  session = load (db, id, revision, with_responses, error);
  ptl_database_rollback (db); /* nothing was written */
  return session;
}

PtlSession *
ptl_session_reader_load_here (PtlDatabase *db, gint64 id, GError **error)
{
  return load (db, id, PTL_REVISION_CHOSEN, FALSE, error);
}

PtlSession *
ptl_session_reader_load_states (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_rows_get (db, id, error);
  g_autoptr (PtlSession) session = NULL;

  if (info == NULL)
    return NULL;

  session = ptl_session_new (info, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].is_state && !read_part (db, i, session, error))
      return NULL;

  return read_silent (db, session, error) ? g_steal_pointer (&session) : NULL;
}

GPtrArray *
ptl_session_reader_load_responses (PtlDatabase *db,
                                   gint64 id,
                                   const PtlAddress *address,
                                   PtlProtocol protocol,
                                   guint16 port,
                                   GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT " PTL_RESPONSE_COLUMNS
          "FROM hosts AS h JOIN ports AS p ON p.host_id = h.id" PTL_JOIN_RESPONSES
          "WHERE h.session_id = ? AND h.address = ? AND h.scope_id = ?"
          " AND p.protocol = ? AND p.number = ? ORDER BY r.sequence");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_blob (&query, address->bytes, ptl_address_get_length (address));
  ptl_query_bind_int (&query, address->scope_id);
  ptl_query_bind_text (&query, ptl_protocol_to_string (protocol));
  ptl_query_bind_int (&query, port);
  while (ptl_query_next (&query))
    {
      PtlResponse *response = ptl_response_rows_read (&query, 0);

      if (response != NULL)
        g_ptr_array_add (list, response);
    }

  return ptl_query_finish (&query, error) ? g_steal_pointer (&list) : NULL;
}
