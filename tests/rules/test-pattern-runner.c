/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-pattern-runner.c: a pattern says the same by the interpreter, which
 * its first runs use, and by the machine code of the later ones. */
#include <string.h>

#include "rules/pattern.h"

/* More than enough for machine code. */
#define N_RUNS      20000
#define N_LONG_RUNS 100
#define LONG        (32 * 1024)

typedef struct
{
  const char *name;
  const char *pattern;
  const char *subject; /* NULL: LONG letters "a" */
  gboolean caseless;
  gboolean dotall;
  gboolean matches;
} Case;

static const Case cases[] = {
  { "anchored", "^220 ([\\w.]+) FTP", "220 sea.example FTP ready", .matches = TRUE },
  { "anywhere", "<title>(.*?)</title>", "<html>\n<title>Tides</title>", .matches = TRUE },
  { "group without a part", "(a)|(b)", "b", .matches = TRUE },
  { "none", "^HTTP/1\\.", "SSH-2.0", .matches = FALSE },
  { "caseless", "server: TIDE", "Server: tide", TRUE, FALSE, TRUE },
  { "dot and line ends", "^a.*z$", "a\nz", FALSE, TRUE, TRUE },
  { "dot without line ends", "^a.*z$", "a\nz", .matches = FALSE },
  { "late", "aaab?$", NULL, .matches = TRUE },
  /* More steps than any limit allows. */
  { "endless", "^(?:a|aa|a{3})*b", NULL, .matches = FALSE },
  /* More stack than machine code has. */
  { "deep", "^(?:a(?=a)|b)*a", NULL, .matches = FALSE },
};

static gboolean
run (PtlPattern *pattern, const guint8 *data, gsize len, GString *said)
{
  PtlCaptures captures;

  g_string_truncate (said, 0);
  if (!ptl_pattern_runner_match (ptl_pattern_runner_begin (), pattern, data, len,
                                 &captures))
    return FALSE;

  for (guint i = 0; i < captures.n_groups; i++)
    g_string_append_printf (said, "%d-%d ", captures.groups[i].start,
                            captures.groups[i].end);
  return TRUE;
}

static void
test_every_run (gconstpointer data)
{
  const Case *self = data;
  PtlPattern pattern = { { self->pattern, strlen (self->pattern) },
                         .caseless = self->caseless,
                         .dotall = self->dotall };
  g_autofree char *filling = g_strnfill (LONG, 'a');
  const char *subject = self->subject != NULL ? self->subject : filling;
  guint n_runs = self->subject != NULL ? N_RUNS : N_LONG_RUNS;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);

  g_assert_cmpint (run (&pattern, (const guint8 *) subject, strlen (subject), first), ==,
                   self->matches);
  for (guint i = 1; i < n_runs; i++)
    {
      gboolean matches = run (&pattern, (const guint8 *) subject, strlen (subject), said);

      g_assert_cmpint (matches, ==, self->matches);
      g_assert_cmpstr (said->str, ==, first->str);
    }

  g_assert_nonnull (pattern.native);
  ptl_pattern_clear (&pattern);
}

/* Patterns are shared by threads that judge answers. */
static gpointer
run_often_worker (gpointer data)
{
  PtlPattern *pattern = data;
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_assert_true (run (pattern, (const guint8 *) "+OK tide", 8, said));
      g_assert_cmpstr (said->str, ==, "0-8 4-8 ");
    }

  return NULL;
}

static void
test_threads (void)
{
  PtlPattern pattern = { { "^\\+OK (\\w+)", 11 } };
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("judge", run_often_worker, &pattern);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  ptl_pattern_clear (&pattern);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pattern-runner/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_every_run);
    }
  g_test_add_func ("/pattern-runner/threads", test_threads);

  return g_test_run ();
}
