/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-trial.c: what would change if some rules were in force.
 *
 * The rules alone say which ports they can have a say in; only those are judged anew. */
#include "runner/rule-trial.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/matcher.h"
#include "runner/rule-layers.h"
#include "runner/service-list.h"
#include "scan/service-replay.h"

#define DEFAULT_INTENSITY 7

typedef struct
{
  PtlProbeDb *alone; /* the rules by themselves */
  PtlServiceReplay *replay;
  const char *path;
  PtlRuleTrial *trial;
} Trial;

static void
finding_free (gpointer data)
{
  PtlTrialFinding *self = data;

  ptl_verdict_change_free (self->change);
  g_free (self);
}

void
ptl_rule_trial_free (PtlRuleTrial *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

static gboolean
matches_probe (const PtlProbe *probe,
               PtlProtocol protocol,
               GBytes *received,
               PtlProbeDb *db)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (received, &len);
  g_autoptr (PtlMatch) match = NULL;

  if (probe == NULL || ptl_probe_get_protocol (probe) != protocol)
    return FALSE;

  match = ptl_match_response (db, probe, data, len, FALSE);
  return match != NULL;
}

/* Whatever probe it answered: which rules a scan asks is left to the replay. */
static gboolean
matches_response (PtlProbeDb *alone, PtlProtocol protocol, GBytes *received)
{
  if (matches_probe (ptl_probe_db_get_null_probe (alone), protocol, received, alone))
    return TRUE;

  for (guint i = 0; i < ptl_probe_db_get_n_probes (alone); i++)
    if (matches_probe (ptl_probe_db_get_probe (alone, i), protocol, received, alone))
      return TRUE;

  return FALSE;
}

static gboolean
is_candidate (const Trial *trial, const PtlEvidence *evidence)
{
  for (guint i = 0; i < evidence->responses->len; i++)
    {
      const PtlResponse *response = evidence->responses->pdata[i];

      if (g_bytes_get_size (response->received) > 0 &&
          matches_response (trial->alone, evidence->protocol, response->received))
        return TRUE;
    }

  return FALSE;
}

/* "nginx" and "Nginx" are one; a product that was not known is no other. */
static gboolean
is_other_service (const PtlService *before, const PtlService *after)
{
  if (g_strcmp0 (before->name, after->name) != 0)
    return TRUE;
  if (before->product == NULL || after->product == NULL)
    return FALSE;

  return g_ascii_strcasecmp (before->product, after->product) != 0;
}

static void
add_finding (PtlRuleTrial *trial, PtlEvidence *evidence, PtlService *after)
{
  g_autoptr (PtlVerdictChange) change =
      ptl_verdict_change_new (evidence, evidence->shown, after);
  const PtlService *before = change->before;
  PtlTrialFinding *finding;

  if (!ptl_verdict_change_is_told (change))
    {
      trial->n_confirmed++;
      return;
    }

  finding = g_new0 (PtlTrialFinding, 1);
  finding->change = g_steal_pointer (&change);
  if (before->outcome != PTL_SERVICE_OUTCOME_HARD_MATCH)
    finding->kind = PTL_TRIAL_NAMES;
  else if (is_other_service (before, after))
    finding->kind = PTL_TRIAL_CONTRADICTS;
  else
    finding->kind = PTL_TRIAL_CHANGES;

  trial->n_named += finding->kind == PTL_TRIAL_NAMES;
  trial->n_changed += finding->kind == PTL_TRIAL_CHANGES;
  trial->n_contradicted += finding->kind == PTL_TRIAL_CONTRADICTS;
  g_ptr_array_add (trial->findings, finding);
}

static void
judge (Trial *self, PtlEvidence *evidence)
{
  PtlServiceReplayPort port = { .protocol = evidence->protocol,
                                .port = evidence->port,
                                .intensity = DEFAULT_INTENSITY,
                                .responses = evidence->responses,
                                .before = evidence->scanned };
  g_autoptr (PtlService) after = ptl_service_replay_run (self->replay, &port);

  if (after->rule != NULL && strcmp (after->rule->file, self->path) == 0)
    add_finding (self->trial, evidence, after);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const PtlTrialFinding *x = *(const PtlTrialFinding *const *) a;
  const PtlTrialFinding *y = *(const PtlTrialFinding *const *) b;

  if (x->kind != y->kind)
    return x->kind > y->kind ? -1 : 1;
  return ptl_verdict_change_compare (x->change, y->change);
}

/* Returns: (transfer full) (nullable): the rules by themselves */
static PtlProbeDb *
load_alone (GBytes *text, const char *path, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  if (!ptl_probe_db_load_bytes (db, text, path, PTL_RULE_LAYER_USER, TRUE, error) ||
      !ptl_probe_db_seal (db, FALSE, error))
    return NULL;

  return g_steal_pointer (&db);
}

static gboolean
judge_all (Trial *self,
           PtlResponseCorpus *corpus,
           GCancellable *cancellable,
           GError **error)
{
  GPtrArray *ports = ptl_response_corpus_get_ports (corpus);

  for (guint i = 0; i < ports->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_candidate (self, ports->pdata[i]))
        judge (self, ports->pdata[i]);
    }

  g_ptr_array_sort (self->trial->findings, compare_findings);
  return TRUE;
}

PtlRuleTrial *
ptl_rule_trial_run (PtlResponseCorpus *corpus,
                    GBytes *text,
                    const char *path,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (PtlProbeDb) alone = load_alone (text, path, error);
  g_autoptr (PtlProbeDb) db =
      alone != NULL ? ptl_rule_layers_load_draft (text, path, error) : NULL;
  g_autoptr (PtlServiceNames) names = ptl_service_list_load (NULL);
  g_autoptr (PtlServiceReplay) replay = NULL;
  g_autoptr (PtlRuleTrial) trial = g_new0 (PtlRuleTrial, 1);
  Trial self = { alone, NULL, path, trial };

  trial->findings = g_ptr_array_new_with_free_func (finding_free);
  trial->n_responses = ptl_response_corpus_get_n_responses (corpus);
  if (db == NULL)
    return NULL;

  replay = ptl_service_replay_new (db, names);
  self.replay = replay;
  return judge_all (&self, corpus, cancellable, error) ? g_steal_pointer (&trial) : NULL;
}

char *
ptl_rule_trial_describe (const PtlRuleTrial *self)
{
  g_autofree char *named =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Newly names %u service",
                                    "Newly names %u services", self->n_named),
                       self->n_named);

  return g_strdup_printf (_ ("%s, changes %u, contradicts %u, of %u stored answers."),
                          named, self->n_changed, self->n_contradicted,
                          self->n_responses);
}

const char *
ptl_trial_kind_to_string (PtlTrialKind kind)
{
  switch (kind)
    {
    case PTL_TRIAL_NAMES:
      return _ ("named");
    case PTL_TRIAL_CHANGES:
      return _ ("changed");
    case PTL_TRIAL_CONTRADICTS:
      return _ ("contradicted");
    }

  g_assert_not_reached ();
}
