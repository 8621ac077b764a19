/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/matcher.c: which rule claims a response, and what it says of the service.
 *
 * Within a layer the first rule decides, hard or soft, as Nmap does it (spec 2.5).  A
 * soft match of one layer waits for a hard match of the layers below that tells more. */
#include "rules/matcher.h"

#include <string.h>

#include "rules/probe-private.h"

/* A page that lists products is no server that has them all. */
#define MAX_FURTHER 8

typedef struct
{
  PtlProbeDb *db;
  const guint8 *data;
  gsize len;
  gboolean all; /* not only the first rule */
  gboolean compat_nmap;
  PtlPatternRunner *runner;
  PtlCaptures captures; /* of the rule that matched last */
  /* The first of each layer, soft but for the last. */
  const PtlMatch *firsts[PTL_N_RULE_LAYERS];
  guint n_firsts;
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

/* DTLS came to Nmap after the version that compat_nmap is about. */
static gboolean
tunnels (const Attempt *attempt, const PtlProbe *asked, const PtlRule *rule)
{
  if (rule->soft)
    return FALSE;
  if (asked->protocol == PTL_PROTOCOL_TCP)
    return g_str_equal (rule->service, "ssl");

  return !attempt->compat_nmap && g_str_equal (rule->service, "dtls");
}

static PtlMatch *
make_match (const Attempt *attempt,
            const PtlProbe *asked,
            const PtlProbe *owner,
            const PtlRule *rule)
{
  PtlMatch *match = g_new0 (PtlMatch, 1);

  match->soft = rule->soft;
  match->tunnels = tunnels (attempt, asked, rule);
  match->service = ptl_rule_fill_service (rule, &attempt->captures, attempt->compat_nmap);
  match->service->rule->probe = g_strdup (owner->name);
  match->service->rule->via = get_via (asked, owner);
  return match;
}

static gboolean
is_decided (const Attempt *attempt)
{
  return attempt->n_firsts > 0 && !attempt->firsts[attempt->n_firsts - 1]->soft;
}

/* Tries the rules that one list has for one layer, from candidate *@next on, in order.
 * Returns: (nullable): the first that matches; *@next is then the candidate after it */
static PtlRule *
find_rule (Attempt *attempt, GPtrArray *rules, const GArray *candidates, guint *next)
{
  while (*next < candidates->len)
    {
      PtlRule *rule = rules->pdata[g_array_index (candidates, guint, (*next)++)];

      if (ptl_pattern_runner_match (attempt->runner, &rule->pattern, attempt->data,
                                    attempt->len, &attempt->captures))
        return rule;
      if (ptl_pattern_take_fault (&rule->pattern))
        ptl_probe_db_add_fault (attempt->db, rule);
    }

  return NULL;
}

/* Adds to @matches what the rules of one layer give, in the lists of the probe's chain:
 * all of it, or the first. */
static void
match_layer (Attempt *attempt, const PtlProbe *asked, guint layer, GPtrArray *matches)
{
  for (guint i = 0; i < asked->chain->len; i++)
    {
      const PtlProbe *owner = asked->chain->pdata[i];
      const PtlRuleIndex *index = ptl_probe_get_index (owner, layer);
      g_autoptr (GArray) candidates = NULL;
      PtlRule *rule;
      guint next = 0;

      if (index == NULL)
        continue;

      candidates = ptl_rule_index_find (index, attempt->data,
                                        MIN (attempt->len, PTL_PATTERN_MAX_SUBJECT));
      while ((rule = find_rule (attempt, owner->rules[layer], candidates, &next)) != NULL)
        {
          g_ptr_array_add (matches, make_match (attempt, asked, owner, rule));
          if (!attempt->all)
            return;
        }
    }
}

static GPtrArray *
match_layers (Attempt *attempt, const PtlProbe *asked)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_match_free);

  g_return_val_if_fail (asked->chain != NULL, matches);

  attempt->runner = ptl_pattern_runner_begin ();
  for (guint layer = PTL_N_RULE_LAYERS; layer-- > 0;)
    {
      guint before = matches->len;

      if (!attempt->all && is_decided (attempt))
        break;
      match_layer (attempt, asked, layer, matches);
      if (matches->len > before && !is_decided (attempt))
        attempt->firsts[attempt->n_firsts++] = matches->pdata[before];
    }

  return matches;
}

