/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/rule-claims.c: two rules that match every answer. */
#include "runner/rule-claims.h"

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

static PtlRuleClaim *
make_claim (const PtlResponse *response, guint line)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlRuleClaim *claim;

  service->name = g_strdup ("http");
  service->product = g_strdup_printf ("Server %u", line);
  service->rule = ptl_rule_ref_new ();
  service->rule->file = g_strdup ("/made/up/rules");
  service->rule->line = line;
  service->rule->layer = g_strdup ("shipped");
  claim = ptl_rule_claim_new (response->probe, service);
  claim->wins = line == 1;
  return claim;
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
  GPtrArray *claims =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_claim_free);

  for (guint i = 0; i < responses->len; i++)
    for (guint line = 1; line <= 2; line++)
      g_ptr_array_add (claims, make_claim (responses->pdata[i], line));

  g_task_return_pointer (task, claims, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_rule_claims_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
