/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-places.c: where else the same bytes were answered. */
#include "store/store-places.h"

#include "store/body-rows.h"
#include "store/port-columns.h"
#include "store/store-private.h"

enum
{
  COLUMN_SESSION = PTL_COLUMN_AFTER_PORT,
  COLUMN_OUTCOME,
  COLUMN_NAME,
  COLUMN_PRODUCT,
  COLUMN_VERSION
};

/* The verdict that is shown: the later rules', where they have one. */
#define SHOWN(column) "iif (v.port_id IS NULL, s." column ", v." column ")"

static const char find_sql[] =
    "SELECT DISTINCT " PTL_PORT_COLUMNS
    "h.session_id, " SHOWN ("outcome") ", " SHOWN ("name") ", " SHOWN ("product") ", " SHOWN (
        "version") " FROM responses AS q JOIN ports AS p ON p.id = q.port_id"
                   " JOIN hosts AS h ON h.id = p.host_id JOIN sessions AS z ON z.id = h.session_id"
                   " LEFT JOIN services AS s ON s.port_id = p.id"
                   " LEFT JOIN revisions AS r ON r.session_id = z.id AND r.number = z.shown_revision"
                   " LEFT JOIN revised_services AS v ON v.revision_id = r.id AND v.port_id = p.id"
                   " WHERE q.received_id = ? ORDER BY h.session_id DESC, p.id LIMIT ?";

void
ptl_place_free (PtlPlace *self)
{
  g_free (self->name);
  g_free (self->product);
  g_free (self->version);
  g_free (self);
}

/* Returns: (transfer full) (nullable): NULL for a damaged row */
static PtlPlace *
read_place (PtlQuery *query, guint reply)
{
  PtlPlace *place = g_new0 (PtlPlace, 1);
  PtlServiceOutcome outcome;

  if (!ptl_port_columns_read (query, &place->address, &place->protocol, &place->port))
    {
      ptl_place_free (place);
      return NULL;
    }

  place->reply = reply;
  place->session_id = ptl_query_get_int (query, COLUMN_SESSION);
  place->is_named =
      !ptl_query_is_null (query, COLUMN_OUTCOME) &&
      ptl_service_outcome_parse (ptl_query_get_text (query, COLUMN_OUTCOME), &outcome) &&
      outcome == PTL_SERVICE_OUTCOME_HARD_MATCH;
  place->name = ptl_query_dup_text (query, COLUMN_NAME);
  place->product = ptl_query_dup_text (query, COLUMN_PRODUCT);
  place->version = ptl_query_dup_text (query, COLUMN_VERSION);
  return place;
}

static gboolean
find (PtlDatabase *db, GBytes *bytes, guint reply, GPtrArray *places, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, find_sql);
  g_autoptr (GError) reason = NULL;
  gint64 body = ptl_body_rows_find (db, bytes, &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (body == 0)
    return TRUE;

  ptl_query_bind_int (&query, body);
  ptl_query_bind_int (&query, PTL_STORE_MAX_PLACES);
  while (ptl_query_next (&query))
    {
      PtlPlace *place = read_place (&query, reply);

      if (place != NULL)
        g_ptr_array_add (places, place);
    }

  return ptl_query_finish (&query, error);
}

static gpointer
run_find (PtlDatabase *db, const PtlJob *job, GError **error)
{
  g_autoptr (GPtrArray) places =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_place_free);

  for (guint i = 0; i < job->replies->len; i++)
    if (!find (db, job->replies->pdata[i], i, places, error))
      return NULL;

  return g_steal_pointer (&places);
}

void
ptl_store_find_places_async (PtlStore *self,
                             GPtrArray *replies,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  PtlJob *job;

  g_return_if_fail (PTL_IS_STORE (self));

  job = ptl_store_new_job (self, PTL_JOB_READ, ptl_store_find_places_async, cancellable,
                           callback, user_data);
  job->run = run_find;
  job->free_result = (GDestroyNotify) g_ptr_array_unref;
  job->replies = g_ptr_array_ref (replies);
  ptl_store_submit (self, job);
}

GPtrArray *
ptl_store_find_places_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return ptl_store_finish_pointer (self, result, error);
}
