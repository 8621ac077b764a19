/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/reply-verdicts.c: what today's rules say of the replies in a fingerprint. */
#include "runner/reply-verdicts.h"

#include "runner/rule-layers.h"

static void
free_match (gpointer match)
{
  if (match != NULL)
    ptl_match_free (match);
}

static void
free_payload (gpointer payload)
{
  if (payload != NULL)
    g_bytes_unref (payload);
}

void
ptl_reply_verdicts_free (PtlReplyVerdicts *self)
{
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->payloads);
  g_free (self);
}

const PtlMatch *
ptl_reply_verdicts_get_best (const PtlReplyVerdicts *self, guint *reply)
{
  const PtlMatch *best = NULL;

  for (guint i = 0; i < self->matches->len; i++)
    {
      const PtlMatch *match = self->matches->pdata[i];

      if (match == NULL || (best != NULL && (match->soft || !best->soft)))
        continue;
      best = match;
      if (reply != NULL)
        *reply = i;
    }

  return best;
}

/* The first hard match of any probe's rules, else the first soft one. */
static PtlMatch *
match_any (PtlProbeDb *db, PtlProtocol protocol, const guint8 *data, gsize len)
{
  g_autoptr (PtlMatch) soft = NULL;

  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    {
      const PtlProbe *probe = ptl_probe_db_get_probe (db, i);
      g_autoptr (PtlMatch) match = NULL;

      if (ptl_probe_get_protocol (probe) == protocol)
        match = ptl_match_response (db, probe, data, len, FALSE);
      if (match != NULL && !match->soft)
        return g_steal_pointer (&match);
      if (match != NULL && soft == NULL)
        soft = g_steal_pointer (&match);
    }

  return g_steal_pointer (&soft);
}

static PtlMatch *
match_reply (PtlProbeDb *db, PtlProtocol protocol, const PtlFingerprintReply *reply)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, protocol, reply->probe);
  gsize len;
  const guint8 *data = g_bytes_get_data (reply->data, &len);

  return probe != NULL ? ptl_match_response (db, probe, data, len, FALSE)
                       : match_any (db, protocol, data, len);
}

static GBytes *
find_payload (PtlProbeDb *db, PtlProtocol protocol, const PtlFingerprintReply *reply)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, protocol, reply->probe);

  return probe != NULL ? g_bytes_ref (ptl_probe_get_payload (probe)) : NULL;
}

static void
find_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const PtlFingerprint *print = task_data;
  g_autoptr (PtlReplyVerdicts) verdicts = NULL;
  g_autoptr (PtlProbeDb) db = NULL;
  GError *error = NULL;

  db = ptl_rule_layers_load (NULL, NULL, &error);
  if (db == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  verdicts = g_new0 (PtlReplyVerdicts, 1);
  verdicts->n_rules = ptl_probe_db_get_n_rules (db);
  verdicts->matches = g_ptr_array_new_with_free_func (free_match);
  verdicts->payloads = g_ptr_array_new_with_free_func (free_payload);
  for (guint i = 0; i < print->replies->len; i++)
    {
      PtlMatch *match = NULL;

      if (!g_cancellable_is_cancelled (cancellable))
        match = match_reply (db, print->protocol, print->replies->pdata[i]);
      g_ptr_array_add (verdicts->matches, match);
      g_ptr_array_add (verdicts->payloads,
                       find_payload (db, print->protocol, print->replies->pdata[i]));
    }

  g_task_return_pointer (task, g_steal_pointer (&verdicts),
                         (GDestroyNotify) ptl_reply_verdicts_free);
}

static void
free_print (gpointer print)
{
  ptl_fingerprint_free (print);
}

void
ptl_reply_verdicts_find_async (const PtlFingerprint *print,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ptl_reply_verdicts_find_async);
  g_task_set_task_data (task, ptl_fingerprint_copy (print, G_MAXUINT, G_MAXSIZE),
                        free_print);
  g_task_run_in_thread (task, find_worker);
}

PtlReplyVerdicts *
ptl_reply_verdicts_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
