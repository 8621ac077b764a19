/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-value.c: the values of a filter: numbers, times, addresses, texts.
 *
 * Times: "2026", "2026-11", "2026-11-21" are the whole year, month, day, in local time;
 * "90min", "12h", "30d", "2w", "6mo", "1y" are so far from now: back for what lies in the
 * past, ahead for what expires. */
#include "filter/filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_AGE 100000

/* Before and after all times there are: G_MININT64 is "not known". */
#define FIRST_TIME (G_MININT64 + 1)
#define LAST_TIME  G_MAXINT64

void
ptl_filter_value_free (PtlFilterValue *self)
{
  g_free (self->text);
  g_free (self);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (PTL_FILTER_ERROR, PTL_FILTER_ERROR_SYNTAX, format, args);
  va_end (args);
  return FALSE;
}

/* --- texts --- */

static gboolean
matches_wildcard (const char *pattern, const char *text)
{
  const char *star = NULL; /* behind the last "*" */
  const char *resume = NULL;

  while (*text != '\0')
    if (*pattern == '*')
      {
        star = ++pattern;
        resume = text;
      }
    else if (*pattern == g_ascii_tolower (*text))
      {
        pattern++;
        text++;
      }
    else if (star != NULL)
      {
        pattern = star;
        text = ++resume;
      }
    else
      return FALSE;

  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

static gboolean
contains (const char *text, const char *part)
{
  gsize len = strlen (part);

  for (; *text != '\0' || len == 0; text++)
    if (g_ascii_strncasecmp (text, part, len) == 0)
      return TRUE;

  return FALSE;
}

gboolean
ptl_filter_value_matches_text (const PtlFilterValue *self,
                               PtlFilterOp op,
                               const char *text)
{
  if (text == NULL)
    return FALSE;
  if (op == PTL_FILTER_OP_CONTAINS)
    return contains (text, self->text);
  return self->has_wildcard ? matches_wildcard (self->text, text)
                            : g_ascii_strcasecmp (self->text, text) == 0;
}

/* --- words --- */

static gboolean
parse_word (PtlFilterValue *self, PtlFilterField field, GError **error)
{
  const PtlFilterFieldInfo *info = ptl_filter_field_get_info (field);
  const char *meant;
  g_autofree char *all = NULL;

  self->word = ptl_filter_field_find_word (field, self->text);
  if (self->word >= 0)
    return TRUE;

  meant = ptl_filter_field_suggest_word (field, self->text);
  if (meant != NULL)
    return fail (error, _ ("“%s” is no value of %s; did you mean “%s”?"), self->text,
                 info->name, meant);

  all = g_strjoinv (", ", (char **) info->words);
  return fail (error, _ ("“%s” is no value of %s, which are: %s"), self->text, info->name,
               all);
}

/* --- ranges --- */

/* What a comparison with everything from @first to @last leaves. */
static void
set_range (PtlFilterValue *self,
           PtlFilterSign sign,
           gint64 first,
           gint64 last,
           gint64 lowest,
           gint64 highest)
{
  self->first = lowest;
  self->last = highest;
  switch (sign)
    {
    case PTL_FILTER_SIGN_IS:
    case PTL_FILTER_SIGN_CONTAINS:
      self->first = first;
      self->last = last;
      break;
    case PTL_FILTER_SIGN_LESS:
      self->last = first - 1;
      break;
    case PTL_FILTER_SIGN_LESS_EQUAL:
      self->last = last;
      break;
    case PTL_FILTER_SIGN_GREATER:
      self->first = last + 1;
      break;
    case PTL_FILTER_SIGN_GREATER_EQUAL:
      self->first = first;
      break;
    }
}

/* Reads digits at *@pos.  Returns: FALSE if there are none or too many */
static gboolean
take_number (const char **pos, guint64 max, gint64 *number)
{
  char *end = NULL;
  guint64 value;

  if (!g_ascii_isdigit (**pos))
    return FALSE;

  value = g_ascii_strtoull (*pos, &end, 10);
  *pos = end;
  *number = (gint64) MIN (value, max + 1);
  return value <= max;
}

static gboolean
parse_number (PtlFilterValue *self,
              PtlFilterField field,
              PtlFilterSign sign,
              GError **error)
{
  const PtlFilterFieldInfo *info = ptl_filter_field_get_info (field);
  const char *pos = self->text;
  gint64 first, last;

  if (!take_number (&pos, info->max, &first))
    return fail (error, _ ("“%s” is no number from 0 to %u"), self->text, info->max);

  last = first;
  if (*pos == '-' && sign == PTL_FILTER_SIGN_IS)
    {
      pos++;
      if (!take_number (&pos, info->max, &last))
        return fail (error, _ ("“%s”: expected a number from 0 to %u after the “-”"),
                     self->text, info->max);
    }
  if (*pos != '\0')
    return fail (error, _ ("“%s” is neither a number nor a range of numbers"),
                 self->text);
  if (last < first)
    return fail (error, _ ("“%s”: the range runs backwards"), self->text);

  set_range (self, sign, first, last, 0, info->max);
  return TRUE;
}

/* --- times --- */

/* Reads "30d".  Returns: its length in microseconds, -1 if it is none */
static gint64
parse_age (const char *text)
{
  static const struct
  {
    const char *unit;
    gint64 us;
  } units[] = {
    { "min", G_TIME_SPAN_MINUTE },  { "h", G_TIME_SPAN_HOUR },
    { "d", G_TIME_SPAN_DAY },       { "w", 7 * G_TIME_SPAN_DAY },
    { "mo", 30 * G_TIME_SPAN_DAY }, { "y", 365 * G_TIME_SPAN_DAY },
  };
  gint64 number;

  if (!take_number (&text, MAX_AGE, &number))
    return -1;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].unit, text) == 0)
      return number * units[i].us;
  return -1;
}

