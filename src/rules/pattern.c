/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/pattern.c: the regular expression of a match rule. */
#include "rules/pattern.h"

#include <glib/gi18n-lib.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/probe-db.h"

/* Nmap's (spec 1.6), and a bound on what a pattern may allocate. */
#define MATCH_LIMIT    100000
#define DEPTH_LIMIT    10000
#define HEAP_LIMIT_KIB 10240

/* The limits hold for each place a match may start, so a pattern that can start anywhere
 * still costs seconds.  Far more than any response needs that nobody made for the
 * purpose. */
#define MAX_CPU_US  G_USEC_PER_SEC
#define SLOW_RUN_US 5000
/* From so many places a search is made before the clock is looked at; twice as many from
 * then on if that was quick. */
#define FIRST_STARTS 64

struct _PtlPatternRunner
{
  gint64 start_us; /* of this thread's processor time */
  gboolean exhausted;
  pcre2_match_context *context;
  pcre2_match_data *data;
};

/* Stands for the code of a pattern that does not compile. */
static char broken;

void
ptl_pattern_clear (PtlPattern *self)
{
  if (self->code != &broken)
    pcre2_code_free (self->code);
  self->code = NULL;
}

static gboolean
fail (const char *what, GError **error)
{
  g_set_error_literal (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX, what);
  return FALSE;
}

static pcre2_code *
compile (const PtlPattern *self, gsize *offset, GError **error)
{
  guint32 options = (self->caseless ? PCRE2_CASELESS : 0u) |
                    (self->dotall ? PCRE2_DOTALL : 0u) | PCRE2_NEVER_UTF |
                    PCRE2_USE_OFFSET_LIMIT;
  int code_error;
  PCRE2_SIZE error_offset = 0;
  guint32 matches_empty = 0;
  pcre2_code *code;

  code = pcre2_compile ((PCRE2_SPTR) self->text.text, self->text.len, options,
                        &code_error, &error_offset, NULL);
  if (offset != NULL)
    *offset = code == NULL ? error_offset : 0;
  if (code == NULL)
    {
      PCRE2_UCHAR message[256];

      pcre2_get_error_message (code_error, message, sizeof message);
      fail ((const char *) message, error);
      return NULL;
    }

  pcre2_pattern_info (code, PCRE2_INFO_MATCHEMPTY, &matches_empty);
  if (matches_empty)
    {
      pcre2_code_free (code);
      fail (_ ("the pattern can match an empty response"), error);
      return NULL;
    }

  return code;
}

/* Makes @code the pattern's, unless another thread was faster. */
static void
publish (PtlPattern *self, pcre2_code *code)
{
  gpointer value = code != NULL ? (gpointer) code : &broken;

  if (!g_atomic_pointer_compare_and_exchange (&self->code, NULL, value))
    pcre2_code_free (code);
}

gboolean
ptl_pattern_check (const PtlPattern *self, guint *n_groups, gsize *offset, GError **error)
{
  pcre2_code *code = compile (self, offset, error);
  guint32 count = 0;

  if (code == NULL)
    return FALSE;

  pcre2_pattern_info (code, PCRE2_INFO_CAPTURECOUNT, &count);
  pcre2_code_free (code);
  if (n_groups != NULL)
    *n_groups = count;
  return TRUE;
}

/* Returns: (nullable): the code, compiled now if it has to be */
static pcre2_code *
get_code (PtlPattern *self)
{
  gpointer code = g_atomic_pointer_get (&self->code);

  if (code == NULL)
    {
      publish (self, compile (self, NULL, NULL));
      code = g_atomic_pointer_get (&self->code);
    }

  return code != &broken ? code : NULL;
}

char *
ptl_pattern_to_string (const PtlPattern *self)
{
  GString *out = g_string_sized_new (self->text.len + 1);

  for (gsize i = 0; i < self->text.len; i++)
    if (g_ascii_isprint (self->text.text[i]))
      g_string_append_c (out, self->text.text[i]);
    else
      g_string_append_printf (out, "\\x%02x", (guint8) self->text.text[i]);

  return g_string_free (out, FALSE);
}

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