/* Whether @news is more than another spelling of @known, or its beginning ("Munin" where
 * "Munin node" is known). */
static gboolean
is_other_product (const char *news, const char *known)
{
  if (news == NULL || known == NULL)
    return news != NULL;

  return g_ascii_strncasecmp (news, known, strlen (news)) != 0;
}

/* A hard match ends the asking: where it says nothing that the soft one does not, the
 * soft one is better, since what comes yet may say more. */
static gboolean
tells_more (const PtlMatch *hard, const PtlMatch *soft)
{
  const PtlService *news = hard->service;
  const PtlService *known = soft->service;

  return g_strcmp0 (news->name, known->name) != 0 ||
         is_other_product (news->product, known->product) ||
         (news->version != NULL && g_strcmp0 (news->version, known->version) != 0);
}

/* Returns: (nullable): what decides of what @attempt brought */
static const PtlMatch *
choose (const Attempt *attempt)
{
  const PtlMatch *first = attempt->firsts[0];
  const PtlMatch *last;

  if (attempt->n_firsts == 0)
    return NULL;

  last = attempt->firsts[attempt->n_firsts - 1];
  return !last->soft && tells_more (last, first) ? last : first;
}

/* Returns: (transfer full) (nullable) */
static PtlMatch *
take (GPtrArray *matches, const PtlMatch *match)
{
  guint index;

  if (match == NULL || !g_ptr_array_find (matches, match, &index))
    return NULL;

  return g_ptr_array_steal_index (matches, index);
}

PtlMatch *
ptl_match_response (PtlProbeDb *db,
                    const PtlProbe *probe,
                    const guint8 *data,
                    gsize len,
                    gboolean compat_nmap)
{
  Attempt attempt = { db, data, len, FALSE, compat_nmap };
  g_autoptr (GPtrArray) matches = match_layers (&attempt, probe);

  return take (matches, choose (&attempt));
}

GPtrArray *
ptl_match_response_all (PtlProbeDb *db,
                        const PtlProbe *probe,
                        const guint8 *data,
                        gsize len)
{
  Attempt attempt = { db, data, len, TRUE, FALSE };

  return match_layers (&attempt, probe);
}

/* --- what later rules know besides --- */

static gboolean
is_news_beside (const PtlService *news, const PtlService *known)
{
  if (news->product == NULL)
    return g_strcmp0 (news->name, known->name) != 0;
  if (is_other_product (news->product, known->product) &&
      (known->product == NULL || is_other_product (known->product, news->product)))
    return TRUE;

  return news->version != NULL && known->version == NULL;
}

static gboolean
is_news (const PtlMatch *further, const PtlService *known)
{
  if (further->soft || !is_news_beside (further->service, known))
    return FALSE;

  for (guint i = 0; known->also != NULL && i < known->also->len; i++)
    if (!is_news_beside (further->service, known->also->pdata[i]))
      return FALSE;

  return TRUE;
}

/* @all: in the order of trying, @match among them */
static void
add_further (const PtlMatch *match, GPtrArray *all)
{
  PtlService *service = match->service;
  guint i = 0;

  while (all->pdata[i] != match)
    i++;
  while (++i < all->len && (service->also == NULL || service->also->len < MAX_FURTHER))
    {
      const PtlMatch *other = all->pdata[i];

      if (is_news (other, service))
        ptl_service_add_also (service, ptl_service_ref (other->service));
    }
}

PtlMatch *
ptl_match_response_further (PtlProbeDb *db,
                            const PtlProbe *probe,
                            const guint8 *data,
                            gsize len)
{
  Attempt attempt = { db, data, len, TRUE, FALSE };
  g_autoptr (GPtrArray) all = match_layers (&attempt, probe);
  const PtlMatch *match = choose (&attempt);

  if (match != NULL)
    add_further (match, all);
  return take (all, match);
}
