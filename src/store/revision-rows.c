/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/revision-rows.c: the verdicts of later rules, and what they are made from. */
#include "store/revision-rows.h"

#include <glib/gi18n-lib.h>

#include "store/port-columns.h"
#include "store/response-rows.h"
#include "store/service-rows.h"
#include "store/store.h"

/* Runs @query, which asks for one number.  Returns: FALSE on failure */
static gboolean
select_int (PtlQuery *query, gint64 *value, GError **error)
{
  *value = ptl_query_next (query) ? ptl_query_get_int (query, 0) : 0;
  return ptl_query_finish (query, error);
}

static gboolean
fail_not_found (gint64 id, guint number, GError **error)
{
  g_set_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND,
               _ ("session %lld has no revision %u"), (long long) id, number);
  return FALSE;
}

/* --- in --- */

static gint64
insert_revision (PtlDatabase *db,
                 gint64 id,
                 const PtlRevision *revision,
                 guint number,
                 GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO revisions (session_id, number, time_us, engine, rules, n_ports,"
          " n_changed) VALUES (?, ?, ?, ?, ?, ?, ?)");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_int (&query, number);
  ptl_query_bind_int (&query, revision->time_us);
  ptl_query_bind_text (&query, revision->engine);
  ptl_query_bind_text (&query, revision->rules);
  ptl_query_bind_int (&query, revision->n_ports);
  ptl_query_bind_int (&query, revision->n_changed);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (db) : 0;
}

static gboolean
insert_verdict (PtlDatabase *db,
                gint64 revision_id,
                const PtlVerdictChange *verdict,
                GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO revised_services (revision_id, port_id, " PTL_SERVICE_NAMES ")"
          " VALUES (?,?, " PTL_SERVICE_PARAMETERS ")");

  ptl_query_bind_int (&query, revision_id);
  ptl_query_bind_int (&query, verdict->evidence->port_id);
  ptl_service_rows_bind (&query, verdict->after);
  return ptl_query_run (&query, error);
}

static gboolean
get_last_number (PtlDatabase *db, gint64 id, gint64 *number, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT max (number) FROM revisions WHERE session_id = ?");

  ptl_query_bind_int (&query, id);
  return select_int (&query, number, error);
}

guint
ptl_revision_rows_insert (PtlDatabase *db,
                          gint64 id,
                          const PtlRevision *revision,
                          GPtrArray *verdicts,
                          GError **error)
{
  gint64 number;
  gint64 revision_id;

  if (!get_last_number (db, id, &number, error))
    return 0;

  number++;
  revision_id = insert_revision (db, id, revision, (guint) number, error);
  if (revision_id == 0)
    return 0;

  for (guint i = 0; i < verdicts->len; i++)
    if (!insert_verdict (db, revision_id, verdicts->pdata[i], error))
      return 0;

  return ptl_revision_rows_show (db, id, (guint) number, error) ? (guint) number : 0;
}

gboolean
ptl_revision_rows_show (PtlDatabase *db, gint64 id, guint number, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET shown_revision = ?1 WHERE id = ?2"
                         " AND (?1 = 0 OR EXISTS (SELECT 1 FROM revisions AS r"
                         " WHERE r.session_id = ?2 AND r.number = ?1))");

  ptl_query_bind_int (&query, number);
  ptl_query_bind_int (&query, id);
  if (!ptl_query_run (&query, error))
    return FALSE;

  return ptl_database_get_n_changed (db) > 0 || fail_not_found (id, number, error);
}

/* Shows the newest revision where none is shown. */
static gboolean
show_newest (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "UPDATE sessions SET shown_revision = ifnull ((SELECT max (r.number)"
          " FROM revisions AS r WHERE r.session_id = sessions.id), 0) WHERE id = ?");

  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error);
}

static gboolean
get_shown_number (PtlDatabase *db, gint64 id, gint64 *number, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT shown_revision FROM sessions WHERE id = ?");

  ptl_query_bind_int (&query, id);
  return select_int (&query, number, error);
}

