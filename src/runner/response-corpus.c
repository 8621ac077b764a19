/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/response-corpus.c: stored responses in memory. */
#include "runner/response-corpus.h"

struct _PtlResponseCorpus
{
  gatomicrefcount refs;
  GPtrArray *ports; /* PtlEvidence */
  guint n_responses;
  gsize n_bytes;
  gboolean is_cut;
};

typedef struct
{
  PtlStore *store;
  GPtrArray *sessions; /* PtlSessionInfo */
  guint next;
  PtlResponseCorpus *corpus;
} Load;

PtlResponseCorpus *
ptl_response_corpus_new (void)
{
  PtlResponseCorpus *self = g_new0 (PtlResponseCorpus, 1);

  g_atomic_ref_count_init (&self->refs);
  self->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_evidence_unref);
  return self;
}

PtlResponseCorpus *
ptl_response_corpus_ref (PtlResponseCorpus *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ptl_response_corpus_unref (PtlResponseCorpus *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_ptr_array_unref (self->ports);
  g_free (self);
}

void
ptl_response_corpus_add (PtlResponseCorpus *self, PtlEvidence *evidence)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < evidence->responses->len; i++)
    n_bytes +=
        g_bytes_get_size (((PtlResponse *) evidence->responses->pdata[i])->received);

  self->is_cut |= n_bytes > PTL_RESPONSE_CORPUS_MAX_BYTES - self->n_bytes;
  if (self->is_cut || n_bytes == 0)
    {
      ptl_evidence_unref (evidence);
      return;
    }

  self->n_bytes += n_bytes;
  self->n_responses += evidence->responses->len;
  g_ptr_array_add (self->ports, evidence);
}

GPtrArray *
ptl_response_corpus_get_ports (PtlResponseCorpus *self)
{
  return self->ports;
}

guint
ptl_response_corpus_get_n_responses (PtlResponseCorpus *self)
{
  return self->n_responses;
}

gboolean
ptl_response_corpus_is_cut (PtlResponseCorpus *self)
{
  return self->is_cut;
}

/* --- from the store --- */

static void
load_free (gpointer data)
{
  Load *self = data;

  g_object_unref (self->store);
  g_ptr_array_unref (self->sessions);
  g_clear_pointer (&self->corpus, ptl_response_corpus_unref);
  g_free (self);
}

/* On the store's thread. */
static void
evidence_cb (PtlEvidence *evidence, gpointer user_data)
{
  Load *self = user_data;

  ptl_response_corpus_add (self->corpus, evidence);
}

static void load_next (GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ptl_store_visit_evidence_finish (PTL_STORE (source), result, &error))
    load_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
load_next (GTask *task)
{
  Load *self = g_task_get_task_data (task);
  const PtlSessionInfo *session;

  if (self->next == self->sessions->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&self->corpus),
                             (GDestroyNotify) ptl_response_corpus_unref);
      g_object_unref (task);
      return;
    }

  session = self->sessions->pdata[self->next++];
  ptl_store_visit_evidence_async (self->store, session->id, evidence_cb, self,
                                  g_task_get_cancellable (task), loaded_cb, task);
}

void
ptl_response_corpus_load_async (PtlStore *store,
                                GPtrArray *sessions,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Load *self = g_new0 (Load, 1);

  self->store = g_object_ref (store);
  self->sessions = g_ptr_array_ref (sessions);
  self->corpus = ptl_response_corpus_new ();
  g_task_set_source_tag (task, ptl_response_corpus_load_async);
  g_task_set_task_data (task, self, load_free);
  load_next (task);
}

PtlResponseCorpus *
ptl_response_corpus_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
