/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-draft.c: a match line proposed from what a service answered.
 *
 *   samples -> columns and gaps -> places -> parts of the pattern
 *
 * A place is a column or a gap, what every sample has there, and whether it stays. */
#include "rules/rule-draft.h"

#include <string.h>

#include "base/escape.h"
#include "rules/draft-class.h"
#include "rules/draft-version.h"
#include "rules/response-alignment.h"
#include "rules/rule-text.h"

/* Literal bytes after which a pattern has said enough. */
#define MAX_LITERAL 400

/* Digits of a number that is a counter rather than a name's. */
#define LONG_NUMBER 4

#define MAX_DESCRIBED 40 /* bytes of a sample that are shown */

typedef struct
{
  gboolean is_gap;
  PtlTokenKind kind; /* of a column */
  gsize start;       /* in the first sample */
  PtlDraftVariants variants;
  gboolean is_same;
  gboolean stays; /* as literal bytes */
  char field;     /* 'v', 'i', 'h' or 0 */
} Place;

typedef struct
{
  PtlRuleDraft *draft;
  PtlResponseAlignment *alignment;
  const guint8 *first; /* sample */
  gsize first_len;
  GPtrArray *places; /* Place */
} Drafter;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_array_unref (self->variants.texts);
  g_free (self);
}

static void
part_free (gpointer data)
{
  PtlDraftPart *self = data;

  g_free (self->pattern);
  g_free (self->first);
  g_free (self->other);
  g_free (self);
}

void
ptl_rule_draft_free (PtlRuleDraft *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self->service);
  g_free (self->product);
  g_free (self);
}

/* --- places --- */

static void
add_place (Drafter *d, guint column, gboolean is_gap)
{
  Place *place = g_new0 (Place, 1);

  place->is_gap = is_gap;
  place->variants.texts = g_array_new (FALSE, FALSE, sizeof (PtlText));
  place->variants.at_line_start = TRUE;
  for (guint i = 0; i < d->alignment->samples->len; i++)
    {
      const char *data = g_bytes_get_data (d->alignment->samples->pdata[i], NULL);
      gsize start;
      gsize end;
      PtlText text;

      ptl_response_alignment_get_gap (d->alignment, column, i, &start, &end);
      if (!is_gap)
        {
          const PtlResponseToken *token =
              ptl_response_alignment_get_token (d->alignment, column, i);

          if (i == 0 || token->kind == PTL_TOKEN_VERSION)
            place->kind = token->kind;
          start = token->start;
          end = token->end;
        }

      text = (PtlText){ data + start, end - start };
      g_array_append_val (place->variants.texts, text);
      place->variants.at_line_start &= start == 0 || data[start - 1] == '\n';
      if (i == 0)
        place->start = start;
    }

  place->is_same = ptl_draft_variants_are_same (&place->variants);
  if (is_gap && ptl_draft_variants_are_empty (&place->variants))
    place_free (place);
  else
    g_ptr_array_add (d->places, place);
}

static const PtlText *
get_first_text (const Place *place)
{
  return &g_array_index (place->variants.texts, PtlText, 0);
}

static gboolean
is_http (const Drafter *d)
{
  return d->first_len > 5 && memcmp (d->first, "HTTP/", 5) == 0;
}

static PtlVersionClue
get_clue (const Drafter *d, const Place *place)
{
  gsize start = place->start;

  while (start > 0 && d->first[start - 1] != '\n')
    start--;
  return (PtlVersionClue){ (const char *) d->first + start, place->start - start,
                           ptl_draft_variants_have_dot (&place->variants),
                           !place->is_same, d->draft->product };
}

/* What follows a word is part of its name ("x86"); three digits at the beginning of a
 * line are what happened ("220"). */
static gboolean
number_stays (const Drafter *d, const Place *place)
{
  const gsize len = get_first_text (place)->len;
  const gboolean follows_word =
      place->start > 0 && g_ascii_isalpha (d->first[place->start - 1]);
  const gboolean is_code = len == 3 && place->variants.at_line_start;

  if (d->alignment->samples->len > 1 || is_code || follows_word)
    return TRUE;
  if (d->draft->level >= PTL_DRAFT_LEVEL_LOOSE)
    return FALSE;

  return d->draft->level < PTL_DRAFT_LEVEL_BALANCED || len < LONG_NUMBER;
}

/* The site of a product's makers, or the beginning of a path. */
static gboolean
is_in_url (const Drafter *d, const Place *place)
{
  const gsize start = place->start;

  return (start >= 2 && d->first[start - 1] == '/') ||
         (get_first_text (place)->len > 4 &&
          memcmp (get_first_text (place)->text, "www.", 4) == 0);
}

/* "1.1" and "200" of an HTTP response: another the next time. */
static gboolean
is_in_status (const Place *place)
{
  return place->start < strlen ("HTTP/1.1 200") &&
         (place->kind == PTL_TOKEN_VERSION || place->kind == PTL_TOKEN_NUMBER);
}