gboolean
ptl_revision_rows_delete (PtlDatabase *db, gint64 id, guint number, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "DELETE FROM revisions WHERE session_id = ? AND number = ?");
  gint64 shown;

  if (!get_shown_number (db, id, &shown, error))
    return FALSE;

  ptl_query_bind_int (&query, id);
  ptl_query_bind_int (&query, number);
  if (!ptl_query_run (&query, error))
    return FALSE;
  if (ptl_database_get_n_changed (db) == 0)
    return fail_not_found (id, number, error);

  return shown != number || show_newest (db, id, error);
}

/* --- out --- */

static PtlRevision *
read_revision (PtlQuery *query)
{
  PtlRevision *revision = ptl_revision_new ();

  revision->number = (guint) ptl_query_get_int (query, 0);
  revision->time_us = ptl_query_get_int (query, 1);
  revision->engine = ptl_query_dup_text (query, 2);
  revision->rules = ptl_query_dup_text (query, 3);
  revision->n_ports = (guint) ptl_query_get_int (query, 4);
  revision->n_changed = (guint) ptl_query_get_int (query, 5);
  revision->is_shown = ptl_query_get_int (query, 6) != 0;
  return revision;
}

GPtrArray *
ptl_revision_rows_list (PtlDatabase *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_revision_unref);
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT r.number, r.time_us, r.engine, r.rules, r.n_ports, r.n_changed,"
          " r.number = s.shown_revision FROM revisions AS r"
          " JOIN sessions AS s ON s.id = r.session_id"
          " WHERE r.session_id = ? ORDER BY r.number");

  ptl_query_bind_int (&query, id);
  while (ptl_query_next (&query))
    g_ptr_array_add (list, read_revision (&query));
  return ptl_query_finish (&query, error) ? g_steal_pointer (&list) : NULL;
}

static void
revise (PtlSession *session, PtlQuery *query)
{
  g_autoptr (PtlService) service = ptl_service_rows_read (query, PTL_COLUMN_AFTER_PORT);
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;

  if (service != NULL && ptl_port_columns_read (query, &address, &protocol, &port))
    ptl_session_revise (session, &address, protocol, port, service);
}

gboolean
ptl_revision_rows_load (PtlDatabase *db,
                        PtlSession *session,
                        guint number,
                        GError **error)
{
  gint64 id = ptl_session_get_info (session)->id;
  g_auto (PtlQuery) exists =
      ptl_query_new (db, "SELECT id FROM revisions WHERE session_id = ? AND number = ?");
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT " PTL_PORT_COLUMNS PTL_SERVICE_COLUMNS (
              "v") " FROM revised_services AS v JOIN ports AS p ON p.id = v.port_id"
                   " JOIN hosts AS h ON h.id = p.host_id WHERE v.revision_id = ?");
  gint64 revision_id;

  if (number == PTL_REVISION_OF_SCAN)
    return TRUE;

  ptl_query_bind_int (&exists, id);
  ptl_query_bind_int (&exists, number);
  if (!select_int (&exists, &revision_id, error))
    return FALSE;
  if (revision_id == 0)
    return fail_not_found (id, number, error);

  ptl_query_bind_int (&query, revision_id);
  while (ptl_query_next (&query))
    revise (session, &query);
  return ptl_query_finish (&query, error);
}

/* --- the evidence --- */

enum
{
  COLUMN_SESSION = PTL_COLUMN_AFTER_PORT,
  COLUMN_PORT,
  COLUMN_REVISED,
  COLUMN_RESPONSE,
  COLUMN_SCANNED = COLUMN_RESPONSE + PTL_N_RESPONSE_COLUMNS,
  COLUMN_SHOWN = COLUMN_SCANNED + PTL_N_SERVICE_COLUMNS
};

