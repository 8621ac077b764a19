/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/matcher.c: which rule claims a response, and what it says of the service.
 *
 * Within a layer the first rule decides, hard or soft, as Nmap does it (spec 2.5).  A
 * soft match of one layer waits for a hard match of the layers below. */
#include "rules/matcher.h"

#include "rules/probe-private.h"

typedef struct
{
  const guint8 *data;
  gsize len;
  gboolean compat_nmap;
  PtlPatternRunner *runner;
  PtlCaptures captures; /* of the rule that matched last */
} Attempt;

void
ptl_match_free (PtlMatch *self)
{
  ptl_service_unref (self->service);
  g_free (self);
}

static PtlMatchVia
get_via (const PtlProbe *asked, const PtlProbe *owner)
{
  if (owner == asked)
    return PTL_MATCH_VIA_DIRECT;
  return ptl_probe_is_null (owner) ? PTL_MATCH_VIA_NULL : PTL_MATCH_VIA_FALLBACK;
}

static PtlMatch *
make_match (const Attempt *attempt,
            const PtlProbe *asked,
            const PtlProbe *owner,
            const PtlRule *rule)
{
  PtlMatch *match = g_new0 (PtlMatch, 1);

  match->soft = rule->soft;
  match->tunnels = !rule->soft && g_str_equal (rule->service, "ssl");
  match->service = ptl_rule_fill_service (rule, &attempt->captures, attempt->compat_nmap);
  match->service->rule->probe = g_strdup (owner->name);
  match->service->rule->via = get_via (asked, owner);
  return match;
}

static gboolean
try_rule (Attempt *attempt, PtlRule *rule)
{
  return ptl_pattern_runner_match (attempt->runner, &rule->pattern, attempt->data,
                                   attempt->len, &attempt->captures);
}

/* The first rule of one layer that matches, in the lists of the probe's chain. */
static PtlMatch *
match_layer (Attempt *attempt, const PtlProbe *asked, guint layer)
{
  for (guint i = 0; i < asked->chain->len; i++)
    {
      const PtlProbe *owner = asked->chain->pdata[i];
      GPtrArray *rules = owner->rules[layer];

      for (guint j = 0; rules != NULL && j < rules->len; j++)
        if (try_rule (attempt, rules->pdata[j]))
          return make_match (attempt, asked, owner, rules->pdata[j]);
    }

  return NULL;
}

PtlMatch *
ptl_match_response (PtlProbeDb *db,
                    const PtlProbe *probe,
                    const guint8 *data,
                    gsize len,
                    gboolean compat_nmap)
{
  g_autoptr (PtlPatternRunner) runner = ptl_pattern_runner_new ();
  g_autoptr (PtlMatch) best = NULL;
  Attempt attempt = { data, len, compat_nmap, runner };

  g_return_val_if_fail (probe->chain != NULL, NULL);

  for (guint layer = PTL_N_RULE_LAYERS; layer-- > 0;)
    {
      g_autoptr (PtlMatch) match = match_layer (&attempt, probe, layer);

      if (match != NULL && !match->soft)
        return g_steal_pointer (&match);
      if (best == NULL)
        best = g_steal_pointer (&match);
    }

  return g_steal_pointer (&best);
}

GPtrArray *
ptl_match_response_all (PtlProbeDb *db,
                        const PtlProbe *probe,
                        const guint8 *data,
                        gsize len)
{
  g_autoptr (PtlPatternRunner) runner = ptl_pattern_runner_new ();
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_match_free);
  Attempt attempt = { data, len, FALSE, runner };

  g_return_val_if_fail (probe->chain != NULL, matches);

  for (guint layer = PTL_N_RULE_LAYERS; layer-- > 0;)
    for (guint i = 0; i < probe->chain->len; i++)
      {
        const PtlProbe *owner = probe->chain->pdata[i];
        GPtrArray *rules = owner->rules[layer];

        for (guint j = 0; rules != NULL && j < rules->len; j++)
          if (try_rule (&attempt, rules->pdata[j]))
            g_ptr_array_add (matches,
                             make_match (&attempt, probe, owner, rules->pdata[j]));
      }

  return matches;
}
