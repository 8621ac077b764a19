/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-matching.c: what it costs to find the rule that claims an answer,
 * through the index and by trying every rule with PCRE2.
 *
 *   bench-matching PROBE_FILE
 *
 * Prints NAME MICROSECONDS_BY_INDEX MICROSECONDS_BY_ALL RULES, a line for each answer. */
#include "rules/matcher.h"
#include "rules/probe-private.h"

#include <stdlib.h>
#include <string.h>

#define ROUND_US (200 * 1000) /* each way is measured for so long */
#define N_ROUNDS 3            /* and the best counts: others use the machine, too */

typedef struct
{
  PtlProbeDb *db;
  const PtlProbe *probe;
  const GByteArray *answer;
  PtlPatternRunner *runner;
  guint n_rules;
} Case;

static gboolean
match_by_index (Case *self)
{
  g_autoptr (PtlMatch) match = ptl_match_response (
      self->db, self->probe, self->answer->data, self->answer->len, FALSE);

  return match != NULL;
}

static gboolean
match_by_all (Case *self)
{
  PtlCaptures captures;

  self->n_rules = 0;
  for (guint i = 0; i < self->probe->chain->len; i++)
    {
      const PtlProbe *owner = self->probe->chain->pdata[i];
      GPtrArray *rules = owner->rules[PTL_RULE_LAYER_DATABASE];

      for (guint j = 0; rules != NULL && j < rules->len; j++, self->n_rules++)
        if (ptl_pattern_runner_match (self->runner,
                                      &((PtlRule *) rules->pdata[j])->pattern,
                                      self->answer->data, self->answer->len, &captures))
          return TRUE;
    }

  return FALSE;
}

/* Returns: microseconds for one answer */
static double
measure (Case *self, gboolean (*match) (Case *self), gboolean expected)
{
  double best_us = G_MAXDOUBLE;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 begun_us = g_get_monotonic_time ();
      guint n = 0;

      do
        {
          if (match (self) != expected)
            g_error ("the index and all rules differ");
          n++;
        }
      while (g_get_monotonic_time () - begun_us < ROUND_US);
      best_us = MIN (best_us, (double) (g_get_monotonic_time () - begun_us) / n);
    }

  return best_us;
}

static void
compare (PtlProbeDb *db,
         const char *name,
         const PtlProbe *probe,
         const GByteArray *answer)
{
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  Case self = { db, probe, answer, runner, 0 };
  gboolean matches = match_by_all (&self); /* compiles all, too */
  double by_index = measure (&self, match_by_index, matches);

  g_print ("%s %.2f %.2f %u\n", name, by_index, measure (&self, match_by_all, matches),
           self.n_rules);
}

static const PtlProbe *
find_probe (PtlProbeDb *db, const char *name)
{
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    if (g_str_equal (ptl_probe_get_name (ptl_probe_db_get_probe (db, i)), name))
      return ptl_probe_db_get_probe (db, i);
  g_error ("no probe %s", name);
}

/* As a server that no rule knows might answer, filled up to @len. */
static GByteArray *
make_answer (const char *head, gsize len)
{
  static const char filling[] =
      "<p>low water 06:14, 0.9 m; high water 12:31, 3.2 m</p>\n";
  GByteArray *answer = g_byte_array_new ();

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  while (answer->len < len)
    g_byte_array_append (answer, (const guint8 *) filling,
                         (guint) MIN (strlen (filling), len - answer->len));
  return answer;
}

int
main (int argc, char **argv)
{
  static const char http[] = "HTTP/1.1 200 OK\r\nServer: Tidegauge/4.2\r\n"
                             "Content-Type: text/html\r\n\r\n<html>\n";
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GByteArray) page = make_answer (http, 2048);
  g_autoptr (GByteArray) banner = make_answer ("TIDEGAUGE 4.2 ", 200);
  g_autoptr (GError) error = NULL;

  if (argc != 2 ||
      !ptl_probe_db_load_file (db, argv[1], PTL_RULE_LAYER_DATABASE, TRUE, &error) ||
      !ptl_probe_db_seal (db, TRUE, &error))
    g_error ("%s", error != NULL ? error->message : "bench-matching PROBE_FILE");

  compare (db, "page", find_probe (db, "GetRequest"), page);
  compare (db, "banner", ptl_probe_db_get_null_probe (db), banner);
  compare (db, "banner-to-get", find_probe (db, "GetRequest"), banner);
  return EXIT_SUCCESS;
}
