/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-index.c: which rules of a list a response can match at all.
 *
 * The prefixes are sorted, so that those a response begins with are found by narrowing a
 * range byte by byte.  Of the other literals each rule gives one gram, four bytes in
 * lower case, that few rules of the list have; the grams are in a hash table. */
#include "rules/rule-index.h"

#include <string.h>

#include "rules/pattern-literals.h"

#define GRAM_LEN   4
#define COUNT_BITS 16 /* of the table that counts grams */
#define WORD_BITS  64
/* A set so large stays in the nearest memory, and knows nearly every gram of a page for
 * one that no rule has. */
#define FILTER_BITS 15

typedef struct
{
  gsize offset; /* in the texts */
  gsize len;
  guint rule;
} Prefix;

typedef struct
{
  guint32 gram;
  guint rule;
} Entry;

struct _PtlRuleIndex
{
  guint n_words;      /* of a set of rules */
  guint64 *no_prefix; /* the rules that are not in prefixes */
  guint64 *no_gram;   /* the rules that are not in entries */
  GByteArray *texts;  /* of the prefixes */
  GArray *prefixes;   /* Prefix, sorted */
  guint64 *grams;     /* set of FILTER_BITS hashes: the grams that are in entries */
  Entry *entries;     /* by bucket */
  guint *buckets;     /* where each one's entries begin, and where the last one's end */
  guint bucket_bits;
};

/* The grams of every rule, before one of each is chosen. */
typedef struct
{
  GArray *grams; /* guint32, rule after rule */
  guint *ends;   /* of each rule's */
  guint *counts; /* by hash, how often a gram occurs */
} Survey;

static void
add_to_set (guint64 *set, guint rule)
{
  set[rule / WORD_BITS] |= G_GUINT64_CONSTANT (1) << (rule % WORD_BITS);
}

static gboolean
is_in_set (const guint64 *set, guint member)
{
  return (set[member / WORD_BITS] >> (member % WORD_BITS) & 1) != 0;
}

static guint
hash_gram (guint32 gram, guint bits)
{
  return (gram * 2654435761u) >> (32 - bits);
}

/* As g_ascii_tolower (), without a call for each byte of a response. */
static guint32
push_byte (guint32 gram, guint8 byte)
{
  return gram << 8 | (byte - (guint) 'A' < 26u ? byte + 32u : byte);
}

static void
survey_literal (Survey *survey, const guint8 *text, gsize len)
{
  guint32 gram = 0;

  for (gsize i = 0; i < len; i++)
    {
      gram = push_byte (gram, text[i]);
      if (i + 1 < GRAM_LEN)
        continue;
      g_array_append_val (survey->grams, gram);
      survey->counts[hash_gram (gram, COUNT_BITS)]++;
    }
}

static void
add_prefix (PtlRuleIndex *self, const guint8 *text, gsize len, guint rule)
{
  Prefix prefix = { self->texts->len, len, rule };

  g_byte_array_append (self->texts, text, (guint) len);
  g_array_append_val (self->prefixes, prefix);
}

static int
compare_prefixes (gconstpointer a, gconstpointer b, gpointer texts)
{
  const Prefix *one = a;
  const Prefix *other = b;
  int order = memcmp ((guint8 *) texts + one->offset, (guint8 *) texts + other->offset,
                      MIN (one->len, other->len));

  if (order != 0)
    return order;
  return (one->len > other->len) - (one->len < other->len);
}

/* Fills the prefixes and the survey. */
static void
read_rules (PtlRuleIndex *self, GPtrArray *rules, Survey *survey)
{
  g_auto (PtlPatternLiterals) found;

  ptl_pattern_literals_init (&found);
  for (guint i = 0; i < rules->len; i++)
    {
      ptl_pattern_literals_find (&found, &((PtlRule *) rules->pdata[i])->pattern);
      if (found.prefix_len > 0)
        add_prefix (self, found.bytes->data, found.prefix_len, i);
      else
        add_to_set (self->no_prefix, i);

      for (guint j = 0; j < found.literals->len; j++)
        {
          const PtlLiteral *literal = &g_array_index (found.literals, PtlLiteral, j);

          survey_literal (survey, found.bytes->data + literal->offset, literal->len);
        }
      survey->ends[i] = survey->grams->len;
    }

  g_array_sort_with_data (self->prefixes, compare_prefixes, self->texts->data);
}

/* Chooses the rarest gram of each rule that has any. */
static GArray *
choose_grams (PtlRuleIndex *self, const Survey *survey, guint n_rules)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint next = 0;

  for (guint rule = 0; rule < n_rules; rule++)
    {
      Entry best = { 0, rule };
      guint best_count = G_MAXUINT;

      for (; next < survey->ends[rule]; next++)
        {
          guint32 gram = g_array_index (survey->grams, guint32, next);
          guint count = survey->counts[hash_gram (gram, COUNT_BITS)];

          if (count < best_count)
            best.gram = gram;
          best_count = MIN (count, best_count);
        }

      if (best_count == G_MAXUINT)
        add_to_set (self->no_gram, rule);
      else
        g_array_append_val (chosen, best);
    }

  return chosen;
}

