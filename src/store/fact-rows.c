/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/fact-rows.c: facts on their way into the tables. */
#include "store/fact-rows.h"

#include "store/body-rows.h"
#include "store/query.h"
#include "store/service-rows.h"
#include "store/silent-rows.h"
#include "store/tls-rows.h"
#include "store/trace-rows.h"

/* Runs @query, which selects an id.  Returns: 0 on failure */
static gint64
select_id (PtlQuery *query, GError **error)
{
  gint64 id = ptl_query_next (query) ? ptl_query_get_int (query, 0) : 0;

  return ptl_query_finish (query, error) ? id : 0;
}

static void
bind_host (PtlQuery *query, gint64 session_id, const PtlAddress *address)
{
  ptl_query_bind_int (query, session_id);
  ptl_query_bind_blob (query, address->bytes, ptl_address_get_length (address));
  ptl_query_bind_int (query, address->scope_id);
}

static gint64
find_host (PtlFactRows *self, gint64 id, const PtlAddress *address, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (self->db, "SELECT id FROM hosts"
                               " WHERE session_id = ? AND address = ? AND scope_id = ?");

  bind_host (&query, id, address);
  return select_id (&query, error);
}

static gint64
insert_host (PtlFactRows *self, gint64 id, const PtlAddress *address, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO hosts (session_id, address, scope_id) VALUES (?, ?, ?)");

  bind_host (&query, id, address);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (self->db) : 0;
}

static gboolean
ensure_host (PtlFactRows *self, gint64 id, const PtlAddress *address, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (self->session_id == id && ptl_address_equal (&self->address, address))
    return TRUE;

  self->session_id = 0;
  self->port_id = 0;
  self->host_id = find_host (self, id, address, &reason);
  if (self->host_id == 0 && reason == NULL)
    self->host_id = insert_host (self, id, address, &reason);
  if (self->host_id == 0)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  self->session_id = id;
  self->address = *address;
  return TRUE;
}

static void
bind_port (PtlQuery *query, gint64 host_id, const PtlFact *fact)
{
  ptl_query_bind_int (query, host_id);
  ptl_query_bind_word (query, ptl_protocol_to_string (fact->protocol));
  ptl_query_bind_int (query, fact->port);
}

static gint64
find_port (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (self->db, "SELECT id FROM ports"
                               " WHERE host_id = ? AND protocol = ? AND number = ?");

  bind_port (&query, self->host_id, fact);
  return select_id (&query, error);
}

static gint64
insert_port (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO ports (host_id, protocol, number) VALUES (?, ?, ?)");

  bind_port (&query, self->host_id, fact);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (self->db) : 0;
}

/* What comes next is often about the same port. */
static gint64
remember_port (PtlFactRows *self, const PtlFact *fact, gint64 port_id)
{
  self->port_id = port_id;
  self->protocol = fact->protocol;
  self->port = fact->port;
  return port_id;
}

/* Returns: the row of the fact's port, made if it is not there; 0 on failure */
static gint64
ensure_port (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gint64 id;

  if (self->port_id != 0 && self->protocol == fact->protocol && self->port == fact->port)
    return self->port_id;

  id = find_port (self, fact, &reason);
  if (id == 0 && reason == NULL)
    id = insert_port (self, fact, &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return remember_port (self, fact, id);
}

static gboolean
save_alias (PtlFactRows *self, const PtlHostAlias *alias, GError **error)
{
  gsize length = alias->name == NULL ? ptl_address_get_length (&alias->address) : 0;
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO aliases (host_id, source, name, address, scope_id)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, self->host_id);
  ptl_query_bind_word (&query, ptl_name_source_to_string (alias->source));
  ptl_query_bind_text (&query, alias->name != NULL ? alias->name : "");
  ptl_query_bind_blob (&query, alias->address.bytes, length);
  ptl_query_bind_int (&query, alias->address.scope_id);
  return ptl_query_run (&query, error);
}

