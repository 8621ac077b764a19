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

/* Machine code is made of a pattern once the interpreter has spent on it what making it
 * costs: most patterns never come so far. */
#define NATIVE_COST_US 1000

struct _PtlPatternRunner
{
  gint64 start_us; /* of this thread's processor time */
  gint64 now_us;   /* of the monotonic clock, after the last run */
  gboolean exhausted;
  pcre2_match_context *context;
  pcre2_match_data *data;
};

/* Stand for the code of a pattern that does not compile, before and after that was told.
 */
static char broken;
static char broken_told;

static gboolean
is_code (gconstpointer code)
{
  return code != &broken && code != &broken_told;
}

void
ptl_pattern_clear (PtlPattern *self)
{
  if (is_code (self->code))
    pcre2_code_free (self->code);
  pcre2_code_free (self->native);
  self->code = NULL;
  self->native = NULL;
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

  return is_code (code) ? code : NULL;
}

gboolean
ptl_pattern_take_fault (PtlPattern *self)
{
  return g_atomic_pointer_get (&self->code) == &broken &&
         g_atomic_pointer_compare_and_exchange (&self->code, &broken, &broken_told);
}

/* A copy is made into machine code, since other threads may be reading the code.  Where
 * the system allows no memory that can be run, the interpreter goes on. */
static void
make_native (PtlPattern *self, const pcre2_code *code)
{
  pcre2_code *native = pcre2_code_copy (code);

  if (native != NULL && pcre2_jit_compile (native, PCRE2_JIT_COMPLETE) == 0 &&
      g_atomic_pointer_compare_and_exchange (&self->native, NULL, native))
    return;

  pcre2_code_free (native);
}

/* @elapsed_us: what a run of the interpreter took */
static void
note_run (PtlPattern *self, const pcre2_code *code, gint64 elapsed_us)
{
  int elapsed = (int) MIN (elapsed_us, NATIVE_COST_US);
  int before;

  if (elapsed <= 0 || g_atomic_int_get (&self->spent_us) >= NATIVE_COST_US)
    return;

  before = g_atomic_int_add (&self->spent_us, elapsed);
  if (before < NATIVE_COST_US && before + elapsed >= NATIVE_COST_US)
    make_native (self, code);
}

char *
ptl_pattern_to_string (const PtlPattern *self)
{
  GString *out = g_string_sized_new (self->text.len + 1);
  gsize done = 0;

  for (gsize i = 0; i < self->text.len; i++)
    if (!g_ascii_isprint (self->text.text[i]))
      {
        g_string_append_len (out, self->text.text + done, (gssize) (i - done));
        g_string_append_printf (out, "\\x%02x", (guint8) self->text.text[i]);
        done = i + 1;
      }

  g_string_append_len (out, self->text.text + done, (gssize) (self->text.len - done));
  return g_string_free (out, FALSE);
}

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static PtlPatternRunner *
runner_new (void)
{
  PtlPatternRunner *self = g_new0 (PtlPatternRunner, 1);

  self->context = pcre2_match_context_create (NULL);
  self->data = pcre2_match_data_create (PTL_PATTERN_MAX_GROUPS, NULL);
  if (self->context == NULL || self->data == NULL)
    g_error ("out of memory");

  pcre2_set_match_limit (self->context, MATCH_LIMIT);
  pcre2_set_depth_limit (self->context, DEPTH_LIMIT);
  pcre2_set_heap_limit (self->context, HEAP_LIMIT_KIB);
  return self;
}

static void
free_runner_cb (gpointer data)
{
  PtlPatternRunner *self = data;

  pcre2_match_data_free (self->data);
  pcre2_match_context_free (self->context);
  g_free (self);
}

static GPrivate runners = G_PRIVATE_INIT (free_runner_cb);

PtlPatternRunner *
ptl_pattern_runner_begin (void)
{
  PtlPatternRunner *self = g_private_get (&runners);

  if (self == NULL)
    {
      self = runner_new ();
      g_private_set (&runners, self);
    }

  self->start_us = get_cpu_us ();
  self->now_us = g_get_monotonic_time ();
  self->exhausted = FALSE;
  return self;
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

/* What a pattern is run on. */
typedef struct
{
  const pcre2_code *code;
  const pcre2_code *native; /* (nullable) */
  const guint8 *data;
  gsize len;
} Subject;

/* Machine code has little room for its stack, and its limit counts other things: where
 * it gives up, the interpreter decides, as it does for patterns that are run seldom. */
static int
match_from (PtlPatternRunner *self, const Subject *subject, gsize from)
{
  gsize used = MIN (subject->len, PTL_PATTERN_MAX_SUBJECT);
  guint32 options = used < subject->len ? PCRE2_NOTEOL : 0;
  int count = PCRE2_ERROR_JIT_STACKLIMIT;

  if (subject->native != NULL)
    count = pcre2_match (subject->native, subject->data, used, from, options, self->data,
                         self->context);
  if (count == PCRE2_ERROR_JIT_STACKLIMIT || count == PCRE2_ERROR_MATCHLIMIT)
    count = pcre2_match (subject->code, subject->data, used, from, options, self->data,
                         self->context);
  return count;
}

/* Looks for a match that starts in [@from, @from + @n_starts).  The thread's clock is
 * dear; it is only asked after a run that was slow by the other.
 * Returns: as pcre2_match () */
static int
run_from (PtlPatternRunner *self, const Subject *subject, gsize from, gsize *n_starts)
{
  gint64 before_us = self->now_us;
  int count;

  pcre2_set_offset_limit (self->context, from + *n_starts - 1);
  count = match_from (self, subject, from);
  self->now_us = g_get_monotonic_time ();
  if (self->now_us - before_us > SLOW_RUN_US)
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
run (PtlPatternRunner *self, const Subject *subject)
{
  gsize end = MIN (subject->len, PTL_PATTERN_MAX_SUBJECT);
  gsize n_starts = FIRST_STARTS;
  gsize n_searched = n_starts;
  int count = run_from (self, subject, 0, &n_starts);

  while (count == PCRE2_ERROR_NOMATCH && n_searched <= end && !self->exhausted &&
         !is_anchored (subject->code))
    {
      gsize from = n_searched;

      n_searched += n_starts;
      count = run_from (self, subject, from, &n_starts);
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
  Subject subject = { .code = get_code (pattern), .data = data, .len = len };
  gint64 before_us;
  int count;

  if (subject.code == NULL || self->exhausted)
    return FALSE;

  subject.native = g_atomic_pointer_get (&pattern->native);
  before_us = self->now_us;
  count = run (self, &subject);
  if (subject.native == NULL)
    note_run (pattern, subject.code, self->now_us - before_us);
  if (count < 0)
    return FALSE;

  captures->subject = data;
  take_captures (self->data, count == 0 ? PTL_PATTERN_MAX_GROUPS : (guint) count,
                 captures);
  return TRUE;
}
