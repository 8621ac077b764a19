/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/session-rows.c: the table of sessions.
 *
 * The counts of a session that still runs, or whose program died, are taken on reading;
 * those of an ended one stand in its row, so that long lists are quick. */
#include "store/session-rows.h"

#include <glib/gi18n-lib.h>

#include "store/body-rows.h"
#include "store/query.h"
#include "store/search-rows.h"
#include "store/silent-rows.h"
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
  " iif (state = 'running', " COUNT_OPEN_PORTS ", n_open_ports),"                        \
  " rules, notes, tcp_ports, udp_ports,"                                                 \
  " (SELECT group_concat (tag, char (10)) FROM"                                          \
  " (SELECT tag FROM tags WHERE session_id = s.id ORDER BY tag)),"                       \
  " (SELECT number FROM revisions AS r WHERE r.session_id = s.id"                        \
  " AND r.number = s.shown_revision)"                                                    \
  " FROM sessions AS s "

static void
bind_ports (PtlQuery *query, const PtlPortSet *ports)
{
  g_autofree char *text = ports != NULL ? ptl_port_set_to_string (ports) : NULL;

  ptl_query_bind_text (query, text);
}

static gint64
insert_row (PtlDatabase *db, const PtlSessionInfo *info, GError **error)
{
  g_autofree char *options = ptl_scan_options_to_string (info->options);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "INSERT INTO sessions (name, state, started_us, options, engine,"
                         " rules, notes, tcp_ports, udp_ports, listed_targets,"
                         " listed_excludes)"
                         " VALUES (?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  ptl_query_bind_text (&query, info->name);
  ptl_query_bind_int (&query, info->started_us);
  ptl_query_bind_text (&query, options);
  ptl_query_bind_text (&query, info->engine);
  ptl_query_bind_text (&query, info->rules);
  ptl_query_bind_text (&query, info->notes);
  bind_ports (&query, info->asked[PTL_PROTOCOL_TCP]);
  bind_ports (&query, info->asked[PTL_PROTOCOL_UDP]);
  ptl_query_bind_text (&query, info->listed_targets);
  ptl_query_bind_text (&query, info->listed_excludes);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (db) : 0;
}

gint64
ptl_session_rows_insert (PtlDatabase *db, const PtlSessionInfo *info, GError **error)
{
  gint64 id = insert_row (db, info, error);

  if (id == 0 || info->tags == NULL)
    return id;

  return ptl_session_rows_set_tags (db, id, info->tags, error) ? id : 0;
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
  return ptl_query_run (&query, error) && ptl_silent_rows_compact (db, id, error);
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
  return ptl_query_run (&query, error) && check_changed (db, id, error) &&
         ptl_search_rows_forget (db, id, error);
}

gboolean
ptl_session_rows_set_state (PtlDatabase *db,
                            gint64 id,
                            PtlSessionState state,
                            GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET state = ? WHERE id = ?");

  ptl_query_bind_text (&query, ptl_session_state_to_string (state));
  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error) && check_changed (db, id, error);
}

gboolean
ptl_session_rows_set_notes (PtlDatabase *db, gint64 id, const char *notes, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET notes = nullif (?, '') WHERE id = ?");

  ptl_query_bind_text (&query, notes);
  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error) && check_changed (db, id, error) &&
         ptl_search_rows_forget (db, id, error);
}

static gboolean
add_tag (PtlDatabase *db, gint64 id, const char *tag, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO tags (session_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_text (&query, tag);
  return ptl_query_run (&query, error);
}

gboolean
ptl_session_rows_set_tags (PtlDatabase *db, gint64 id, GStrv tags, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, "DELETE FROM tags WHERE session_id = ?");

  ptl_query_bind_int (&query, id);
  if (!ptl_query_run (&query, error))
    return FALSE;

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    if (!add_tag (db, id, tags[i], error))
      return FALSE;

  return ptl_search_rows_forget (db, id, error);
}

gboolean
ptl_session_rows_set_host_notes (PtlDatabase *db,
                                 gint64 id,
                                 const PtlAddress *address,
                                 const char *notes,
                                 GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE hosts SET notes = nullif (?, '')"
                         " WHERE session_id = ? AND address = ? AND scope_id = ?");

  ptl_query_bind_text (&query, notes);
  ptl_query_bind_int (&query, id);
  ptl_query_bind_blob (&query, address->bytes, ptl_address_get_length (address));
  ptl_query_bind_int (&query, address->scope_id);
  if (!ptl_query_run (&query, error))
    return FALSE;
  if (ptl_database_get_n_changed (db) > 0)
    return ptl_search_rows_forget (db, id, error);

  g_set_error_literal (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND,
                       _ ("there is no such host in the session"));
  return FALSE;
}

gboolean
ptl_session_rows_delete (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, "DELETE FROM sessions WHERE id = ?");

  ptl_query_bind_int (&query, id);
  return ptl_search_rows_forget (db, id, error) && ptl_query_run (&query, error) &&
         check_changed (db, id, error) && ptl_tls_rows_sweep (db, error) &&
         ptl_body_rows_sweep (db, error);
}