static gboolean
save_aliases (PtlFactRows *self, GPtrArray *aliases, GError **error)
{
  for (guint i = 0; aliases != NULL && i < aliases->len; i++)
    if (!save_alias (self, aliases->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
save_remark (PtlFactRows *self, const PtlHostRemark *remark, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (self->db, "INSERT INTO remarks (host_id, name, text)"
                               " VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                               " SET text = excluded.text");

  ptl_query_bind_int (&query, self->host_id);
  ptl_query_bind_text (&query, remark->name);
  ptl_query_bind_text (&query, remark->text);
  return ptl_query_run (&query, error);
}

static gboolean
save_remarks (PtlFactRows *self, GPtrArray *remarks, GError **error)
{
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    if (!save_remark (self, remarks->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
save_host (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  const PtlHostInfo *info = fact->info;
  g_auto (PtlQuery) query = ptl_query_new (
      self->db,
      "UPDATE hosts SET time_us = ?, state = ?, reason = ?, hostname = ?, target = ?,"
      " mac = ?, vendor = ?, rtt_us = ?, finished = ?, timed_out = ?,"
      " notes = coalesce (?, notes) WHERE id = ?");

  ptl_query_bind_int (&query, fact->time_us);
  ptl_query_bind_word (&query, ptl_host_state_to_string (info->state));
  ptl_query_bind_word (&query, ptl_reason_to_string (info->reason));
  ptl_query_bind_text (&query, info->hostname);
  ptl_query_bind_text (&query, info->target);
  ptl_query_bind_text (&query, info->mac);
  ptl_query_bind_text (&query, info->vendor);
  ptl_query_bind_int (&query, info->rtt_us);
  ptl_query_bind_int (&query, info->finished);
  ptl_query_bind_int (&query, info->timed_out);
  ptl_query_bind_text (&query, info->notes);
  ptl_query_bind_int (&query, self->host_id);
  return ptl_query_run (&query, error) && save_aliases (self, info->aliases, error) &&
         save_remarks (self, info->remarks, error);
}

static void
bind_port_state (PtlQuery *query, const PtlFact *fact)
{
  ptl_query_bind_int (query, fact->time_us);
  ptl_query_bind_word (query, ptl_port_state_to_string (fact->state));
  ptl_query_bind_word (query, ptl_reason_to_string (fact->reason));
}

static gboolean
update_port (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  gint64 id = ensure_port (self, fact, error);
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "UPDATE ports SET time_us = ?, state = ?, reason = ? WHERE id = ?");

  bind_port_state (&query, fact);
  ptl_query_bind_int (&query, id);
  return id != 0 && ptl_query_run (&query, error);
}

/* Most ports are new; RETURNING would cost more than the row. */
static gboolean
save_port (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO ports (host_id, protocol, number, time_us, state, reason)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

  bind_port (&query, self->host_id, fact);
  bind_port_state (&query, fact);
  if (!ptl_query_run (&query, error))
    return FALSE;
  if (ptl_database_get_n_changed (self->db) == 0)
    return update_port (self, fact, error);

  remember_port (self, fact, ptl_database_get_last_id (self->db));
  return TRUE;
}

static gboolean
save_range (PtlFactRows *self,
            const PtlFact *fact,
            const PtlPortRange *range,
            GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO port_ranges (host_id, protocol, state, reason, first, last)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, self->host_id);
  ptl_query_bind_word (&query, ptl_protocol_to_string (fact->protocol));
  ptl_query_bind_word (&query, ptl_port_state_to_string (fact->state));
  ptl_query_bind_word (&query, ptl_reason_to_string (fact->reason));
  ptl_query_bind_int (&query, range->first);
  ptl_query_bind_int (&query, range->last);
  return ptl_query_run (&query, error);
}

static gboolean
save_group (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  guint n_ranges;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (fact->ports, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    if (!save_range (self, fact, &ranges[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
save_response (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  const PtlResponse *response = fact->response;
  gint64 port_id = ensure_port (self, fact, error);
  gint64 sent_id = 0;
  gint64 received_id = 0;
  g_auto (PtlQuery) query = ptl_query_new (
      self->db,
      "INSERT INTO responses (port_id, sequence, probe, tunnel, sent_id,"
      " received_id, full_length, time_us, elapsed_ms, end,"
      " other_port) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

  if (self->bodies == NULL)
    self->bodies = ptl_body_rows_new_memory ();
  if (port_id != 0)
    sent_id = ptl_body_rows_save (self->db, self->bodies, response->sent, error);
  if (sent_id != 0)
    received_id = ptl_body_rows_save (self->db, self->bodies, response->received, error);
  if (received_id == 0)
    return FALSE;

  ptl_query_bind_int (&query, port_id);
  ptl_query_bind_int (&query, response->sequence);
  ptl_query_bind_text (&query, response->probe);
  ptl_query_bind_word (&query, ptl_tunnel_to_string (response->tunnel));
  ptl_query_bind_int (&query, sent_id);
  ptl_query_bind_int (&query, received_id);
  ptl_query_bind_int (&query, (gint64) response->full_length);
  ptl_query_bind_int (&query, response->time_us);
  ptl_query_bind_int (&query, response->elapsed_ms);
  ptl_query_bind_word (&query, ptl_response_end_to_string (response->end));
  ptl_query_bind_int (&query, response->other_port);
  return ptl_query_run (&query, error);
}

static gboolean
save_service (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  gint64 port_id = ensure_port (self, fact, error);

  return port_id != 0 &&
         ptl_service_rows_save (self->db, port_id, fact->time_us, fact->service, error);
}

static gboolean
save_tls (PtlFactRows *self, const PtlFact *fact, GError **error)
{
  gint64 port_id = ensure_port (self, fact, error);

  return port_id != 0 && ptl_tls_rows_save (self->db, port_id, fact, error);
}

static gboolean
save_message (PtlFactRows *self, gint64 id, const PtlFact *fact, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (self->db, "INSERT INTO messages (session_id, time_us, text)"
                               " VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_int (&query, fact->time_us);
  ptl_query_bind_text (&query, fact->text);
  return ptl_query_run (&query, error);
}

static gboolean
save_resolved (PtlFactRows *self, gint64 id, const PtlFact *fact, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      self->db, "INSERT INTO resolved (session_id, name, address, scope_id)"
                " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_text (&query, fact->text);
  ptl_query_bind_blob (&query, fact->address.bytes,
                       ptl_address_get_length (&fact->address));
  ptl_query_bind_int (&query, fact->address.scope_id);
  return ptl_query_run (&query, error);
}

void
ptl_fact_rows_clear (PtlFactRows *self)
{
  g_clear_pointer (&self->bodies, g_hash_table_unref);
}

gboolean
ptl_fact_rows_save (PtlFactRows *self, gint64 id, const PtlFact *fact, GError **error)
{
  if (fact->kind == PTL_FACT_PROGRESS)
    return TRUE;
  if (fact->kind == PTL_FACT_MESSAGE)
    return save_message (self, id, fact, error);
  if (fact->kind == PTL_FACT_RESOLVED)
    return save_resolved (self, id, fact, error);
  if (fact->kind == PTL_FACT_SILENT)
    return ptl_silent_rows_save (self->db, id, fact->silent, error);
  if (!ensure_host (self, id, &fact->address, error))
    return FALSE;

  switch (fact->kind)
    {
    case PTL_FACT_HOST:
      return save_host (self, fact, error);
    case PTL_FACT_PORT:
      return save_port (self, fact, error);
    case PTL_FACT_PORT_GROUP:
      return save_group (self, fact, error);
    case PTL_FACT_RESPONSE:
      return save_response (self, fact, error);
    case PTL_FACT_SERVICE:
      return save_service (self, fact, error);
    case PTL_FACT_TLS:
      return save_tls (self, fact, error);
    case PTL_FACT_TRACE:
      return ptl_trace_rows_save (self->db, self->host_id, fact, error);
    case PTL_FACT_SILENT:
    case PTL_FACT_RESOLVED:
    case PTL_FACT_PROGRESS:
    case PTL_FACT_MESSAGE:
      break; /* above */
    }

  g_assert_not_reached ();
}
