/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-retention.c: which sessions are kept no longer. */
#include "model/retention.h"

#define DAY G_TIME_SPAN_DAY
#define NOW (1000 * DAY)

typedef struct
{
  const char *name;
  guint n_days;
  guint n_sessions;
  const char *sessions; /* "TARGET:AGE_IN_DAYS[!]": t tagged, n noted, p paused, r runs */
  const char *chosen;   /* ids, which count from 1 */
} Case;

static const Case cases[] = {
  { "no limit", 0, 0, "a:900 a:800 a:1", "" },
  { "old ones", 30, 0, "a:40 a:31 a:30 a:1", "1 2" },
  { "the newest stays however old", 30, 0, "a:90 a:80 b:70", "1" },
  { "some of each", 0, 2, "a:9 b:8 a:7 a:6 a:5 b:4", "1 3" },
  { "one of each", 0, 1, "a:9 a:8 b:9", "1" },
  { "both limits", 30, 3, "a:50 a:20 a:19 a:18 a:17", "1 2" },
  { "tagged, noted, paused, running", 30, 1, "a:90t a:90n a:90p a:90r a:90 a:1", "5" },
  { "the protected count, too", 0, 2, "a:9 a:8t a:7t", "1" },
  { "begun in the same moment", 0, 1, "a:5 a:5 a:5", "1 2" },
  { "in the future", 30, 0, "a:-5 a:1 a:40", "3" },
};

static PtlSessionInfo *
make_info (const char *word, gint64 id)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 2);
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlSessionInfo *info;
  char *mark;
  gint64 age;

  g_ptr_array_add (options->targets, g_strdup (parts[0]));
  info = ptl_session_info_new (parts[0], options);
  age = g_ascii_strtoll (parts[1], &mark, 10);
  info->id = id;
  info->state = *mark == 'p'   ? PTL_SESSION_STATE_PAUSED
                : *mark == 'r' ? PTL_SESSION_STATE_RUNNING
                               : PTL_SESSION_STATE_FINISHED;
  info->started_us = NOW - age * DAY;
  info->notes = *mark == 'n' ? g_strdup ("mine") : NULL;
  info->tags = *mark == 't' ? g_strsplit ("pinned", ",", -1) : NULL;
  return info;
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  const PtlRetention retention = { self->n_days, self->n_sessions };
  g_autoptr (GPtrArray) sessions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  g_auto (GStrv) words = g_strsplit (self->sessions, " ", -1);
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (sessions, make_info (words[i], i + 1));
  chosen = ptl_retention_choose (&retention, sessions, NOW);
  for (guint i = 0; i < chosen->len; i++)
    g_string_append_printf (said, "%s%d", i > 0 ? " " : "",
                            (int) ((PtlSessionInfo *) chosen->pdata[i])->id);
  g_assert_cmpstr (said->str, ==, self->chosen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/retention/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