/* Returns: (transfer full) (nullable) */
static PtlPortSet *
read_ports (PtlQuery *query, int column)
{
  const char *text = ptl_query_get_text (query, column);

  return text != NULL ? ptl_port_set_parse (text, NULL, NULL) : NULL;
}

/* A damaged row still names its session: what cannot be read has its default. */
static PtlSessionInfo *
read_info (PtlDatabase *db, PtlQuery *query)
{
  PtlOwners *owners = ptl_database_get_owners (db);
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
  if (info->state == PTL_SESSION_STATE_RUNNING && owners != NULL &&
      !ptl_owners_has (owners, info->id))
    info->state = PTL_SESSION_STATE_INTERRUPTED; /* since we looked last */
  info->started_us = ptl_query_get_int (query, 3);
  info->finished_us = ptl_query_get_int (query, 4);
  info->engine = ptl_query_dup_text (query, 6);
  info->n_hosts_up = (guint) ptl_query_get_int (query, 7);
  info->n_open_ports = (guint) ptl_query_get_int (query, 8);
  info->rules = ptl_query_dup_text (query, 9);
  info->notes = ptl_query_dup_text (query, 10);
  info->asked[PTL_PROTOCOL_TCP] = read_ports (query, 11);
  info->asked[PTL_PROTOCOL_UDP] = read_ports (query, 12);
  if (!ptl_query_is_null (query, 13))
    info->tags = g_strsplit (ptl_query_get_text (query, 13), "\n", -1);
  info->revision = (guint) ptl_query_get_int (query, 14);
  return info;
}

PtlSessionInfo *
ptl_session_rows_get (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (PtlSessionInfo) info = NULL;
  g_auto (PtlQuery) query = ptl_query_new (db, SELECT_INFO "WHERE id = ?");

  ptl_query_bind_int (&query, id);
  if (ptl_query_next (&query))
    info = read_info (db, &query);
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
    g_ptr_array_add (list, read_info (db, &query));
  return ptl_query_finish (&query, error) ? g_steal_pointer (&list) : NULL;
}

/* Returns: (transfer full) (nullable) (element-type gint64): sessions that are said to
 * run
 */
static GArray *
list_running (PtlDatabase *db, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT id FROM sessions WHERE state = 'running'");

  while (ptl_query_next (&query))
    {
      gint64 id = ptl_query_get_int (&query, 0);

      g_array_append_val (ids, id);
    }
  return ptl_query_finish (&query, error) ? g_steal_pointer (&ids) : NULL;
}

/* Returns: when the last that is known of the session was found; 0 on failure */
static gint64
find_last_time (PtlDatabase *db, gint64 id)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT max (started_us,"
          " ifnull ((SELECT max (time_us) FROM hosts WHERE session_id = s.id), 0),"
          " ifnull ((SELECT max (p.time_us) FROM hosts AS h JOIN ports AS p"
          " ON p.host_id = h.id WHERE h.session_id = s.id), 0),"
          " ifnull ((SELECT max (v.time_us) FROM hosts AS h JOIN ports AS p"
          " ON p.host_id = h.id JOIN services AS v ON v.port_id = p.id"
          " WHERE h.session_id = s.id), 0)) FROM sessions AS s WHERE id = ?");

  ptl_query_bind_int (&query, id);
  return ptl_query_next (&query) ? ptl_query_get_int (&query, 0) : 0;
}

static gboolean
end_orphan (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (PtlSessionInfo) info = NULL;

  if (!ptl_database_begin (db, error))
    return FALSE;

  /* Looked at again under the lock: its owner may just have ended it. */
  info = ptl_session_rows_get (db, id, NULL);
  if (info != NULL && info->state == PTL_SESSION_STATE_INTERRUPTED &&
      !ptl_session_rows_end (db, id, PTL_SESSION_STATE_INTERRUPTED,
                             find_last_time (db, id), error))
    {
      ptl_database_rollback (db);
      return FALSE;
    }

  return ptl_database_commit (db, error);
}

gboolean
ptl_session_rows_end_orphans (PtlDatabase *db, GError **error)
{
  g_autoptr (GArray) ids = list_running (db, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (!ptl_owners_has (ptl_database_get_owners (db), id) &&
          !end_orphan (db, id, error))
        return FALSE;
    }

  return ids != NULL;
}

gboolean
ptl_session_rows_take_up (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_rows_get (db, id, error);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET state = 'running', finished_us = 0,"
                         " searchable_to = 0 WHERE id = ?");

  if (info == NULL)
    return FALSE;

  if (info->state == PTL_SESSION_STATE_FINISHED)
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_COMPLETE,
                   _ ("session %lld is finished: nothing is left to scan"),
                   (long long) id);
      return FALSE;
    }
  if (!ptl_owners_take (ptl_database_get_owners (db), id))
    {
      g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_BUSY,
                   _ ("session %lld is being scanned"), (long long) id);
      return FALSE;
    }

  ptl_query_bind_int (&query, id);
  if (ptl_query_run (&query, error))
    return TRUE;

  ptl_owners_release (ptl_database_get_owners (db), id);
  return FALSE;
}