PtlPatternRunner *
ptl_pattern_runner_new (void)
{
  PtlPatternRunner *self = g_new0 (PtlPatternRunner, 1);

  self->start_us = get_cpu_us ();

  self->context = pcre2_match_context_create (NULL);
  self->data = pcre2_match_data_create (PTL_PATTERN_MAX_GROUPS, NULL);
  if (self->context == NULL || self->data == NULL)
    g_error ("out of memory");

  pcre2_set_match_limit (self->context, MATCH_LIMIT);
  pcre2_set_depth_limit (self->context, DEPTH_LIMIT);
  pcre2_set_heap_limit (self->context, HEAP_LIMIT_KIB);
  return self;
}

void
ptl_pattern_runner_free (PtlPatternRunner *self)
{
  pcre2_match_data_free (self->data);
  pcre2_match_context_free (self->context);
  g_free (self);
}

static void
take_captures (pcre2_match_data *data, guint n_groups, PtlCaptures *captures)
{
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer (data);

  captures->n_groups = n_groups;
  for (guint i = 0; i < n_groups; i++)
    {
      gboolean set = offsets[2 * i] != PCRE2_UNSET;

      captures->groups[i].start = set ? (int) offsets[2 * i] : -1;
      captures->groups[i].end = set ? (int) offsets[2 * i + 1] : -1;
    }
}

/* Looks for a match that starts in [@from, @from + @n_starts).  The thread's clock is
 * dear; it is only asked after a run that was slow by the other.
 * Returns: as pcre2_match () */
static int
run_from (PtlPatternRunner *self,
          const pcre2_code *code,
          const guint8 *data,
          gsize len,
          gsize from,
          gsize *n_starts)
{
  gsize used = MIN (len, PTL_PATTERN_MAX_SUBJECT);
  guint32 options = used < len ? PCRE2_NOTEOL : 0;
  gint64 start = g_get_monotonic_time ();
  int count;

  pcre2_set_offset_limit (self->context, from + *n_starts - 1);
  count = pcre2_match (code, data, used, from, options, self->data, self->context);
  if (g_get_monotonic_time () - start > SLOW_RUN_US)
    self->exhausted = get_cpu_us () - self->start_us > MAX_CPU_US;
  else
    *n_starts *= 2;
  return count;
}

static gboolean
is_anchored (const pcre2_code *code)
{
  guint32 options = 0;

  pcre2_pattern_info (code, PCRE2_INFO_ALLOPTIONS, &options);
  return (options & PCRE2_ANCHORED) != 0;
}

/* The same as one search from the beginning, but that it stops when the time is up. */
static int
run (PtlPatternRunner *self, const pcre2_code *code, const guint8 *data, gsize len)
{
  gsize end = MIN (len, PTL_PATTERN_MAX_SUBJECT);
  gsize n_starts = FIRST_STARTS;
  gsize n_searched = n_starts;
  int count = run_from (self, code, data, len, 0, &n_starts);

  while (count == PCRE2_ERROR_NOMATCH && n_searched <= end && !self->exhausted &&
         !is_anchored (code))
    {
      gsize from = n_searched;

      n_searched += n_starts;
      count = run_from (self, code, data, len, from, &n_starts);
    }

  return count;
}

gboolean
ptl_pattern_runner_match (PtlPatternRunner *self,
                          PtlPattern *pattern,
                          const guint8 *data,
                          gsize len,
                          PtlCaptures *captures)
{
  pcre2_code *code = get_code (pattern);
  int count;

  if (code == NULL || self->exhausted)
    return FALSE;

  count = run (self, code, data, len);
  if (count < 0)
    return FALSE;

  captures->subject = data;
  take_captures (self->data, count == 0 ? PTL_PATTERN_MAX_GROUPS : (guint) count,
                 captures);
  return TRUE;
}