static gboolean
column_stays (const Drafter *d, const Place *place)
{
  const PtlVersionClue clue = get_clue (d, place);

  if (d->draft->level == PTL_DRAFT_LEVEL_LITERAL)
    return TRUE;
  if (is_http (d) && is_in_status (place) && d->draft->level >= PTL_DRAFT_LEVEL_BALANCED)
    return FALSE;

  switch (place->kind)
    {
    case PTL_TOKEN_NUMBER:
      return number_stays (d, place);

    case PTL_TOKEN_VERSION:
      return ptl_version_clue_is_protocol (&clue);

    case PTL_TOKEN_HOSTNAME:
      return is_in_url (d, place);

    case PTL_TOKEN_DATE:
    case PTL_TOKEN_ADDRESS:
    case PTL_TOKEN_IDENTIFIER:
      return FALSE;

    case PTL_TOKEN_WORD:
    case PTL_TOKEN_BLANK:
    case PTL_TOKEN_LINE_END:
    case PTL_TOKEN_SIGN:
    case PTL_TOKEN_BYTE:
      return TRUE;
    }

  g_assert_not_reached ();
}

static void
find_places (Drafter *d)
{
  const guint n = ptl_response_alignment_get_n_columns (d->alignment);

  for (guint i = 0; i < n; i++)
    {
      add_place (d, i, TRUE);
      add_place (d, i, FALSE);
    }

  for (guint i = 0; i < d->places->len; i++)
    {
      Place *place = d->places->pdata[i];

      place->stays = !place->is_gap && place->is_same && column_stays (d, place);
    }
}

/* --- fields --- */

static gboolean
may_be_version (const Place *place)
{
  if (place->stays)
    return FALSE;
  if (!place->is_gap)
    return place->kind == PTL_TOKEN_VERSION || place->kind == PTL_TOKEN_NUMBER;

  return ptl_draft_variants_are_versions (&place->variants);
}

/* Returns: (nullable) */
static Place *
find_version (const Drafter *d)
{
  Place *best = NULL;
  int best_score = PTL_VERSION_CLUE_MIN_SCORE - 1;

  for (guint i = 0; i < d->places->len; i++)
    {
      Place *place = d->places->pdata[i];
      const PtlVersionClue clue = get_clue (d, place);
      int score;

      if (!may_be_version (place))
        continue;
      score = ptl_version_clue_score (&clue);
      if (score > best_score)
        {
          best = place;
          best_score = score;
        }
    }

  return best;
}

static gboolean
ends_suffix (const Place *place)
{
  return place->kind == PTL_TOKEN_BLANK || place->kind == PTL_TOKEN_LINE_END ||
         (place->kind == PTL_TOKEN_SIGN &&
          strchr (")],;", *get_first_text (place)->text) != NULL);
}

/* Places from @first up to @end become one. */
static void
merge_places (Drafter *d, guint first, guint end)
{
  Place *place = d->places->pdata[first];
  const Place *last = d->places->pdata[end - 1];

  for (guint i = 0; i < place->variants.texts->len; i++)
    {
      PtlText *text = &g_array_index (place->variants.texts, PtlText, i);
      const PtlText *until = &g_array_index (last->variants.texts, PtlText, i);

      text->len = (gsize) (until->text + until->len - text->text);
    }

  place->is_gap = TRUE;
  place->stays = FALSE;
  place->is_same = ptl_draft_variants_are_same (&place->variants);
  if (end - first > 1)
    g_ptr_array_remove_range (d->places, first + 1, end - first - 1);
}

/* "2.1+SCO-2.6": what a vendor added to the version. */
static void
capture_suffix (Drafter *d, guint version)
{
  const guint first = version + 2;
  guint end = first;

  if (end >= d->places->len ||
      *get_first_text (d->places->pdata[version + 1])->text != '+')
    return;

  while (end < d->places->len && !ends_suffix (d->places->pdata[end]))
    end++;
  if (end - first < 2)
    return;

  merge_places (d, first, end);
  ((Place *) d->places->pdata[first])->field = 'i';
}

static void
choose_fields (Drafter *d)
{
  Place *version = find_version (d);
  guint index;

  for (guint i = 0; i < d->places->len; i++)
    {
      Place *place = d->places->pdata[i];

      if (place->is_gap || place->kind != PTL_TOKEN_HOSTNAME || place->stays)
        continue;
      place->field = 'h';
      break;
    }

  if (version == NULL)
    return;
  version->field = 'v';
  if (g_ptr_array_find (d->places, version, &index))
    capture_suffix (d, index);
  if (d->draft->product == NULL)
    {
      const PtlVersionClue clue = get_clue (d, version);

      d->draft->product = ptl_version_clue_guess_product (&clue);
    }
}

/* --- parts --- */

static char *
describe_text (const PtlText *text)
{
  g_autofree char *escaped = ptl_escape (text->text, MIN (text->len, MAX_DESCRIBED));

  return g_strconcat (escaped, text->len > MAX_DESCRIBED ? "…" : NULL, NULL);
}