/* Reads "2026", "2026-11" or "2026-11-21"; the date is 0 where it says none. */
static gboolean
parse_date (const char *text, int *year, int *month, int *day)
{
  gint64 parts[3] = { 0, 1, 1 };
  guint n = 0;

  while (n < 3)
    {
      if (!take_number (&text, 9998, &parts[n++]))
        return FALSE;
      if (*text == '\0')
        break;
      if (*text++ != '-')
        return FALSE;
    }

  *year = (int) parts[0];
  *month = n > 1 ? (int) parts[1] : 0;
  *day = n > 2 ? (int) parts[2] : 0;
  return *text == '\0' && parts[0] >= 1;
}

/* Returns: (transfer full) (nullable): when that year, month or day begins; @next: and
 * the next one */
static GDateTime *
get_begin (int year, int month, int day, GDateTime **next)
{
  GDateTime *begin = g_date_time_new_local (year, MAX (month, 1), MAX (day, 1), 0, 0, 0);

  if (begin != NULL)
    *next = g_date_time_add_full (begin, month == 0, month != 0 && day == 0, day != 0, 0,
                                  0, 0);
  return begin;
}

/* A time so far from now: "within" by itself. */
static void
set_age (PtlFilterValue *self,
         gboolean is_future,
         PtlFilterSign sign,
         gint64 age_us,
         gint64 now_us)
{
  static const PtlFilterSign mirrored[] = {
    [PTL_FILTER_SIGN_IS] = PTL_FILTER_SIGN_GREATER_EQUAL,
    [PTL_FILTER_SIGN_CONTAINS] = PTL_FILTER_SIGN_GREATER_EQUAL,
    [PTL_FILTER_SIGN_LESS] = PTL_FILTER_SIGN_GREATER,
    [PTL_FILTER_SIGN_LESS_EQUAL] = PTL_FILTER_SIGN_GREATER_EQUAL,
    [PTL_FILTER_SIGN_GREATER] = PTL_FILTER_SIGN_LESS,
    [PTL_FILTER_SIGN_GREATER_EQUAL] = PTL_FILTER_SIGN_LESS_EQUAL,
  };

  if (!is_future)
    set_range (self, mirrored[sign], now_us - age_us, now_us - age_us, FIRST_TIME,
               LAST_TIME);
  else if (sign == PTL_FILTER_SIGN_IS)
    set_range (self, sign, now_us, now_us + age_us, FIRST_TIME, LAST_TIME);
  else
    set_range (self, sign, now_us + age_us, now_us + age_us, FIRST_TIME, LAST_TIME);
}

static gboolean
parse_time (PtlFilterValue *self,
            gboolean is_future,
            PtlFilterSign sign,
            gint64 now_us,
            GError **error)
{
  gint64 age_us = parse_age (self->text);
  int year, month, day;
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) next = NULL;

  if (age_us >= 0)
    {
      set_age (self, is_future, sign, age_us, now_us);
      return TRUE;
    }

  if (parse_date (self->text, &year, &month, &day))
    begin = get_begin (year, month, day, &next);
  if (begin == NULL || next == NULL)
    return fail (
        error,
        _ ("“%s” is no time: write 2026-11-21, 2026-11, 2026, or an age as 90min, "
           "12h, 30d, 2w, 6mo, 1y"),
        self->text);

  set_range (self, sign, g_date_time_to_unix (begin) * G_USEC_PER_SEC,
             g_date_time_to_unix (next) * G_USEC_PER_SEC - 1, FIRST_TIME, LAST_TIME);
  return TRUE;
}

/* --- hosts --- */

/* Sets the bits of an address behind the first @n_bits. */
static void
fill_host_bits (PtlAddress *address, guint n_bits, gboolean set)
{
  for (guint i = n_bits; i < 8 * ptl_address_get_length (address); i++)
    {
      guint8 bit = (guint8) (0x80 >> (i % 8));

      if (set)
        address->bytes[i / 8] |= bit;
      else
        address->bytes[i / 8] &= (guint8) ~bit;
    }
}

