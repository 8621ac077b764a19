/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-claims.c: every rule that matches an answer, not only the one that decided.
 */
#include "runner/rule-claims.h"

#include <string.h>

#include "rules/matcher.h"
#include "runner/rule-layers.h"

typedef struct
{
  PtlScanOptions *options;
  PtlProtocol protocol;
  GPtrArray *responses;
} Work;

PtlRuleClaim *
ptl_rule_claim_new (const char *asked, PtlService *service)
{
  PtlRuleClaim *self = g_new0 (PtlRuleClaim, 1);

  self->asked = g_strdup (asked);
  self->service = ptl_service_ref (service);
  return self;
}

void
ptl_rule_claim_free (PtlRuleClaim *self)
{
  g_free (self->asked);
  ptl_service_unref (self->service);
  g_free (self);
}

static GPtrArray *
new_claims (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_claim_free);
}

static const PtlProbe *
find_probe (PtlProbeDb *db, PtlProtocol protocol, const char *name)
{
  const PtlProbe *null_probe = ptl_probe_db_get_null_probe (db);

  if (protocol == PTL_PROTOCOL_TCP && null_probe != NULL &&
      g_strcmp0 (ptl_probe_get_name (null_probe), name) == 0)
    return null_probe;

  return name != NULL ? ptl_probe_db_find_probe (db, protocol, name) : NULL;
}

static gboolean
is_same_rule (const PtlMatch *a, const PtlMatch *b)
{
  return b != NULL && a->service->rule->line == b->service->rule->line &&
         strcmp (a->service->rule->file, b->service->rule->file) == 0;
}

GPtrArray *
ptl_rule_claims_find (PtlProbeDb *db,
                      PtlProtocol protocol,
                      const PtlResponse *response,
                      gboolean compat_nmap)
{
  const PtlProbe *probe = find_probe (db, protocol, response->probe);
  GPtrArray *claims;
  gsize len;
  const guint8 *data = g_bytes_get_data (response->received, &len);
  g_autoptr (PtlMatch) winner = NULL;
  g_autoptr (GPtrArray) matches = NULL;

  if (probe == NULL)
    return NULL;

  claims = new_claims ();
  winner = ptl_match_response (db, probe, data, len, compat_nmap);
  matches = ptl_match_response_all (db, probe, data, len);
  for (guint i = 0; i < matches->len; i++)
    {
      const PtlMatch *match = matches->pdata[i];
      PtlRuleClaim *claim = ptl_rule_claim_new (response->probe, match->service);

      claim->soft = match->soft;
      claim->wins = is_same_rule (match, winner);
      g_ptr_array_add (claims, claim);
    }
  return claims;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  ptl_scan_options_free (work->options);
  g_ptr_array_unref (work->responses);
  g_free (work);
}

static void
load_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  g_autoptr (GPtrArray) claims = new_claims ();
  g_autoptr (PtlProbeDb) db = NULL;
  GError *error = NULL;

  db = ptl_rule_layers_load (work->options->databases, work->options->rules, &error);
  if (db == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < work->responses->len && !g_cancellable_is_cancelled (cancellable);
       i++)
    {
      GPtrArray *found = ptl_rule_claims_find (
          db, work->protocol, work->responses->pdata[i], work->options->compat_nmap);

      if (found != NULL)
        g_ptr_array_extend_and_steal (claims, found);
    }

  g_task_return_pointer (task, g_steal_pointer (&claims),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
ptl_rule_claims_load_async (const PtlScanOptions *options,
                            PtlProtocol protocol,
                            GPtrArray *responses,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->options = ptl_scan_options_copy (options);
  work->protocol = protocol;
  work->responses = g_ptr_array_ref (responses);
  g_task_set_source_tag (task, ptl_rule_claims_load_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, load_worker);
}

GPtrArray *
ptl_rule_claims_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