static guint
find_forcing_sample (const Place *place)
{
  const PtlText *first = get_first_text (place);

  for (guint i = 1; i < place->variants.texts->len; i++)
    {
      const PtlText *other = &g_array_index (place->variants.texts, PtlText, i);

      if (other->len != first->len || memcmp (other->text, first->text, first->len) != 0)
        return i;
    }

  return 0;
}

static PtlDraftPart *
new_part (const Place *place)
{
  PtlDraftPart *part = g_new0 (PtlDraftPart, 1);

  part->kind = place->kind;
  part->field = place->field;
  part->first = describe_text (get_first_text (place));
  part->reason = place->stays     ? PTL_DRAFT_REASON_SAME
                 : place->is_same ? PTL_DRAFT_REASON_KIND
                                  : PTL_DRAFT_REASON_DIFFERS;
  if (part->reason == PTL_DRAFT_REASON_DIFFERS)
    {
      part->sample = find_forcing_sample (place);
      part->other =
          describe_text (&g_array_index (place->variants.texts, PtlText, part->sample));
    }

  return part;
}

static char *
make_pattern (const Drafter *d, const Place *place)
{
  GString *pattern = g_string_new (NULL);

  if (place->field != 0)
    g_string_append_c (pattern, '(');
  if (place->field == 'v')
    ptl_draft_class_append_kind (pattern, PTL_TOKEN_VERSION, &place->variants,
                                 d->draft->level);
  else if (place->field == 'i')
    g_string_append (pattern, "[^\\s)]+");
  else if (place->is_gap)
    ptl_draft_class_append_any (pattern, &place->variants, d->draft->level);
  else
    ptl_draft_class_append_kind (pattern, place->kind, &place->variants, d->draft->level);
  if (place->field != 0)
    g_string_append_c (pattern, ')');

  return g_string_free (pattern, FALSE);
}

/* Places that stay become one part. Returns: the place after them */
static guint
add_literal (Drafter *d, guint from, guint end)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  PtlDraftPart *part = new_part (d->places->pdata[from]);
  const Place *place = d->places->pdata[from];
  PtlText text = { get_first_text (place)->text, 0 };

  for (; from < end && ((Place *) d->places->pdata[from])->stays; from++)
    text.len += get_first_text (d->places->pdata[from])->len;

  ptl_rule_text_append_literal (pattern, text.text, text.len);
  g_free (part->first);
  part->first = describe_text (&text);
  part->pattern = g_string_free (g_steal_pointer (&pattern), FALSE);
  g_ptr_array_add (d->draft->parts, part);
  return from;
}

static void
add_parts (Drafter *d, guint end)
{
  for (guint i = 0; i < end;)
    {
      Place *place = d->places->pdata[i];
      PtlDraftPart *part;

      if (place->stays)
        {
          i = add_literal (d, i, end);
          continue;
        }

      part = new_part (place);
      part->pattern = make_pattern (d, place);
      g_ptr_array_add (d->draft->parts, part);
      i++;
    }
}

static gboolean
ends_loose_draft (const Drafter *d, guint index, gboolean has_version)
{
  const Place *place = d->places->pdata[index];

  return d->draft->level >= PTL_DRAFT_LEVEL_LOOSE && has_version &&
         place->kind == PTL_TOKEN_LINE_END && !place->is_gap;
}

/* Returns: how many places the pattern needs */
static guint
find_end (const Drafter *d)
{
  gsize n_literal = 0;
  gboolean has_version = find_version (d) == NULL;
  guint end = 0;

  for (guint i = 0; i < d->places->len; i++)
    {
      const Place *place = d->places->pdata[i];

      has_version |= place->field == 'v';
      if (place->stays || place->field != 0)
        end = i + 1;
      n_literal += place->stays ? get_first_text (place)->len : 0;
      if (has_version &&
          (n_literal > MAX_LITERAL || ends_loose_draft (d, i, has_version)))
        break;
    }

  return end;
}

/* Aligns the samples and finds what is captured. */
static void
read_samples (Drafter *d, GPtrArray *samples, gboolean only_telling)
{
  g_clear_pointer (&d->alignment, ptl_response_alignment_free);
  g_ptr_array_set_size (d->places, 0);
  d->alignment = ptl_response_alignment_new (samples, only_telling);
  find_places (d);
}

PtlRuleDraft *
ptl_rule_draft_new (GPtrArray *samples,
                    PtlDraftLevel level,
                    const char *service,
                    const char *product)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  PtlRuleDraft *draft = g_new0 (PtlRuleDraft, 1);
  Drafter d = { draft, .places = places };

  d.first = g_bytes_get_data (samples->pdata[0], &d.first_len);
  draft->level = level;
  draft->parts = g_ptr_array_new_with_free_func (part_free);
  draft->service = g_strdup (
      service != NULL ? service : ptl_response_guess_service (d.first, d.first_len));
  draft->product = g_strdup (product);

  read_samples (&d, samples, level >= PTL_DRAFT_LEVEL_BALANCED);
  if (find_version (&d) == NULL)
    read_samples (&d, samples, FALSE); /* it may stand where else nothing tells */
  choose_fields (&d);
  add_parts (&d, find_end (&d));
  ptl_response_alignment_free (d.alignment);
  return draft;
}
