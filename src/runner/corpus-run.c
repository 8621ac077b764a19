/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/corpus-run.c: rules asked about the stored answers of sessions, offline, on all
 * processors.
 *
 *   store's thread: reads the evidence of one port after the other --> pool: judges it
 *
 * The reader waits when the pool is behind, so that memory has an end. */
#include "runner/corpus-run.h"

#include "scan/service-replay.h"

#define MAX_QUEUED  16 /* batches read and not yet judged */
#define BATCH       64 /* ports */
#define PROGRESS_MS 100

typedef struct
{
  PtlStore *store;
  GPtrArray *sessions; /* PtlSessionInfo */
  guint next;          /* of sessions: to be read */
  PtlServiceReplay *replay;
  GThreadPool *pool;
  GCancellable *cancellable; /* (nullable) */
  PtlCorpusProgressFunc progress;
  gpointer progress_data;
  GSource *ticker; /* (nullable) */

  /* Of all threads, under the lock; the session is the reader's alone. */
  GMutex lock;
  GCond room;
  guint n_queued;
  PtlCorpusResult *result;
  const PtlSessionInfo *session; /* whose evidence is being read */
  GPtrArray *ports;              /* (nullable): the batch being filled */
} Run;

/* Some ports of one session, for the pool. */
typedef struct
{
  GPtrArray *ports; /* PtlEvidence */
  const PtlSessionInfo *session;
} Batch;

void
ptl_corpus_result_free (PtlCorpusResult *self)
{
  g_ptr_array_unref (self->verdicts);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static GPtrArray *
new_changes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_verdict_change_free);
}

static PtlCorpusResult *
new_result (void)
{
  PtlCorpusResult *self = g_new0 (PtlCorpusResult, 1);

  self->verdicts = new_changes ();
  self->changes = new_changes ();
  return self;
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_thread_pool_free (self->pool, FALSE, TRUE); /* what is queued owns its evidence */
  if (self->ticker != NULL)
    g_source_destroy (self->ticker);
  g_clear_pointer (&self->ticker, g_source_unref);
  g_object_unref (self->store);
  g_ptr_array_unref (self->sessions);
  ptl_service_replay_free (self->replay);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ports, g_ptr_array_unref);
  g_clear_pointer (&self->result, ptl_corpus_result_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->room);
  g_free (self);
}

/* --- in the pool --- */

static gboolean
is_same_rule (const PtlRuleRef *a, const PtlRuleRef *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->line == b->line && g_strcmp0 (a->layer, b->layer) == 0 &&
         g_strcmp0 (a->file, b->file) == 0 && g_strcmp0 (a->pattern, b->pattern) == 0 &&
         g_strcmp0 (a->probe, b->probe) == 0;
}

/* Puts down how @after differs from the scan's own verdict and from what is shown. */
static void
note (Run *self, PtlEvidence *evidence, PtlService *after)
{
  g_autoptr (PtlVerdictChange) of_scan =
      ptl_verdict_change_new (evidence, evidence->scanned, after);
  g_autoptr (PtlVerdictChange) of_shown =
      ptl_verdict_change_new (evidence, evidence->shown, after);
  gboolean differs = ptl_verdict_change_is_told (of_scan) ||
                     !is_same_rule (evidence->scanned->rule, after->rule);
  gboolean is_told = ptl_verdict_change_is_told (of_shown);

  g_mutex_lock (&self->lock);
  if (differs)
    g_ptr_array_add (self->result->verdicts, g_steal_pointer (&of_scan));
  if (is_told)
    g_ptr_array_add (self->result->changes, g_steal_pointer (&of_shown));
  g_mutex_unlock (&self->lock);
}

static void
judge (Run *self, const PtlSessionInfo *session, PtlEvidence *evidence)
{
  PtlServiceReplayPort port = { .protocol = evidence->protocol,
                                .port = evidence->port,
                                .intensity = session->options->intensity,
                                .compat_nmap = session->options->compat_nmap,
                                .responses = evidence->responses,
                                .before = evidence->scanned };
  g_autoptr (PtlService) after = ptl_service_replay_run (self->replay, &port);

  note (self, evidence, after);
}

