/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-lint.c: what is demanded of rules that are given to everybody, beyond being
 * right. */
#include "rules/rule-lint.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#include "rules/matcher.h"
#include "rules/pattern-literals.h"
#include "rules/probe-file.h"
#include "rules/rule.h"

/* AddressSanitizer has the memory in which PCRE2 backtracks, and takes its time. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_COST_US (4 * PTL_RULE_MAX_COST_US)
#else
#define MAX_COST_US PTL_RULE_MAX_COST_US
#endif

/* Literal bytes that a pattern needs: fewer where it says what a response begins with. */
#define MIN_LITERALS          2
#define MIN_LITERALS_ANYWHERE 8

typedef struct
{
  PtlProbeDb *db;
  GPtrArray *problems;
  GHashTable *spellings; /* folded name -> the name as first met */
} Lint;

G_GNUC_PRINTF (4, 5)
static void
complain (Lint *lint, const char *file, guint line, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (lint->problems, ptl_rule_problem_new (file, line, 1, what));
}

/* A response can match it only if it has all of these bytes. */
static gsize
count_literals (const PtlPattern *pattern)
{
  g_auto (PtlPatternLiterals) literals;

  ptl_pattern_literals_init (&literals);
  ptl_pattern_literals_find (&literals, pattern);
  return literals.bytes->len;
}

/* Whether the length is that of the whole response: "^\xff...$" */
static gboolean
has_fixed_length (PtlText text)
{
  return text.len > 1 && text.text[0] == '^' && text.text[text.len - 1] == '$' &&
         memchr (text.text, '*', text.len) == NULL &&
         memchr (text.text, '+', text.len) == NULL;
}

static void
check_loose (Lint *lint, const PtlRule *rule)
{
  const PtlText text = rule->pattern.text;
  const gboolean begins = text.len > 0 && text.text[0] == '^';
  const gsize n = count_literals (&rule->pattern);
  const char *file = rule->file->name;

  if (text.len > 2 && memcmp (text.text, "^.*", 3) == 0)
    complain (lint, file, rule->line, _ ("the pattern begins with .*"));
  else if (n < (begins ? MIN_LITERALS : MIN_LITERALS_ANYWHERE) &&
           !has_fixed_length (text))
    complain (lint, file, rule->line,
              _ ("the pattern is loose: it has %zu literal bytes"), n);
}

static void
check_rules (Lint *lint, const PtlProbe *probe, GHashTable *proved)
{
  for (guint layer = 0; layer < PTL_N_RULE_LAYERS; layer++)
    for (guint i = 0; probe->rules[layer] != NULL && i < probe->rules[layer]->len; i++)
      {
        const PtlRule *rule = probe->rules[layer]->pdata[i];

        check_loose (lint, rule);
        if (!g_hash_table_contains (proved, GUINT_TO_POINTER (rule->line)))
          complain (lint, rule->file->name, rule->line, _ ("the rule has no example"));
      }
}

static void
check_probes (Lint *lint, GPtrArray *examples)
{
  g_autoptr (GHashTable) proved = g_hash_table_new (NULL, NULL);
  const PtlProbe *null = ptl_probe_db_get_null_probe (lint->db);

  for (guint i = 0; i < examples->len; i++)
    {
      const PtlRuleExample *example = examples->pdata[i];

      if (!example->is_counter)
        g_hash_table_add (proved, GUINT_TO_POINTER (example->rule_line));
    }

  if (null != NULL)
    check_rules (lint, null, proved);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (lint->db); i++)
    check_rules (lint, ptl_probe_db_get_probe (lint->db, i), proved);
}

/* "Apache httpd" and "apache-httpd" are one name. */
static char *
fold_name (char kind, const char *name)
{
  GString *folded = g_string_new (NULL);

  g_string_append_c (folded, kind);
  for (; *name != '\0'; name++)
    if (g_ascii_isalnum (*name) || *name == '+' || *name == '#')
      g_string_append_c (folded, g_ascii_tolower (*name));

  return g_string_free (folded, FALSE);
}

static void
check_spelling (Lint *lint, const PtlRuleExample *example, char kind, const char *name)
{
  g_autofree char *folded = NULL;
  const char *known;

  if (name == NULL)
    return;

  folded = fold_name (kind, name);
  known = g_hash_table_lookup (lint->spellings, folded);
  if (known == NULL)
    g_hash_table_insert (lint->spellings, g_steal_pointer (&folded), g_strdup (name));
  else if (!g_str_equal (known, name))
    complain (lint, example->file, example->line,
              _ ("\"%s\" is spelled \"%s\" elsewhere"), name, known);
}

