/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/writer.c: the thread of the store that writes.
 *
 *   SAVING --commit fails--> FAILING --commit succeeds--> SAVING
 *
 * Facts gather in memory and are written in one short transaction when the first of them
 * has waited long enough or %PTL_STORE_COMMIT_ROWS are there; so the file is locked, for
 * other programs, only while something is really written.  When FAILING the next try
 * comes after a pause that doubles. */
#include "store/writer.h"

#include <glib/gi18n-lib.h>

#include "store/pending.h"
#include "store/reader.h"
#include "store/session-rows.h"
#include "store/store.h"

/* The transaction itself has the rest of PTL_STORE_COMMIT_MS. */
#define GATHER_MS      (PTL_STORE_COMMIT_MS * 4 / 5)
#define FIRST_PAUSE_MS 250
#define LAST_PAUSE_MS  8000

struct _PtlWriter
{
  GThread *thread;
  GAsyncQueue *jobs; /* PtlJob */
  gsize backlog;     /* atomic: bytes appended and not committed */

  /* the thread's own */
  PtlDatabase *db;
  PtlReader *reader;
  PtlReader *visitor; /* for what takes long, so that reading need not wait */
  PtlPending *pending;
  gint64 due_us;  /* when pending is to be saved; valid if it is not empty */
  guint pause_ms; /* before the next try; 0: SAVING */
  gboolean behind;
  PtlWriterFuncs funcs;
  gpointer user_data;
  GDestroyNotify free_data;
};

static void
note_failure (PtlWriter *self, const GError *error)
{
  if (self->pause_ms == 0)
    self->funcs.failed (error, self->user_data);

  self->pause_ms = CLAMP (self->pause_ms * 2, FIRST_PAUSE_MS, LAST_PAUSE_MS);
  self->due_us = g_get_monotonic_time () + self->pause_ms * G_TIME_SPAN_MILLISECOND;
}

static void
note_success (PtlWriter *self)
{
  if (self->pause_ms > 0)
    self->funcs.recovered (self->user_data);

  self->pause_ms = 0;
  self->behind = FALSE;
}