static gboolean
parse_block (PtlFilterValue *self, const char *slash, GError **error)
{
  g_autofree char *text = g_strndup (self->text, (gsize) (slash - self->text));
  const char *pos = slash + 1;
  gint64 n_bits;

  if (!ptl_address_parse (text, &self->low))
    return fail (error, _ ("“%s” is no address"), text);
  if (!take_number (&pos, 8 * ptl_address_get_length (&self->low), &n_bits) ||
      *pos != '\0')
    return fail (error, _ ("“%s”: expected a number of bits from 0 to %u after the “/”"),
                 self->text, 8 * ptl_address_get_length (&self->low));

  self->is_address = TRUE;
  self->high = self->low;
  fill_host_bits (&self->low, (guint) n_bits, FALSE);
  fill_host_bits (&self->high, (guint) n_bits, TRUE);
  return TRUE;
}

/* "10.0.0.1-10.0.0.9".  A name may have a "-" as well: FALSE without an error. */
static gboolean
parse_address_range (PtlFilterValue *self)
{
  const char *dash = strchr (self->text, '-');
  g_autofree char *text =
      dash != NULL ? g_strndup (self->text, (gsize) (dash - self->text)) : NULL;

  return text != NULL && ptl_address_parse (text, &self->low) &&
         ptl_address_parse (dash + 1, &self->high) &&
         self->low.is_ipv6 == self->high.is_ipv6;
}

static gboolean
parse_host (PtlFilterValue *self, PtlFilterSign sign, GError **error)
{
  const char *slash = strchr (self->text, '/');

  if (sign == PTL_FILTER_SIGN_CONTAINS)
    return TRUE;
  if (slash != NULL)
    return parse_block (self, slash, error);

  if (ptl_address_parse (self->text, &self->low))
    {
      self->is_address = TRUE;
      self->high = self->low;
    }
  else if (parse_address_range (self))
    {
      self->is_address = TRUE;
      if (ptl_address_compare (&self->low, &self->high) > 0)
        return fail (error, _ ("“%s”: the range runs backwards"), self->text);
    }

  return TRUE;
}

/* --- any --- */

/* Returns: whether the field can be compared so */
static gboolean
check_sign (PtlFilterField field, PtlFilterSign sign, GError **error)
{
  const PtlFilterFieldInfo *info = ptl_filter_field_get_info (field);
  gboolean has_order = info->kind != PTL_FILTER_KIND_TEXT &&
                       info->kind != PTL_FILTER_KIND_WORD &&
                       info->kind != PTL_FILTER_KIND_HOST;
  gboolean has_parts = info->kind == PTL_FILTER_KIND_TEXT ||
                       info->kind == PTL_FILTER_KIND_VERSION ||
                       info->kind == PTL_FILTER_KIND_HOST;

  if (sign == PTL_FILTER_SIGN_CONTAINS && !has_parts)
    return fail (error, _ ("%s has no parts to look for: use “:”"), info->name);
  if (sign > PTL_FILTER_SIGN_CONTAINS && !has_order)
    return fail (error, _ ("%s has no order: use “:”"), info->name);

  return TRUE;
}

static gboolean
parse (PtlFilterValue *self,
       PtlFilterField field,
       PtlFilterSign sign,
       gint64 now_us,
       GError **error)
{
  switch (ptl_filter_field_get_info (field)->kind)
    {
    case PTL_FILTER_KIND_TEXT:
    case PTL_FILTER_KIND_VERSION:
      return TRUE;
    case PTL_FILTER_KIND_WORD:
      return parse_word (self, field, error);
    case PTL_FILTER_KIND_NUMBER:
      return parse_number (self, field, sign, error);
    case PTL_FILTER_KIND_HOST:
      return parse_host (self, sign, error);
    case PTL_FILTER_KIND_PAST:
      return parse_time (self, FALSE, sign, now_us, error);
    case PTL_FILTER_KIND_FUTURE:
      return parse_time (self, TRUE, sign, now_us, error);
    }

  g_assert_not_reached ();
}

PtlFilterValue *
ptl_filter_value_parse (PtlFilterField field,
                        PtlFilterSign sign,
                        const char *text,
                        gboolean quoted,
                        gint64 now_us,
                        GError **error)
{
  g_autoptr (PtlFilterValue) self = g_new0 (PtlFilterValue, 1);

  self->text = g_ascii_strdown (text, -1);
  self->has_wildcard =
      sign == PTL_FILTER_SIGN_IS && !quoted && strchr (text, '*') != NULL;
  self->word = -1;
  if (!check_sign (field, sign, error) || !parse (self, field, sign, now_us, error))
    return NULL;

  return g_steal_pointer (&self);
}
