/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-alignment.c: what several responses have in common, in order.
 *
 * One sample after the other: of the columns so far those stay that the sample has, in
 * the order that keeps the most bytes (the longest common subsequence, with weights). */
#include "rules/response-alignment.h"

#include <string.h>

/* The table of two samples has the square of this. */
#define MAX_TOKENS 1200

/* Bytes of a token that count; one long word is not worth any number of short ones. */
#define MAX_WEIGHT 24

typedef struct
{
  const guint8 *data;
  const GArray *tokens;
} Sample;

/* --- which tokens take part --- */

static gboolean
begins_with (const guint8 *text, gsize len, const char *word)
{
  return len >= strlen (word) &&
         g_ascii_strncasecmp ((const char *) text, word, strlen (word)) == 0;
}

static const PtlResponseToken *
token_at (const GArray *tokens, guint index)
{
  return &g_array_index (tokens, PtlResponseToken, index);
}

static gboolean
is_telling_header (const guint8 *line, gsize len)
{
  static const char *const names[] = {
    "Server:", "WWW-Authenticate:", "X-Powered-By:", "X-AspNet-Version:", "User-Agent:",
    "Via:",    "Public:",           "DAAP-Server:",  "X-Generator:",      NULL
  };

  for (guint i = 0; names[i] != NULL; i++)
    if (begins_with (line, len, names[i]))
      return TRUE;

  return FALSE;
}

/* Where the line that begins at token @first ends, its end included. */
static guint
find_line_end (const GArray *tokens, guint first)
{
  while (first < tokens->len && token_at (tokens, first)->kind != PTL_TOKEN_LINE_END)
    first++;
  return MIN (first + 1, tokens->len);
}

/* Appends the title of a page, with its tags. */
static void
keep_title (GArray *kept, const guint8 *data, const GArray *tokens, guint first)
{
  gboolean is_inside = FALSE;

  for (guint i = first; i < tokens->len; i++)
    {
      const PtlResponseToken *token = token_at (tokens, i);
      const gsize rest = token_at (tokens, tokens->len - 1)->end - token->start;

      is_inside |= begins_with (data + token->start, rest, "<title>");
      if (is_inside)
        g_array_append_val (kept, *token);
      if (is_inside && begins_with (data + token->start, rest, "</"))
        return;
    }
}

/* Appends "HTTP/1.1 200" and the line's end: what comes between says the same once more.
 */
static void
keep_status (GArray *kept, const GArray *tokens, guint end)
{
  gboolean has_status = FALSE;

  for (guint i = 0; i < end; i++)
    {
      const PtlResponseToken *token = token_at (tokens, i);

      if (!has_status || token->kind == PTL_TOKEN_LINE_END)
        g_array_append_val (kept, *token);
      has_status |= token->kind == PTL_TOKEN_NUMBER;
    }
}

/* Returns: (transfer full): the status line, the header lines that tell, the title; all
 * tokens where the response has no header or none that tells */
static GArray *
keep_telling (const guint8 *data, GArray *tokens)
{
  g_autoptr (GArray) all = tokens;
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (PtlResponseToken));
  const gsize len = tokens->len > 0 ? token_at (tokens, tokens->len - 1)->end : 0;
  gboolean is_telling = FALSE;
  guint end;

  if (!begins_with (data, len, "HTTP/") && !begins_with (data, len, "RTSP/") &&
      !begins_with (data, len, "SIP/"))
    return g_steal_pointer (&all);

  for (guint line = 0; line < tokens->len; line = end)
    {
      const PtlResponseToken *first = token_at (tokens, line);
      gboolean tells = is_telling_header (data + first->start, len - first->start);

      end = find_line_end (tokens, line);
      if (first->kind == PTL_TOKEN_LINE_END)
        {
          const guint before = kept->len;

          keep_title (kept, data, tokens, end);
          is_telling |= kept->len > before;
          break;
        }
      is_telling |= tells;
      if (line == 0)
        keep_status (kept, tokens, end);
      else if (tells)
        g_array_append_vals (kept, first, end - line);
    }

  return is_telling ? g_steal_pointer (&kept) : g_steal_pointer (&all);
}

/* --- aligning --- */

static gboolean
changes (PtlTokenKind kind)
{
  return kind >= PTL_TOKEN_NUMBER;
}

/* "7" may be a version beside "7.1". */
static gboolean
is_numeric (PtlTokenKind kind)
{
  return kind == PTL_TOKEN_NUMBER || kind == PTL_TOKEN_VERSION;
}

/* Returns: how much it is worth that the tokens stand beside each other */
static guint
compare_tokens (const Sample *a, guint i, const Sample *b, guint j)
{
  const PtlResponseToken *x = token_at (a->tokens, i);
  const PtlResponseToken *y = token_at (b->tokens, j);
  const gsize len = x->end - x->start;

  if (x->kind != y->kind)
    return is_numeric (x->kind) && is_numeric (y->kind) ? 3 : 0;
  if (len == y->end - y->start &&
      memcmp (a->data + x->start, b->data + y->start, len) == 0)
    return x->kind == PTL_TOKEN_LINE_END ? 8 : 2 * (guint) MIN (len, MAX_WEIGHT);

  return changes (x->kind) ? 3 : x->kind == PTL_TOKEN_BLANK ? 1 : 0;
}

