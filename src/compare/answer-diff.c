/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/answer-diff.c: whether two answers to one probe say the same.
 *
 * Two scans a minute apart never get the same bytes from a web server.  So texts are
 * compared unit by unit, and of these only that they are there:
 *
 *   04:02:41                  a time
 *   27 Nov 2026, Fri          a day: names of months and days, numbers beside a month
 *   2026-11-27
 *   1795220628                a number of five digits or more
 *   5f3c1a9e, Zm9vYmFyMTIzNDU2Nw==     a token: 8 hex digits or 16 letters and digits
 *   <1896.6971@               what mail servers make unique (RFC 1939, section 7)
 *
 * Other numbers are content: "200 OK", "PHP/7.4".  In a binary answer random fields do
 * not stand out; there the length is what is compared. */
#include "compare/answer-diff.h"

#include <string.h>

#include "base/escape.h"

#define MIN_LONG_NUMBER 5
#define MIN_HEX_TOKEN   8
#define MIN_TOKEN       16
#define LEAD            16 /* bytes shown before a difference */
#define MAX_SHOWN       96
#define BINARY_SHARE    8 /* one byte in so many that is no text makes an answer binary */

#define VOLATILE 0x100 /* a unit of which only that it is there counts */
#define END      0x200

typedef struct
{
  const guint8 *data;
  gsize len;
  gsize pos;
  gsize token_end; /* no token begins before: it was looked at */
} Cursor;

static gboolean
is_token_char (guint8 c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/=_-", c) != NULL);
}

static gsize
count_run (const Cursor *c, gsize pos, gboolean (*belongs) (guint8))
{
  gsize end = pos;

  while (end < c->len && belongs (c->data[end]))
    end++;
  return end - pos;
}