/* CPE 2.2 as NVD spells it: cpe:/ part : vendor : product [: version], in lower case. */
static gboolean
is_cpe (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", -1);
  const guint n = g_strv_length (parts);

  if (n < 4 || n > 5 || !g_str_equal (parts[0], "cpe") || strlen (parts[1]) != 2 ||
      parts[1][0] != '/' || strchr ("aho", parts[1][1]) == NULL)
    return FALSE;

  for (guint i = 2; i < n; i++)
    if (*parts[i] == '\0' ||
        strspn (parts[i], "abcdefghijklmnopqrstuvwxyz0123456789._~%-ABCDEF") !=
            strlen (parts[i]))
      return FALSE;

  return TRUE;
}

static void
check_service (Lint *lint, const PtlRuleExample *example, const PtlService *service)
{
  check_spelling (lint, example, 's', service->name);
  check_spelling (lint, example, 'p', service->product);
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    if (!is_cpe (service->cpes[i]))
      complain (lint, example->file, example->line, _ ("\"%s\" is not a CPE name"),
                service->cpes[i]);
}

static gint64
get_processor_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static PtlRule *
find_rule (PtlProbeDb *db, const PtlProbe *probe, guint line)
{
  for (guint i = 0; i < probe->chain->len; i++)
    for (guint layer = 0; layer < PTL_N_RULE_LAYERS; layer++)
      {
        const PtlProbe *owner = probe->chain->pdata[i];
        GPtrArray *rules = owner->rules[layer];

        for (guint j = 0; rules != NULL && j < rules->len; j++)
          if (((PtlRule *) rules->pdata[j])->line == line)
            return rules->pdata[j];
      }

  return NULL;
}

/* Of a pattern that has never run: one that is machine code already would cost less.
 * Returns: the processor time, of the fastest of three attempts */
static gint64
measure (const PtlRule *rule, const GByteArray *subject)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 3 && best > MAX_COST_US; i++)
    {
      PtlPatternRunner *runner = ptl_pattern_runner_begin ();
      PtlPattern pattern = { rule->pattern.text, rule->pattern.caseless,
                             rule->pattern.dotall };
      PtlCaptures captures;
      gint64 before;

      ptl_pattern_runner_match (runner, &pattern, subject->data, 0, &captures);
      before = get_processor_us (); /* it is compiled now */
      ptl_pattern_runner_match (runner, &pattern, subject->data, subject->len, &captures);
      best = MIN (best, get_processor_us () - before);
      ptl_pattern_clear (&pattern);
    }

  return best;
}

/* A hostile response goes on as the example begins, and never comes to its end. */
static void
check_cost (Lint *lint, const PtlRuleExample *example, PtlRule *rule)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (example->response, &len);

  for (guint quarter = 1; quarter <= 4; quarter++)
    {
      g_autoptr (GByteArray) subject = g_byte_array_new ();
      const gsize cut = MAX (len * quarter / 4, 2) - 1;

      while (subject->len < PTL_RULE_COST_SUBJECT)
        g_byte_array_append (subject, data, (guint) MIN (cut, PTL_RULE_COST_SUBJECT));
      g_byte_array_set_size (subject, PTL_RULE_COST_SUBJECT);
      if (measure (rule, subject) <= MAX_COST_US)
        continue;

      complain (lint, example->file, rule->line,
                _ ("the pattern takes too long on a hostile response"));
      return;
    }
}

static void
check_example (Lint *lint, const PtlRuleExample *example)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (example->response, &len);
  const PtlProbe *probe =
      example->probe != NULL
          ? ptl_probe_db_find_probe (lint->db, example->protocol, example->probe)
          : NULL;
  g_autoptr (PtlMatch) match = NULL;
  PtlRule *rule;

  if (probe == NULL || len == 0 || example->is_counter)
    return;

  match = ptl_match_response (lint->db, probe, data, len, FALSE);
  rule = find_rule (lint->db, probe, example->rule_line);
  if (match != NULL)
    check_service (lint, example, match->service);
  if (rule != NULL)
    check_cost (lint, example, rule);
}

GPtrArray *
ptl_rule_lint (PtlProbeDb *db, GPtrArray *examples)
{
  g_autoptr (GHashTable) spellings =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Lint lint = { db,
                g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free),
                spellings };

  check_probes (&lint, examples);
  for (guint i = 0; i < examples->len; i++)
    check_example (&lint, examples->pdata[i]);

  return lint.problems;
}