/* Of several blanks the one that has the same neighbours is meant. */
static guint
get_weight (const Sample *a,
            const guint *columns,
            guint n,
            guint i,
            const Sample *b,
            guint j)
{
  guint weight = compare_tokens (a, columns[i], b, j);

  if (weight > 0 && i > 0 && j > 0)
    weight += compare_tokens (a, columns[i - 1], b, j - 1) > 0;
  if (weight > 0 && i + 1 < n && j + 1 < b->tokens->len)
    weight += compare_tokens (a, columns[i + 1], b, j + 1) > 0;
  return weight;
}

/* best[i][j]: the weight of what the columns from i on and the tokens from j on share. */
static guint *
fill_table (const Sample *a, const guint *columns, guint n, const Sample *b, guint m)
{
  guint *best = g_new0 (guint, (gsize) (n + 1) * (m + 1));

  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      {
        const guint weight = get_weight (a, columns, n, i, b, j);
        guint *cell = &best[(gsize) i * (m + 1) + j];
        const guint skip = MAX (cell[1], cell[m + 1]);

        *cell = weight > 0 ? MAX (skip, weight + cell[m + 2]) : skip;
      }

  return best;
}

/* Returns: (transfer full): for each column its token in @b, G_MAXUINT for none */
static guint *
align_pair (const Sample *a, const guint *columns, guint n, const Sample *b)
{
  const guint m = b->tokens->len;
  g_autofree guint *best = fill_table (a, columns, n, b, m);
  guint *partners = g_new (guint, n);
  guint i = 0;
  guint j = 0;

  for (guint k = 0; k < n; k++)
    partners[k] = G_MAXUINT;

  /* The first of several that are as good. */
  while (i < n && j < m)
    {
      const guint *cell = &best[(gsize) i * (m + 1) + j];
      const guint weight = get_weight (a, columns, n, i, b, j);

      if (weight > 0 && *cell == weight + cell[m + 2])
        partners[i++] = j++;
      else if (*cell == cell[m + 1])
        i++;
      else
        j++;
    }

  return partners;
}

static Sample
get_sample (const PtlResponseAlignment *self, guint index)
{
  return (Sample){ g_bytes_get_data (self->samples->pdata[index], NULL),
                   self->tokens->pdata[index] };
}

/* The columns that sample @index has too stay, with its tokens put down. */
static void
add_sample (PtlResponseAlignment *self, guint index)
{
  const guint width = self->samples->len;
  const guint n = self->columns->len / width;
  g_autofree guint *firsts = g_new (guint, n);
  g_autofree guint *partners = NULL;
  const Sample first = get_sample (self, 0);
  const Sample other = get_sample (self, index);
  guint *columns = &g_array_index (self->columns, guint, 0);
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    firsts[i] = columns[i * width];
  partners = align_pair (&first, firsts, n, &other);

  for (guint i = 0; i < n; i++)
    if (partners[i] != G_MAXUINT)
      {
        memmove (&columns[n_kept * width], &columns[i * width], width * sizeof *columns);
        columns[n_kept++ * width + index] = partners[i];
      }

  g_array_set_size (self->columns, n_kept * width);
}

static GArray *
cut_sample (GBytes *sample, gboolean only_telling)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (sample, &len);
  GArray *tokens = ptl_response_tokens_cut (data, len);

  if (only_telling)
    tokens = keep_telling (data, tokens);
  if (tokens->len > MAX_TOKENS)
    g_array_set_size (tokens, MAX_TOKENS);
  return tokens;
}

PtlResponseAlignment *
ptl_response_alignment_new (GPtrArray *samples, gboolean only_telling)
{
  PtlResponseAlignment *self = g_new0 (PtlResponseAlignment, 1);
  const guint width = samples->len;

  g_return_val_if_fail (width > 0, NULL);

  self->samples = g_ptr_array_ref (samples);
  self->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->columns = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < width; i++)
    g_ptr_array_add (self->tokens, cut_sample (samples->pdata[i], only_telling));

  g_array_set_size (self->columns, ((GArray *) self->tokens->pdata[0])->len * width);
  for (guint i = 0; i < self->columns->len / width; i++)
    g_array_index (self->columns, guint, i * width) = i;
  for (guint i = 1; i < width && self->columns->len > 0; i++)
    add_sample (self, i);

  return self;
}

void
ptl_response_alignment_free (PtlResponseAlignment *self)
{
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->tokens);
  g_array_unref (self->columns);
  g_free (self);
}

guint
ptl_response_alignment_get_n_columns (const PtlResponseAlignment *self)
{
  return self->columns->len / self->samples->len;
}

const PtlResponseToken *
ptl_response_alignment_get_token (const PtlResponseAlignment *self,
                                  guint column,
                                  guint sample)
{
  const guint index =
      g_array_index (self->columns, guint, column * self->samples->len + sample);

  return token_at (self->tokens->pdata[sample], index);
}

void
ptl_response_alignment_get_gap (const PtlResponseAlignment *self,
                                guint column,
                                guint sample,
                                gsize *start,
                                gsize *end)
{
  const guint n = ptl_response_alignment_get_n_columns (self);

  *start =
      column > 0 ? ptl_response_alignment_get_token (self, column - 1, sample)->end : 0;
  *end = column < n ? ptl_response_alignment_get_token (self, column, sample)->start
                    : g_bytes_get_size (self->samples->pdata[sample]);
}