/* The nesting keeps the responses of a port together, and in their order, without
 * sorting. */
#define SELECT_EVIDENCE                                                                  \
  "SELECT " PTL_PORT_COLUMNS                                                             \
  "h.session_id, p.id, w.port_id IS NOT NULL, " PTL_RESPONSE_COLUMNS                     \
  ", " PTL_SERVICE_COLUMNS ("v") ", " PTL_SERVICE_COLUMNS (                              \
      "w") " FROM sessions AS s CROSS JOIN hosts AS h ON h.session_id = s.id"            \
           " CROSS JOIN ports AS p ON p.host_id = h.id"                                  \
           " CROSS JOIN services AS v ON v.port_id = p.id"                               \
           " LEFT JOIN revisions AS x"                                                   \
           " ON x.session_id = s.id AND x.number = s.shown_revision"                     \
           " LEFT JOIN revised_services AS w"                                            \
           " ON w.revision_id = x.id AND w.port_id = p.id"                               \
           " CROSS JOIN responses AS r ON r.port_id = p.id"                              \
           " JOIN bodies AS b ON b.id = r.sent_id JOIN bodies AS c ON c.id = r.received_id "

/* Returns: (transfer full) (nullable): without responses; NULL if the row is damaged */
static PtlEvidence *
read_port (PtlQuery *query)
{
  g_autoptr (PtlEvidence) evidence = ptl_evidence_new ();

  evidence->session_id = ptl_query_get_int (query, COLUMN_SESSION);
  evidence->port_id = ptl_query_get_int (query, COLUMN_PORT);
  if (!ptl_port_columns_read (query, &evidence->address, &evidence->protocol,
                              &evidence->port))
    return NULL;

  evidence->scanned = ptl_service_rows_read (query, COLUMN_SCANNED);
  if (ptl_query_get_int (query, COLUMN_REVISED) != 0)
    evidence->shown = ptl_service_rows_read (query, COLUMN_SHOWN);
  if (evidence->scanned == NULL)
    return NULL;
  if (evidence->shown == NULL)
    evidence->shown = ptl_service_ref (evidence->scanned);
  return g_steal_pointer (&evidence);
}

static void
add_response (PtlEvidence *evidence, PtlQuery *query)
{
  PtlResponse *response = ptl_response_rows_read (query, COLUMN_RESPONSE);

  if (response != NULL)
    g_ptr_array_add (evidence->responses, response);
}

static int
compare_sequences (gconstpointer a, gconstpointer b)
{
  const PtlResponse *x = *(const PtlResponse *const *) a;
  const PtlResponse *y = *(const PtlResponse *const *) b;

  return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

/* @evidence: (nullable) (transfer full) */
static void
hand_on (PtlEvidence *evidence, void (*func) (PtlEvidence *, gpointer), gpointer data)
{
  if (evidence == NULL)
    return;

  g_ptr_array_sort (evidence->responses, compare_sequences);
  func (evidence, data);
}

gboolean
ptl_revision_rows_visit (PtlDatabase *db,
                         gint64 id,
                         void (*func) (PtlEvidence *evidence, gpointer data),
                         gpointer data,
                         GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, id != 0 ? SELECT_EVIDENCE "WHERE s.id = ?" : SELECT_EVIDENCE);
  g_autoptr (PtlEvidence) evidence = NULL;
  gint64 port_id = 0;

  if (id != 0)
    ptl_query_bind_int (&query, id);
  while (ptl_query_next (&query))
    {
      if (ptl_query_get_int (&query, COLUMN_PORT) != port_id)
        {
          hand_on (g_steal_pointer (&evidence), func, data);
          port_id = ptl_query_get_int (&query, COLUMN_PORT);
          evidence = read_port (&query);
        }
      if (evidence != NULL)
        add_response (evidence, &query);
    }

  hand_on (g_steal_pointer (&evidence), func, data);
  return ptl_query_finish (&query, error);
}