static gboolean
save (PtlWriter *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize freed;
  gboolean saved = ptl_pending_save (self->pending, self->db, &freed, &reason);

  g_atomic_pointer_add (&self->backlog, -(gssize) freed);
  ptl_database_shorten_log (self->db);
  if (saved)
    {
      note_success (self);
      return TRUE;
    }

  note_failure (self, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Memory is not without end either: says once that saving does not keep up. */
static void
check_backlog (PtlWriter *self)
{
  g_autoptr (GError) error = NULL;

  if (self->behind ||
      (gsize) g_atomic_pointer_get (&self->backlog) <= PTL_STORE_MAX_BACKLOG)
    return;

  self->behind = TRUE;
  error = g_error_new (PTL_STORE_ERROR, PTL_STORE_ERROR_BEHIND,
                       _ ("more than %d MiB of results wait to be saved"),
                       PTL_STORE_MAX_BACKLOG / (1024 * 1024));
  self->funcs.failed (error, self->user_data);
}

static void
append (PtlWriter *self, PtlJob *job)
{
  if (ptl_pending_is_empty (self->pending))
    self->due_us = g_get_monotonic_time () + GATHER_MS * G_TIME_SPAN_MILLISECOND;

  ptl_pending_add_facts (self->pending, job->id, job->facts);
  ptl_job_free (job);
  if (self->pause_ms == 0 && ptl_pending_is_batch (self->pending))
    save (self, NULL);
  check_backlog (self);
}

static void
end_session (PtlWriter *self, PtlJob *job)
{
  /* Kept with the facts: an end that cannot be saved now is saved with them later. */
  ptl_pending_add_end (self->pending, job->id, job->state, job->finished_us);
  if (save (self, &job->error))
    {
      job->result = ptl_session_rows_get (self->db, job->id, &job->error);
      ptl_database_sync (self->db);
      self->funcs.sessions_changed (self->user_data);
    }

  ptl_job_complete (job);
}

static void
run_in_transaction (PtlWriter *self, PtlJob *job)
{
  if (!ptl_database_begin (self->db, &job->error))
    return;

  ptl_job_run (job, self->db);
  if (job->error != NULL)
    ptl_database_rollback (self->db);
  else if (ptl_database_commit (self->db, &job->error) && job->changes_sessions)
    self->funcs.sessions_changed (self->user_data);
  ptl_database_shorten_log (self->db);
}

static void
flush (PtlWriter *self, PtlJob *job)
{
  if (save (self, &job->error))
    ptl_database_sync (self->db);
  ptl_job_complete (job);
}

/* Returns: FALSE after the last job */
static gboolean
handle (PtlWriter *self, PtlJob *job)
{
  switch (job->kind)
    {
    case PTL_JOB_APPEND:
      append (self, job);
      return TRUE;

    case PTL_JOB_END:
      end_session (self, job);
      return TRUE;

    case PTL_JOB_WRITE:
      save (self, NULL);
      run_in_transaction (self, job);
      ptl_job_complete (job);
      return TRUE;

    case PTL_JOB_READ:
      save (self, NULL); /* what fails now is just not seen */
      ptl_reader_push (self->reader, job);
      return TRUE;

    case PTL_JOB_VISIT:
      save (self, NULL);
      ptl_reader_push (self->visitor, job);
      return TRUE;

    case PTL_JOB_FLUSH:
      flush (self, job);
      return TRUE;

    case PTL_JOB_VACUUM:
      if (save (self, &job->error))
        ptl_database_exec (self->db, "VACUUM", &job->error);
      ptl_database_sync (self->db);
      ptl_job_complete (job);
      return TRUE;

    case PTL_JOB_CLOSE:
      save (self, &job->error);
      g_clear_pointer (&self->reader, ptl_reader_free);
      g_clear_pointer (&self->visitor, ptl_reader_free);
      g_clear_pointer (&self->db, ptl_database_close);
      ptl_job_complete (job);
      return FALSE;
    }

  g_assert_not_reached ();
}

/* Returns: (transfer full) (nullable): NULL when it is time to save */
static PtlJob *
wait_for_job (PtlWriter *self)
{
  gint64 left_us;

  if (ptl_pending_is_empty (self->pending))
    return g_async_queue_pop (self->jobs);

  left_us = self->due_us - g_get_monotonic_time ();
  return left_us > 0 ? g_async_queue_timeout_pop (self->jobs, (guint64) left_us) : NULL;
}

static gpointer
writer_worker (gpointer data)
{
  PtlWriter *self = data;
  gboolean open = TRUE;

  while (open)
    {
      PtlJob *job = wait_for_job (self);

      if (job != NULL)
        open = handle (self, job);
      else
        save (self, NULL);
    }

  return NULL;
}

static void
free_job_cb (gpointer job)
{
  ptl_job_free (job);
}

PtlWriter *
ptl_writer_new (PtlDatabase *db,
                const char *path,
                const PtlWriterFuncs *funcs,
                gpointer user_data,
                GDestroyNotify free_data)
{
  PtlWriter *self = g_new0 (PtlWriter, 1);

  self->db = db;
  ptl_database_watch_log (db);
  self->jobs = g_async_queue_new_full (free_job_cb);
  self->reader = ptl_reader_new (path, ptl_database_get_owners (db));
  self->visitor = ptl_reader_new (path, ptl_database_get_owners (db));
  self->pending = ptl_pending_new ();
  self->funcs = *funcs;
  self->user_data = user_data;
  self->free_data = free_data;
  self->thread = g_thread_new ("store writer", writer_worker, self);
  return self;
}

void
ptl_writer_push (PtlWriter *self, PtlJob *job)
{
  if (job->kind == PTL_JOB_APPEND)
    g_atomic_pointer_add (&self->backlog, (gssize) ptl_pending_get_cost (job->facts));
  g_async_queue_push (self->jobs, job);
}

void
ptl_writer_free (PtlWriter *self)
{
  g_thread_join (self->thread);
  self->free_data (self->user_data);
  g_async_queue_unref (self->jobs);
  ptl_pending_free (self->pending);
  g_free (self);
}