static gboolean
is_digit (guint8 c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_alnum (guint8 c)
{
  return g_ascii_isalnum (c);
}

static gboolean
is_alpha (guint8 c)
{
  return g_ascii_isalpha (c);
}

/* Whether the run mixes letters and digits, and enough of them. */
static gboolean
is_token (const Cursor *c, gsize pos, gsize len)
{
  gboolean has_digit = FALSE;
  gboolean has_letter = FALSE;
  gboolean all_hex = TRUE;

  if (len < MIN_HEX_TOKEN)
    return FALSE;

  for (gsize i = pos; i < pos + len; i++)
    {
      has_digit |= g_ascii_isdigit (c->data[i]);
      has_letter |= g_ascii_isalpha (c->data[i]);
      all_hex &= g_ascii_isxdigit (c->data[i]) || c->data[i] == '-';
    }

  return has_digit && has_letter && (all_hex || len >= MIN_TOKEN);
}

static gboolean
is_name_in (const Cursor *c, gsize pos, gsize len, const char *const *names)
{
  for (; *names != NULL; names++)
    if (len >= 3 && len <= strlen (*names) && (len == 3 || len == strlen (*names)) &&
        g_ascii_strncasecmp ((const char *) c->data + pos, *names, len) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_month (const Cursor *c, gsize pos, gsize len)
{
  static const char *const months[] = { "January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December",
                                        NULL };

  return is_name_in (c, pos, len, months);
}

static gboolean
is_day (const Cursor *c, gsize pos, gsize len)
{
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday",    NULL };

  return is_name_in (c, pos, len, days);
}

static guint8
at (const Cursor *c, gsize pos)
{
  return pos < c->len ? c->data[pos] : '\0';
}

/* Whether a month's name stands right before or after the number. */
static gboolean
is_beside_month (const Cursor *c, gsize pos, gsize len)
{
  gsize after = pos + len;
  gsize before = pos;

  if (at (c, after) == ' ' || at (c, after) == '-')
    if (is_month (c, after + 1, count_run (c, after + 1, is_alpha)))
      return TRUE;

  if (before == 0 || strchr (" -,", c->data[before - 1]) == NULL)
    return FALSE;

  for (before--; before > 0 && g_ascii_isalpha (c->data[before - 1]);)
    if (pos - --before > sizeof "September ")
      return FALSE;
  return is_month (c, before, count_run (c, before, is_alpha));
}

/* Whether it is a part of "04:02:41" or of "2026-11-27". */
static gboolean
is_in_time (const Cursor *c, gsize pos, gsize len)
{
  guint8 before = pos > 0 ? c->data[pos - 1] : '\0';
  guint8 after = at (c, pos + len);

  if (len <= 2 && before == ':' && pos > 1 && g_ascii_isdigit (c->data[pos - 2]))
    return TRUE;
  if (len <= 2 && after == ':' && g_ascii_isdigit (at (c, pos + len + 1)))
    return TRUE;
  if (len == 4 && after == '-' && at (c, pos + 7) == '-' &&
      count_run (c, pos + 5, is_digit) == 2)
    return TRUE;

  return len == 2 && before == '-' &&
         ((pos >= 5 && c->data[pos - 2] != '-' && g_ascii_isdigit (c->data[pos - 5]) &&
           after == '-') ||
          (pos >= 8 && c->data[pos - 4] == '-' && g_ascii_isdigit (c->data[pos - 5])));
}

static gsize
count_volatile_word (const Cursor *c)
{
  gsize digits = count_run (c, c->pos, is_digit);
  gsize word = count_run (c, c->pos, is_alnum);

  if (digits > 0 && is_in_time (c, c->pos, digits))
    return digits;
  if (digits == word && digits > 0 &&
      (digits >= MIN_LONG_NUMBER || is_beside_month (c, c->pos, digits)))
    return digits;
  if (digits == 0 && (is_month (c, c->pos, word) || is_day (c, c->pos, word)))
    return word;

  return 0;
}

/* Returns: the length of the volatile unit at the cursor, or 0 */
static gsize
count_volatile (Cursor *c)
{
  gsize run;

  if (c->data[c->pos] == '<')
    {
      for (run = 1; c->pos + run < c->len && run < MAX_SHOWN; run++)
        if (!g_ascii_isalnum (c->data[c->pos + run]) && c->data[c->pos + run] != '.')
          break;
      return at (c, c->pos + run) == '@' && g_ascii_isdigit (at (c, c->pos + 1)) ? run
                                                                                 : 0;
    }

  if (!g_ascii_isalnum (c->data[c->pos]))
    return 0;

  if (c->pos >= c->token_end)
    {
      run = count_run (c, c->pos, is_token_char);
      c->token_end = c->pos + run;
      if (is_token (c, c->pos, run))
        return run;
    }

  return count_volatile_word (c);
}

/* Whether a unit cannot begin at the cursor; it can behind the T of "27T04:02:41". */
static gboolean
is_in_word (const Cursor *c)
{
  if (c->pos == 0 || !g_ascii_isalnum (c->data[c->pos - 1]))
    return FALSE;

  return c->data[c->pos - 1] != 'T' || !g_ascii_isdigit (at (c, c->pos));
}

/* Moves on by one unit: a volatile one, or one other byte. */
static guint
next_unit (Cursor *c)
{
  gsize length = 1;
  guint unit;

  if (c->pos >= c->len)
    return END;

  unit = c->data[c->pos];
  if (!is_in_word (c))
    {
      gsize run = count_volatile (c);

      if (run > 0)
        {
          length = run;
          unit = VOLATILE;
        }
    }

  c->pos += length;
  return unit;
}

static gboolean
is_binary (const guint8 *data, gsize len)
{
  gsize n = 0;

  for (gsize i = 0; i < len; i++)
    {
      if (data[i] == '\0')
        return TRUE;
      n += data[i] < ' ' && strchr ("\t\r\n\f\v\x1b", data[i]) == NULL;
    }

  return n * BINARY_SHARE > len ||
         !g_utf8_validate ((const char *) data, (gssize) len, NULL);
}

/* Whether there may have been more than was read. */
static gboolean
ended_early (const PtlResponse *response)
{
  return response->full_length > g_bytes_get_size (response->received) ||
         response->end == PTL_RESPONSE_END_MATCHED ||
         response->end == PTL_RESPONSE_END_FULL ||
         response->end == PTL_RESPONSE_END_ERROR ||
         response->end == PTL_RESPONSE_END_STOPPED;
}

static gsize
find_first_difference (const guint8 *a, const guint8 *b, gsize len)
{
  gsize i = 0;

  while (i < len && a[i] == b[i])
    i++;
  return i;
}

/* Both are texts that differ; @may_end: whether an answer may have gone on. */
static PtlAnswerDiff
compare_units (Cursor *a, Cursor *b, const gboolean may_end[2], gsize *offset)
{
  for (;;)
    {
      gsize at_a = a->pos;
      gsize at_b = b->pos;
      guint unit_a = next_unit (a);
      guint unit_b = next_unit (b);

      if (unit_a == END && unit_b == END)
        return PTL_ANSWER_DIFF_NOISE;
      if (unit_a == unit_b)
        continue;
      /* A unit that was cut in the middle looks like another one. */
      if ((may_end[0] && a->pos >= a->len) || (may_end[1] && b->pos >= b->len))
        return PTL_ANSWER_DIFF_NOISE;

      *offset = MIN (at_a, at_b);
      return PTL_ANSWER_DIFF_CONTENT;
    }
}

PtlAnswerDiff
ptl_answer_diff_compare (const PtlResponse *before,
                         const PtlResponse *after,
                         gsize *offset)
{
  gsize len_a;
  gsize len_b;
  const guint8 *a = g_bytes_get_data (before->received, &len_a);
  const guint8 *b = g_bytes_get_data (after->received, &len_b);
  Cursor in_a = { a, len_a, 0, 0 };
  Cursor in_b = { b, len_b, 0, 0 };
  const gboolean may_end[2] = { len_a <= len_b && ended_early (before),
                                len_b <= len_a && ended_early (after) };

  *offset = find_first_difference (a, b, MIN (len_a, len_b));
  if ((*offset == len_a && *offset == len_b) || (*offset == len_a && may_end[0]) ||
      (*offset == len_b && may_end[1]))
    return PTL_ANSWER_DIFF_SAME;
  if (is_binary (a, len_a) || is_binary (b, len_b))
    return len_a == len_b ? PTL_ANSWER_DIFF_NOISE : PTL_ANSWER_DIFF_CONTENT;

  return compare_units (&in_a, &in_b, may_end, offset);
}

char *
ptl_answer_diff_get_excerpt (const PtlResponse *response, gsize offset)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (response->received, &len);
  gsize start = MIN (offset > LEAD ? offset - LEAD : 0, len);
  g_autofree char *text = ptl_escape (data + start, MIN (len - start, MAX_SHOWN));

  return g_strconcat (start > 0 ? "…" : "", text, len - start > MAX_SHOWN ? "…" : "",
                      NULL);
}

/* Returns: (transfer none) (nullable): the first that was asked by that probe */
static PtlResponse *
find_same_probe (GPtrArray *responses, const PtlResponse *wanted)
{
  PtlResponse *found = NULL;

  for (guint i = 0; i < responses->len; i++)
    {
      PtlResponse *response = responses->pdata[i];

      if (response->tunnel == wanted->tunnel &&
          g_strcmp0 (response->probe, wanted->probe) == 0 &&
          (found == NULL || response->sequence < found->sequence))
        found = response;
    }

  return found;
}

/* What nobody answered says nothing: the wait may have been too short. */
static gboolean
has_bytes (const PtlResponse *response)
{
  return response != NULL && response->received != NULL &&
         g_bytes_get_size (response->received) > 0;
}

static void
append_change (GPtrArray *fields, const PtlResponse *before, const PtlResponse *after)
{
  gsize offset;
  PtlAnswerDiff diff = ptl_answer_diff_compare (before, after, &offset);
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  PtlFieldChange *change;

  if (diff == PTL_ANSWER_DIFF_SAME)
    return;

  was = ptl_answer_diff_get_excerpt (before, offset);
  is = ptl_answer_diff_get_excerpt (after, offset);
  change = ptl_field_change_new (
      PTL_FIELD_ANSWER,
      diff == PTL_ANSWER_DIFF_NOISE ? PTL_LEVEL_NOISE : PTL_LEVEL_CERTAINTY, was, is);
  change->detail = g_strdup_printf ("%s%s @%" G_GSIZE_FORMAT,
                                    before->tunnel == PTL_TUNNEL_SSL ? "ssl/" : "",
                                    before->probe != NULL ? before->probe : "", offset);
  g_ptr_array_add (fields, change);
}

static int
compare_by_detail (gconstpointer a, gconstpointer b)
{
  const PtlFieldChange *x = *(const PtlFieldChange *const *) a;
  const PtlFieldChange *y = *(const PtlFieldChange *const *) b;

  return strcmp (x->detail, y->detail);
}

void
ptl_answer_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_field_change_free);

  if (before->responses == NULL || after->responses == NULL)
    return;

  for (guint i = 0; i < before->responses->len; i++)
    {
      PtlResponse *one = before->responses->pdata[i];
      PtlResponse *other = find_same_probe (after->responses, one);

      if (ptl_response_get_script (one) == NULL &&
          find_same_probe (before->responses, one) == one && has_bytes (one) &&
          has_bytes (other))
        append_change (found, one, other);
    }

  g_ptr_array_sort (found, compare_by_detail);
  while (found->len > PTL_ANSWER_DIFF_MAX_PER_PORT)
    g_ptr_array_remove_index (found, found->len - 1);
  g_ptr_array_extend_and_steal (fields, g_steal_pointer (&found));
}
