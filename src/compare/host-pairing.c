/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-pairing.c: which host of one session is which of another. */
#include "compare/host-pairing.h"

#include "compare/host-traits.h"
#include "compare/pin.h"

/* Who has a trait. */
typedef struct
{
  guint n[2];     /* hosts that have it */
  guint where[2]; /* the last of them */
} Holders;

typedef struct
{
  guint at[2];
  PtlHostPair pair; /* without references */
} Candidate;

typedef struct
{
  GPtrArray *traits[2];  /* PtlHostTraits */
  GHashTable *holders;   /* text of a trait, inside the traits -> Holders */
  GHashTable *seen;      /* guint64 of two hosts: is a candidate */
  GHashTable *apart;     /* likewise: pinned apart */
  GArray *candidates;    /* Candidate */
  gboolean *is_taken[2]; /* by host */
  GPtrArray *pairs;      /* PtlHostPair */
} Pairing;

static void
pair_free (gpointer data)
{
  PtlHostPair *pair = data;

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&pair->hosts[i], ptl_host_unref);
  g_free (pair);
}

static guint64 *
new_key (guint before, guint after)
{
  guint64 key = ((guint64) before << 32) | after;

  return g_memdup2 (&key, sizeof key);
}

static void
add_traits (Pairing *self, guint side, GPtrArray *hosts)
{
  self->traits[side] =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_host_traits_free);
  self->is_taken[side] = g_new0 (gboolean, hosts->len);

  for (guint i = 0; i < hosts->len; i++)
    {
      PtlHostTraits *traits = ptl_host_traits_new (hosts->pdata[i]);

      g_ptr_array_add (self->traits[side], traits);
      for (guint j = 0; j < traits->texts->len; j++)
        {
          char *text = traits->texts->pdata[j];
          Holders *holders = g_hash_table_lookup (self->holders, text);

          if (holders == NULL)
            {
              holders = g_new0 (Holders, 1);
              g_hash_table_insert (self->holders, text, holders);
            }
          holders->n[side]++;
          holders->where[side] = i;
        }
    }
}

static void
score (const Pairing *self, Candidate *candidate)
{
  const PtlHostTraits *traits[2];

  for (guint i = 0; i < 2; i++)
    {
      traits[i] = self->traits[i]->pdata[candidate->at[i]];
      candidate->pair.hosts[i] = traits[i]->host;
    }
  candidate->pair.score =
      ptl_host_traits_score (traits[0], traits[1], &candidate->pair.identity,
                             &candidate->pair.n_services, &candidate->pair.n_alike);
}

static void
add_candidate (Pairing *self, guint before, guint after)
{
  Candidate candidate = { .at = { before, after } };
  guint64 *key = new_key (before, after);

  if (!g_hash_table_add (self->seen, key))
    return;

  score (self, &candidate);
  g_array_append_val (self->candidates, candidate);
}

/* A trait that one host alone has in both sessions. */
static void
add_candidates (Pairing *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Holders *holders = value;

      if (holders->n[0] == 1 && holders->n[1] == 1)
        add_candidate (self, holders->where[0], holders->where[1]);
    }
}

static void
take (Pairing *self, const Candidate *candidate)
{
  PtlHostPair *pair = g_memdup2 (&candidate->pair, sizeof *pair);

  for (guint i = 0; i < 2; i++)
    {
      self->is_taken[i][candidate->at[i]] = TRUE;
      ptl_host_ref (pair->hosts[i]);
    }
  g_ptr_array_add (self->pairs, pair);
}

static gboolean
is_free (const Pairing *self, const Candidate *candidate)
{
  return !self->is_taken[0][candidate->at[0]] && !self->is_taken[1][candidate->at[1]];
}

/* @from: which of the pin's two hosts is looked for in the first session. */
static gboolean
find_pinned (const Pairing *self, const PtlPin *pin, guint from, Candidate *candidate)
{
  const Holders *before = g_hash_table_lookup (self->holders, pin->traits[from]);
  const Holders *after = g_hash_table_lookup (self->holders, pin->traits[1 - from]);

  if (before == NULL || after == NULL || before->n[0] != 1 || after->n[1] != 1)
    return FALSE;

  candidate->at[0] = before->where[0];
  candidate->at[1] = after->where[1];
  return TRUE;
}

