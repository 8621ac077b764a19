/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/pending.c: what was appended and is not committed yet, in order. */
#include "store/pending.h"

#include "store/fact-rows.h"
#include "store/session-rows.h"
#include "store/store.h"

#define BATCH_BYTES (4 * 1024 * 1024)

typedef struct
{
  gint64 id;
  PtlFact *fact; /* NULL: the end of the session */
  PtlSessionState state;
  gint64 finished_us;
  gsize cost;
} Entry;

struct _PtlPending
{
  GArray *entries; /* Entry */
  gsize cost;      /* of all of them */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->fact, ptl_fact_unref);
}

PtlPending *
ptl_pending_new (void)
{
  PtlPending *self = g_new0 (PtlPending, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

void
ptl_pending_free (PtlPending *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

static gsize
get_fact_cost (const PtlFact *fact)
{
  gsize cost = sizeof (Entry) + sizeof (PtlFact);

  if (fact->kind == PTL_FACT_RESPONSE)
    cost += sizeof (PtlResponse) + g_bytes_get_size (fact->response->received) +
            g_bytes_get_size (fact->response->sent);
  else if (fact->kind == PTL_FACT_SILENT)
    cost += sizeof (PtlAddressRange);
  else if (fact->kind == PTL_FACT_SERVICE)
    cost += sizeof (PtlService) + sizeof (PtlRuleRef);
  else if (fact->kind == PTL_FACT_TRACE)
    cost += sizeof (PtlTraceEvent) +
            (fact->event->data != NULL ? g_bytes_get_size (fact->event->data) : 0);
  else if (fact->kind == PTL_FACT_TLS && fact->tls->certificate != NULL)
    cost += sizeof (PtlCertificate) + g_bytes_get_size (fact->tls->certificate->der);
  return cost;
}

gsize
ptl_pending_get_cost (GPtrArray *facts)
{
  gsize cost = 0;

  for (guint i = 0; i < facts->len; i++)
    cost += get_fact_cost (facts->pdata[i]);
  return cost;
}

void
ptl_pending_add_facts (PtlPending *self, gint64 id, GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      PtlFact *fact = facts->pdata[i];
      Entry entry = { .id = id,
                      .fact = ptl_fact_ref (fact),
                      .cost = get_fact_cost (fact) };

      g_array_append_val (self->entries, entry);
      self->cost += entry.cost;
    }
}

void
ptl_pending_add_end (PtlPending *self,
                     gint64 id,
                     PtlSessionState state,
                     gint64 finished_us)
{
  Entry entry = { .id = id, .state = state, .finished_us = finished_us };

  g_array_append_val (self->entries, entry);
}

gboolean
ptl_pending_is_empty (const PtlPending *self)
{
  return self->entries->len == 0;
}

gboolean
ptl_pending_is_batch (const PtlPending *self)
{
  return self->entries->len >= PTL_STORE_COMMIT_ROWS || self->cost >= BATCH_BYTES;
}

static gboolean
save_entry (PtlFactRows *rows, const Entry *entry, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (entry->fact == NULL)
    {
      ptl_owners_release (ptl_database_get_owners (rows->db), entry->id);
      return ptl_session_rows_end (rows->db, entry->id, entry->state, entry->finished_us,
                                   error);
    }
  if (ptl_fact_rows_save (rows, entry->id, entry->fact, &reason))
    return TRUE;

  if (ptl_database_is_constraint (rows->db))
    {
      /* Trying again would not help: its session was deleted. */
      g_debug ("store: a fact of session %" G_GINT64_FORMAT " is dropped: %s", entry->id,
               reason->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Saves the first entries.  Returns: how many, 0 on failure */
static guint
save_batch (PtlPending *self, PtlDatabase *db, gsize *cost, GError **error)
{
  g_auto (PtlFactRows) rows = { .db = db };
  guint n = 0;

  *cost = 0;
  if (!ptl_database_begin (db, error))
    return 0;

  while (n < self->entries->len && n < PTL_STORE_COMMIT_ROWS && *cost < BATCH_BYTES)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, n);

      if (!save_entry (&rows, entry, error))
        {
          ptl_database_rollback (db);
          return 0;
        }

      *cost += entry->cost;
      n++;
    }

  return ptl_database_commit (db, error) ? n : 0;
}

gboolean
ptl_pending_save (PtlPending *self, PtlDatabase *db, gsize *freed, GError **error)
{
  *freed = 0;
  while (self->entries->len > 0)
    {
      gsize cost;
      guint n = save_batch (self, db, &cost, error);

      if (n == 0)
        return FALSE;

      g_array_remove_range (self->entries, 0, n);
      self->cost -= cost;
      *freed += cost;
    }

  return TRUE;
}
