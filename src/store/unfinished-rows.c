/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/unfinished-rows.c: what a scan needs to go on with a session. */
#include "store/unfinished-rows.h"

#include "store/port-columns.h"
#include "store/session-reader.h"

static gboolean
read_lists (PtlDatabase *db, gint64 id, PtlUnfinished *self, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT listed_targets, listed_excludes FROM sessions WHERE id = ?");

  ptl_query_bind_int (&query, id);
  if (ptl_query_next (&query))
    {
      self->listed_targets = ptl_query_dup_text (&query, 0);
      self->listed_excludes = ptl_query_dup_text (&query, 1);
    }

  return ptl_query_finish (&query, error);
}

static gboolean
read_resolved (PtlDatabase *db, gint64 id, PtlUnfinished *self, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT address, scope_id, name FROM resolved"
                         " WHERE session_id = ? ORDER BY id");
  PtlAddress address;

  ptl_query_bind_int (&query, id);
  while (ptl_query_next (&query))
    if (ptl_port_columns_read_address (&query, &address))
      ptl_unfinished_add_resolved (self, ptl_query_get_text (&query, 2), &address);

  return ptl_query_finish (&query, error);
}

static gboolean
read_trace (PtlDatabase *db, gint64 id, PtlUnfinished *self, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT h.address, h.scope_id, max (t.sequence)"
                         " FROM hosts AS h JOIN trace AS t ON t.host_id = h.id"
                         " WHERE h.session_id = ? GROUP BY h.id");
  PtlAddress address;

  ptl_query_bind_int (&query, id);
  while (ptl_query_next (&query))
    if (ptl_port_columns_read_address (&query, &address))
      ptl_unfinished_set_n_traced (self, &address,
                                   (guint) ptl_query_get_int (&query, 2) + 1);

  return ptl_query_finish (&query, error);
}

static gboolean
read_responses (PtlDatabase *db,
                gint64 id,
                const PtlHost *host,
                PtlPort *port,
                GError **error)
{
  g_autoptr (GPtrArray) responses = ptl_session_reader_load_responses (
      db, id, &host->address, port->protocol, port->number, error);

  for (guint i = 0; responses != NULL && i < responses->len; i++)
    ptl_port_add_response (port, responses->pdata[i]);
  return responses != NULL;
}

/* Those of ports that will be asked more: their numbers go on. */
static gboolean
read_all_responses (PtlDatabase *db, gint64 id, PtlUnfinished *self, GError **error)
{
  GPtrArray *hosts = ptl_session_get_hosts (self->session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      for (guint j = 0; !host->info->finished && j < host->ports->len; j++)
        if (ptl_unfinished_is_open (host->ports->pdata[j]) &&
            !read_responses (db, id, host, host->ports->pdata[j], error))
          return FALSE;
    }

  return TRUE;
}

PtlUnfinished *
ptl_unfinished_rows_load (PtlDatabase *db, gint64 id, GError **error)
{
  PtlSession *session = ptl_session_reader_load_here (db, id, error);
  g_autoptr (PtlUnfinished) self = NULL;

  if (session == NULL)
    return NULL;

  self = ptl_unfinished_new (session);
  if (read_lists (db, id, self, error) && read_resolved (db, id, self, error) &&
      read_trace (db, id, self, error) && read_all_responses (db, id, self, error))
    return g_steal_pointer (&self);

  return NULL;
}