/* Sorts the entries into buckets, about two of these to an entry. */
static void
fill_buckets (PtlRuleIndex *self, const GArray *chosen)
{
  guint n_buckets;

  self->bucket_bits = g_bit_storage (chosen->len) + 1;
  n_buckets = 1u << self->bucket_bits;
  self->buckets = g_new0 (guint, n_buckets + 1);
  self->entries = g_new (Entry, chosen->len);

  for (guint i = 0; i < chosen->len; i++)
    {
      guint32 gram = g_array_index (chosen, Entry, i).gram;

      self->buckets[hash_gram (gram, self->bucket_bits)]++;
      add_to_set (self->grams, hash_gram (gram, FILTER_BITS));
    }
  for (guint i = 1; i <= n_buckets; i++)
    self->buckets[i] += self->buckets[i - 1];
  for (guint i = chosen->len; i-- > 0;)
    {
      Entry entry = g_array_index (chosen, Entry, i);

      self->entries[--self->buckets[hash_gram (entry.gram, self->bucket_bits)]] = entry;
    }
}

PtlRuleIndex *
ptl_rule_index_new (GPtrArray *rules)
{
  PtlRuleIndex *self = g_new0 (PtlRuleIndex, 1);
  g_autoptr (GArray) grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint *ends = g_new (guint, rules->len);
  g_autofree guint *counts = g_new0 (guint, 1u << COUNT_BITS);
  g_autoptr (GArray) chosen = NULL;
  Survey survey = { grams, ends, counts };

  self->n_words = rules->len / WORD_BITS + 1;
  self->no_prefix = g_new0 (guint64, self->n_words);
  self->no_gram = g_new0 (guint64, self->n_words);
  self->grams = g_new0 (guint64, (1u << FILTER_BITS) / WORD_BITS);
  self->texts = g_byte_array_new ();
  self->prefixes = g_array_new (FALSE, FALSE, sizeof (Prefix));
  read_rules (self, rules, &survey);
  chosen = choose_grams (self, &survey, rules->len);
  fill_buckets (self, chosen);
  return self;
}

void
ptl_rule_index_free (PtlRuleIndex *self)
{
  g_free (self->no_prefix);
  g_free (self->no_gram);
  g_free (self->grams);
  g_byte_array_unref (self->texts);
  g_array_unref (self->prefixes);
  g_free (self->entries);
  g_free (self->buckets);
  g_free (self);
}

/* The first of the prefixes [@low, @high), all longer than @depth and alike up to it,
 * whose byte there is at least @byte. */
static guint
find_byte (const PtlRuleIndex *self, guint low, guint high, gsize depth, guint byte)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Prefix *prefix = &g_array_index (self->prefixes, Prefix, middle);

      if (self->texts->data[prefix->offset + depth] < byte)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
add_prefixed (const PtlRuleIndex *self, const guint8 *data, gsize len, guint64 *set)
{
  guint low = 0;
  guint high = self->prefixes->len;

  for (gsize depth = 0; low < high; depth++)
    {
      const Prefix *prefix = &g_array_index (self->prefixes, Prefix, low);

      /* The shortest of what is left come first. */
      for (; low < high && prefix->len == depth; prefix++, low++)
        add_to_set (set, prefix->rule);
      if (depth == len)
        return;

      low = find_byte (self, low, high, depth, data[depth]);
      high = find_byte (self, low, high, depth, data[depth] + 1u);
    }
}

static void
add_gram (const PtlRuleIndex *self, guint32 gram, guint64 *set)
{
  guint bucket = hash_gram (gram, self->bucket_bits);
  const Entry *end = self->entries + self->buckets[bucket + 1];

  for (const Entry *entry = self->entries + self->buckets[bucket]; entry < end; entry++)
    if (entry->gram == gram)
      add_to_set (set, entry->rule);
}

static void
add_grams (const PtlRuleIndex *self, const guint8 *data, gsize len, guint64 *set)
{
  guint32 gram = 0;

  for (gsize i = 0; i < len; i++)
    {
      gram = push_byte (gram, data[i]);
      if (i + 1 >= GRAM_LEN && is_in_set (self->grams, hash_gram (gram, FILTER_BITS)))
        add_gram (self, gram, set);
    }
}

GArray *
ptl_rule_index_find (const PtlRuleIndex *self, const guint8 *data, gsize len)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize size = self->n_words * sizeof (guint64);
  g_autofree guint64 *prefixed = g_memdup2 (self->no_prefix, size);
  g_autofree guint64 *grammed = g_memdup2 (self->no_gram, size);

  add_prefixed (self, data, len, prefixed);
  add_grams (self, data, len, grammed);
  for (guint word = 0; word < self->n_words; word++)
    for (guint64 left = prefixed[word] & grammed[word]; left != 0; left &= left - 1)
      {
        guint rule = word * WORD_BITS + (guint) __builtin_ctzll (left);

        g_array_append_val (found, rule);
      }

  return found;
}