static void
judge_cb (gpointer data, gpointer user_data)
{
  Run *self = user_data;
  Batch *batch = data;
  guint n_responses = 0;

  for (guint i = 0;
       i < batch->ports->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      PtlEvidence *evidence = batch->ports->pdata[i];

      judge (self, batch->session, evidence);
      n_responses += evidence->responses->len;
    }

  g_mutex_lock (&self->lock);
  self->n_queued--;
  self->result->n_ports += batch->ports->len;
  self->result->n_responses += n_responses;
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->lock);

  g_ptr_array_unref (batch->ports);
  g_free (batch);
}

/* --- on the store's thread --- */

/* Gives the pool what was read; @waits: once there is room. */
static void
push_batch (Run *self, gboolean waits)
{
  Batch *batch;

  if (self->ports == NULL)
    return;

  batch = g_new0 (Batch, 1);
  batch->ports = g_steal_pointer (&self->ports);
  batch->session = self->session;

  g_mutex_lock (&self->lock);
  while (waits && self->n_queued >= MAX_QUEUED)
    g_cond_wait (&self->room, &self->lock);
  self->n_queued++;
  g_mutex_unlock (&self->lock);

  g_thread_pool_push (self->pool, batch, NULL);
}

static void
evidence_cb (PtlEvidence *evidence, gpointer user_data)
{
  Run *self = user_data;

  if (self->ports == NULL)
    self->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_evidence_unref);
  g_ptr_array_add (self->ports, evidence);
  if (self->ports->len == BATCH)
    push_batch (self, TRUE);
}

/* --- on the caller's context --- */

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return ptl_verdict_change_compare (*(const PtlVerdictChange *const *) a,
                                     *(const PtlVerdictChange *const *) b);
}

static void
conclude_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *self = data;

  PtlCorpusResult *result;

  g_mutex_lock (&self->lock);
  while (self->n_queued > 0)
    g_cond_wait (&self->room, &self->lock);
  result = g_steal_pointer (&self->result);
  g_mutex_unlock (&self->lock);

  g_ptr_array_sort (result->verdicts, compare_changes);
  g_ptr_array_sort (result->changes, compare_changes);
  g_task_return_pointer (task, result, (GDestroyNotify) ptl_corpus_result_free);
}

static void read_next (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  push_batch (self, FALSE); /* the rest, now that nobody else reads */
  if (ptl_store_visit_evidence_finish (PTL_STORE (source), result, &error))
    read_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->next == self->sessions->len)
    {
      g_task_run_in_thread (task, conclude_worker);
      g_object_unref (task);
      return;
    }

  self->session = self->sessions->pdata[self->next++];
  ptl_store_visit_evidence_async (self->store, self->session->id, evidence_cb, self,
                                  self->cancellable, read_cb, task);
}

static gboolean
tick_cb (gpointer user_data)
{
  Run *self = user_data;
  guint n_ports = 0;

  g_mutex_lock (&self->lock);
  if (self->result != NULL)
    n_ports = self->result->n_ports;
  g_mutex_unlock (&self->lock);

  if (n_ports > 0)
    self->progress (n_ports, self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
start_ticker (Run *self)
{
  self->ticker = g_timeout_source_new (PROGRESS_MS);
  g_source_set_static_name (self->ticker, "corpus run");
  g_source_set_callback (self->ticker, tick_cb, self, NULL);
  g_source_attach (self->ticker, g_main_context_get_thread_default ());
}

void
ptl_corpus_run_async (PtlStore *store,
                      GPtrArray *sessions,
                      PtlProbeDb *db,
                      PtlServiceNames *names,
                      PtlCorpusProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->room);
  self->store = g_object_ref (store);
  self->sessions = g_ptr_array_ref (sessions);
  self->replay = ptl_service_replay_new (db, names);
  self->pool =
      g_thread_pool_new (judge_cb, self, (int) g_get_num_processors (), FALSE, NULL);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  self->result = new_result ();
  if (progress != NULL)
    start_ticker (self);

  g_task_set_source_tag (task, ptl_corpus_run_async);
  g_task_set_task_data (task, self, run_free);
  read_next (task);
}

PtlCorpusResult *
ptl_corpus_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
