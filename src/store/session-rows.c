/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/session-rows.c: the table of sessions.
 *
 * The counts of a session that still runs, or whose program died, are taken on reading;
 * those of an ended one stand in its row, so that long lists are quick. */
#include "store/session-rows.h"

#include <glib/gi18n-lib.h>

#include "store/query.h"
#include "store/store.h"
#include "store/tls-rows.h"

#define COUNT_HOSTS_UP                                                                   \
  "(SELECT count(*) FROM hosts WHERE session_id = s.id AND state = 'up')"
#define COUNT_OPEN_PORTS                                                                 \
  "(SELECT count(*) FROM hosts AS h JOIN ports AS p ON p.host_id = h.id"                 \
  " WHERE h.session_id = s.id AND p.state = 'open')"
#define SELECT_INFO                                                                      \
  "SELECT id, name, state, started_us, finished_us, options, engine,"                    \
  " iif (state = 'running', " COUNT_HOSTS_UP ", n_hosts_up),"                            \
  " iif (state = 'running', " COUNT_OPEN_PORTS ", n_open_ports)"                         \
  " FROM sessions AS s "

gint64
ptl_session_rows_insert (PtlDatabase *db, const PtlSessionInfo *info, GError **error)
{
  g_autofree char *options = ptl_scan_options_to_string (info->options);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "INSERT INTO sessions (name, state, started_us, options, engine)"
                         " VALUES (?, 'running', ?, ?, ?)");

  ptl_query_bind_text (&query, info->name);
  ptl_query_bind_int (&query, info->started_us);
  ptl_query_bind_text (&query, options);
  ptl_query_bind_text (&query, info->engine);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (db) : 0;
}

gboolean
ptl_session_rows_end (PtlDatabase *db,
                      gint64 id,
                      PtlSessionState state,
                      gint64 finished_us,
                      GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions AS s SET state = ?, finished_us = ?,"
                         " n_hosts_up = " COUNT_HOSTS_UP
                         ", n_open_ports = " COUNT_OPEN_PORTS " WHERE id = ?");

  ptl_query_bind_text (&query, ptl_session_state_to_string (state));
  ptl_query_bind_int (&query, finished_us);
  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error);
}

static void
set_not_found (gint64 id, GError **error)
{
  g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND,
               _ ("there is no session %lld"), (long long) id);
}

static gboolean
check_changed (PtlDatabase *db, gint64 id, GError **error)
{
  if (ptl_database_get_n_changed (db) > 0)
    return TRUE;

  set_not_found (id, error);
  return FALSE;
}

gboolean
ptl_session_rows_rename (PtlDatabase *db, gint64 id, const char *name, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET name = ? WHERE id = ?");

  ptl_query_bind_text (&query, name);
  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error) && check_changed (db, id, error);
}

gboolean
ptl_session_rows_delete (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, "DELETE FROM sessions WHERE id = ?");

  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error) && check_changed (db, id, error) &&
         ptl_tls_rows_sweep (db, error);
}

/* A damaged row still names its session: what cannot be read has its default. */
static PtlSessionInfo *
read_info (PtlQuery *query)
{
  const char *name = ptl_query_get_text (query, 1);
  const char *text = ptl_query_get_text (query, 5);
  g_autoptr (PtlScanOptions) options =
      text != NULL ? ptl_scan_options_from_string (text, NULL) : NULL;
  PtlSessionInfo *info;

  if (options == NULL)
    options = ptl_scan_options_new ();

  info = ptl_session_info_new (name != NULL ? name : "", options);
  info->id = ptl_query_get_int (query, 0);
  if (!ptl_session_state_parse (ptl_query_get_text (query, 2), &info->state))
    info->state = PTL_SESSION_STATE_FAILED;
  info->started_us = ptl_query_get_int (query, 3);
  info->finished_us = ptl_query_get_int (query, 4);
  info->engine = ptl_query_dup_text (query, 6);
  info->n_hosts_up = (guint) ptl_query_get_int (query, 7);
  info->n_open_ports = (guint) ptl_query_get_int (query, 8);
  return info;
}

PtlSessionInfo *
ptl_session_rows_get (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (PtlSessionInfo) info = NULL;
  g_auto (PtlQuery) query = ptl_query_new (db, SELECT_INFO "WHERE id = ?");

  ptl_query_bind_int (&query, id);
  if (ptl_query_next (&query))
    info = read_info (&query);
  if (!ptl_query_finish (&query, error))
    return NULL;

  if (info == NULL)
    set_not_found (id, error);
  return g_steal_pointer (&info);
}

GPtrArray *
ptl_session_rows_list (PtlDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  g_auto (PtlQuery) query =
      ptl_query_new (db, SELECT_INFO "ORDER BY started_us DESC, id DESC");

  while (ptl_query_next (&query))
    g_ptr_array_add (list, read_info (&query));
  return ptl_query_finish (&query, error) ? g_steal_pointer (&list) : NULL;
}
