/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/draft-fit.c: a rule drafted from responses so that it claims no stored response
 * of another product. */
#include "runner/draft-fit.h"

#include <glib/gi18n-lib.h>

#include "rules/matcher.h"
#include "rules/rule-text.h"
#include "runner/rule-layers.h"
#include "runner/rule-trial.h"

#define DRAFT_NAME "draft"

typedef struct
{
  PtlResponseCorpus *corpus;
  GPtrArray *samples; /* PtlResponseSample */
  const PtlProbe *probe;
  const char *service;
  const char *product;
  GCancellable *cancellable;
} Fitter;

void
ptl_draft_fit_free (PtlDraftFit *self)
{
  ptl_rule_draft_free (self->draft);
  g_free (self->text);
  g_free (self);
}

static PtlRuleDraft *
draft (const Fitter *self, PtlDraftLevel level)
{
  g_autoptr (GPtrArray) responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < self->samples->len; i++)
    g_ptr_array_add (responses,
                     g_bytes_ref (((PtlResponseSample *) self->samples->pdata[i])->data));
  return ptl_rule_draft_new (responses, level, self->service, self->product);
}

static void
append_example (GString *out, PtlProbeDb *db, const PtlResponseSample *sample)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, sample->protocol, sample->probe);
  g_autoptr (PtlMatch) match = NULL;

  if (probe != NULL)
    match = ptl_match_response (db, probe, g_bytes_get_data (sample->data, NULL),
                                g_bytes_get_size (sample->data), FALSE);
  if (match != NULL)
    ptl_rule_text_append_example (out, sample->data, NULL, match->service);
}

/* Returns: (transfer full): the rule below its probe, with the samples as examples */
static char *
write_file (const Fitter *self, const PtlRuleDraft *rule)
{
  g_autofree char *line = ptl_rule_draft_to_line (rule);
  g_autoptr (GString) bare = g_string_new (NULL);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GBytes) bytes = NULL;
  GString *out = g_string_new (NULL);

  ptl_rule_text_append_probe (out, self->probe);
  g_string_append_printf (bare, "%s%s\n", out->str, line);
  bytes = g_bytes_new (bare->str, bare->len);
  if (ptl_probe_db_load_bytes (db, bytes, DRAFT_NAME, PTL_RULE_LAYER_USER, FALSE, NULL) &&
      ptl_probe_db_seal (db, FALSE, NULL))
    for (guint i = 0; i < self->samples->len; i++)
      append_example (out, db, self->samples->pdata[i]);

  g_string_append_printf (out, "%s\n", line);
  return g_string_free (out, FALSE);
}

/* Whether the port gave one of the samples: that it is named otherwise is the purpose. */
static gboolean
is_source (const Fitter *self, const PtlEvidence *evidence)
{
  for (guint i = 0; i < evidence->responses->len; i++)
    for (guint j = 0; j < self->samples->len; j++)
      if (g_bytes_equal (((PtlResponse *) evidence->responses->pdata[i])->received,
                         ((PtlResponseSample *) self->samples->pdata[j])->data))
        return TRUE;

  return FALSE;
}

static guint
count_contradicted (const Fitter *self, const PtlRuleTrial *trial)
{
  guint n = 0;

  for (guint i = 0; i < trial->findings->len; i++)
    {
      const PtlTrialFinding *finding = trial->findings->pdata[i];

      n += finding->kind == PTL_TRIAL_CONTRADICTS &&
           !is_source (self, finding->change->evidence);
    }

  return n;
}

static PtlDraftFit *
fit_level (const Fitter *self, PtlDraftLevel level, GError **error)
{
  g_autoptr (PtlDraftFit) fit = g_new0 (PtlDraftFit, 1);
  g_autoptr (PtlRuleTrial) trial = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fit->draft = draft (self, level);
  fit->text = write_file (self, fit->draft);
  bytes = g_bytes_new_static (fit->text, strlen (fit->text));
  trial = ptl_rule_trial_run (self->corpus, bytes, DRAFT_NAME, self->cancellable, error);
  if (trial == NULL)
    return NULL;

  fit->n_contradicted = count_contradicted (self, trial);
  return g_steal_pointer (&fit);
}

static const PtlProbe *
find_probe (PtlProbeDb *db, const PtlResponseSample *sample, GError **error)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, sample->protocol, sample->probe);

  if (probe == NULL)
    g_set_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX,
                 _ ("there is no %s probe “%s”"),
                 ptl_protocol_to_string (sample->protocol), sample->probe);
  return probe;
}

PtlDraftFit *
ptl_draft_fit_run (PtlResponseCorpus *corpus,
                   GPtrArray *samples,
                   PtlDraftLevel level,
                   gboolean is_fixed,
                   const char *service,
                   const char *product,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_rule_layers_load (NULL, NULL, error);
  Fitter self = { corpus, samples, NULL, service, product, cancellable };
  g_autoptr (PtlDraftFit) fit = NULL;

  g_return_val_if_fail (samples->len > 0, NULL);

  self.probe = db != NULL ? find_probe (db, samples->pdata[0], error) : NULL;
  if (self.probe == NULL)
    return NULL;

  for (;;)
    {
      fit = fit_level (&self, level, error);
      if (fit == NULL || fit->n_contradicted == 0 || is_fixed ||
          level == PTL_DRAFT_LEVEL_LITERAL)
        return g_steal_pointer (&fit);

      g_clear_pointer (&fit, ptl_draft_fit_free);
      level = (PtlDraftLevel) (level - 1);
    }
}