static void
apply_pin (Pairing *self, const PtlPin *pin)
{
  Candidate found[2] = { { .at = { 0, 0 } }, { .at = { 0, 0 } } };
  gboolean is_there[2];

  for (guint from = 0; from < 2; from++)
    is_there[from] = find_pinned (self, pin, from, &found[from]);

  if (!pin->is_same)
    {
      for (guint from = 0; from < 2; from++)
        if (is_there[from])
          g_hash_table_add (self->apart, new_key (found[from].at[0], found[from].at[1]));
      return;
    }

  /* Both hosts are in both sessions: they are two after all. */
  if (is_there[0] && is_there[1])
    return;

  for (guint from = 0; from < 2; from++)
    if (is_there[from] && is_free (self, &found[from]))
      {
        score (self, &found[from]);
        found[from].pair.identity |= PTL_IDENTITY_PINNED;
        take (self, &found[from]);
      }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;
  const PtlAddress *ends[2][2];
  int order;

  if (x->pair.score != y->pair.score)
    return x->pair.score > y->pair.score ? -1 : 1;

  /* Neither session is the first here: what counts is the lower address of each pair. */
  for (guint i = 0; i < 2; i++)
    {
      const PtlHostPair *pair = i == 0 ? &x->pair : &y->pair;
      gboolean turned =
          ptl_address_compare (&pair->hosts[0]->address, &pair->hosts[1]->address) > 0;

      ends[i][0] = &pair->hosts[turned]->address;
      ends[i][1] = &pair->hosts[!turned]->address;
    }

  order = ptl_address_compare (ends[0][0], ends[1][0]);
  return order != 0 ? order : ptl_address_compare (ends[0][1], ends[1][1]);
}

static void
pair_by_score (Pairing *self)
{
  g_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
      g_autofree guint64 *key = new_key (candidate->at[0], candidate->at[1]);

      if (candidate->pair.score < PTL_HOST_TRAITS_ENOUGH)
        break;
      if (is_free (self, candidate) && !g_hash_table_contains (self->apart, key))
        take (self, candidate);
    }
}

/* Why the host is not the one that the other session found at its address. */
static void
say_why_not (const Pairing *self, guint side, guint at, PtlHostPair *pair)
{
  const PtlHostTraits *traits = self->traits[side]->pdata[at];
  const Holders *holders = g_hash_table_lookup (self->holders, traits->texts->pdata[0]);
  Candidate other = { .at = { at, at } };
  g_autofree guint64 *key = NULL;

  if (holders->n[1 - side] == 0)
    return;

  other.at[1 - side] = holders->where[1 - side];
  score (self, &other);
  key = new_key (other.at[0], other.at[1]);
  pair->identity = other.pair.identity;
  pair->n_services = other.pair.n_services;
  pair->n_alike = other.pair.n_alike;
  if (g_hash_table_contains (self->apart, key))
    pair->identity |= PTL_IDENTITY_PINNED_APART;
}

static void
add_singles (Pairing *self, guint side)
{
  for (guint i = 0; i < self->traits[side]->len; i++)
    {
      const PtlHostTraits *traits = self->traits[side]->pdata[i];
      PtlHostPair *pair;

      if (self->is_taken[side][i])
        continue;

      pair = g_new0 (PtlHostPair, 1);
      pair->hosts[side] = ptl_host_ref (traits->host);
      say_why_not (self, side, i, pair);
      g_ptr_array_add (self->pairs, pair);
    }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const PtlHostPair *x = *(const PtlHostPair *const *) a;
  const PtlHostPair *y = *(const PtlHostPair *const *) b;
  guint side_x = x->hosts[1] != NULL;
  guint side_y = y->hosts[1] != NULL;
  int order =
      ptl_address_compare (&x->hosts[side_x]->address, &y->hosts[side_y]->address);

  return order != 0 ? order : (int) side_x - (int) side_y;
}

static void
pairing_clear (Pairing *self)
{
  g_hash_table_unref (self->holders);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->apart);
  g_array_unref (self->candidates);
  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_unref (self->traits[i]);
      g_free (self->is_taken[i]);
    }
}

GPtrArray *
ptl_host_pairing_new (GPtrArray *before, GPtrArray *after, GPtrArray *pins)
{
  Pairing self = {
    .holders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
    .seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .apart = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .candidates = g_array_new (FALSE, FALSE, sizeof (Candidate)),
    .pairs = g_ptr_array_new_with_free_func (pair_free),
  };

  add_traits (&self, 0, before);
  add_traits (&self, 1, after);
  for (guint i = 0; pins != NULL && i < pins->len; i++)
    apply_pin (&self, pins->pdata[i]);
  add_candidates (&self);
  pair_by_score (&self);
  add_singles (&self, 0);
  add_singles (&self, 1);
  g_ptr_array_sort (self.pairs, compare_pairs);

  pairing_clear (&self);
  return self.pairs;
}
