/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-timeline.c: hosts and ports through many sessions. */
#include "compare/timeline.h"

#include "session-builder.h"

#define ASKED "asked tcp 80\n"
#define OPEN  ASKED "host 192.0.2.1\n80/tcp open http product=nginx version=1.1\n"
#define OTHER ASKED "host 192.0.2.1\n80/tcp open http product=nginx version=1.2\n"
#define SHUT  ASKED "host 192.0.2.1\nclosed 80/tcp\n"
#define LESS  "asked tcp 22\nhost 192.0.2.1\nclosed 22/tcp\n"
#define AWAY  ASKED "silent 192.0.2.1\n"
#define ELSE  ASKED "host 192.0.2.9\nclosed 80/tcp\n"

typedef struct
{
  const char *name;
  const char *sessions[6];
  const char *port; /* "history first last marks" */
  const char *host;
} Case;

static const Case cases[] = {
  { "stays", { OPEN, OPEN, OPEN }, "stays 0 2 +++", "stays 0 2 +++" },
  { "new", { SHUT, OPEN, OPEN }, "new 1 2 -++", "stays 0 2 +++" },
  { "gone", { OPEN, OPEN, SHUT }, "gone 0 1 ++-", "stays 0 2 +++" },
  { "back", { OPEN, SHUT, OPEN }, "back 0 2 +-+", "stays 0 2 +++" },
  { "came and went", { SHUT, OPEN, SHUT }, "gone 1 1 -+-", "stays 0 2 +++" },
  { "not looked at is not gone", { OPEN, LESS, OPEN }, "stays 0 2 +?+", "stays 0 2 +++" },
  { "nor is it at the end", { OPEN, LESS }, "stays 0 0 +?", "stays 0 1 ++" },
  { "nor new", { LESS, OPEN }, "stays 1 1 ?+", "stays 0 1 ++" },
  { "the host was away", { OPEN, AWAY, OPEN }, "back 0 2 +-+", "back 0 2 +-+" },
  { "the host is gone", { OPEN, AWAY, AWAY }, "gone 0 0 +--", "gone 0 0 +--" },
  { "the host came", { AWAY, OPEN, OPEN }, "new 1 2 -++", "new 1 2 -++" },
  { "nobody asked for the host", { OPEN, ELSE, OPEN }, "stays 0 2 +?+", "stays 0 2 +?+" },
  { "six",
    { SHUT, OPEN, SHUT, LESS, OTHER, OTHER },
    "back 1 5 -+-?++",
    "stays 0 5 ++++++" },
};

static char *
describe (const PtlTimelineRow *row, guint n)
{
  GString *out = g_string_new (ptl_history_to_string (row->history));

  g_string_append_printf (out, " %u %u ", row->first_seen, row->last_seen);
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, "?-+"[row->seen[i]]);
  return g_string_free (out, FALSE);
}

static GPtrArray *
build (const Case *c)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (c->sessions) && c->sessions[i] != NULL; i++)
    g_ptr_array_add (sessions, session_build (c->sessions[i]));
  return sessions;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) sessions = build (&cases[i]);
      g_autoptr (PtlTimeline) timeline = ptl_timeline_new (sessions, NULL);
      const PtlTimelineHost *host = timeline->hosts->pdata[0];
      g_autofree char *of_host = describe (host->row, sessions->len);
      g_autofree char *of_port = describe (host->ports->pdata[0], sessions->len);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (of_host, ==, cases[i].host);
      g_assert_cmpstr (of_port, ==, cases[i].port);
    }
}

/* A host is followed from address to address. */
static void
test_moving (void)
{
  const Case c = { "moving",
                   { ASKED "host 192.0.2.1 mac=02:00:00:00:00:01\n80/tcp open http\n",
                     ASKED "host 192.0.2.2 mac=02:00:00:00:00:01\n80/tcp open http\n",
                     ASKED "host 192.0.2.3 mac=02:00:00:00:00:01\n80/tcp open http\n" },
                   NULL,
                   NULL };
  g_autoptr (GPtrArray) sessions = build (&c);
  g_autoptr (PtlTimeline) timeline = ptl_timeline_new (sessions, NULL);
  const PtlTimelineHost *host = timeline->hosts->pdata[0];

  g_assert_cmpuint (timeline->hosts->len, ==, 1);
  g_assert_cmpuint (host->row->n_texts, ==, 3);
  g_assert_cmpstr (host->row->texts[0], ==, "192.0.2.1");
  g_assert_cmpstr (host->row->texts[2], ==, "192.0.2.3");
  g_assert_false (ptl_timeline_row_is_steady (host->row));
  g_assert_true (ptl_timeline_row_is_steady (host->ports->pdata[0]));
}

/* Any sessions can be followed, and one that is looked at twice stays. */
static void
test_any (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) twice = g_ptr_array_new ();
      g_autoptr (PtlTimeline) any = NULL;
      g_autoptr (PtlTimeline) same = NULL;

      for (int n = g_rand_int_range (rand, 2, 6); n > 0; n--)
        g_ptr_array_add (sessions, session_make_up (rand, NULL));
      any = ptl_timeline_new (sessions, NULL);
      g_assert_cmpuint (any->infos->len, ==, sessions->len);

      g_ptr_array_add (twice, sessions->pdata[0]);
      g_ptr_array_add (twice, sessions->pdata[0]);
      same = ptl_timeline_new (twice, NULL);
      for (guint i = 0; i < same->hosts->len; i++)
        {
          const PtlTimelineHost *host = same->hosts->pdata[i];

          g_assert_true (ptl_timeline_row_is_steady (host->row));
          for (guint j = 0; j < host->ports->len; j++)
            g_assert_true (ptl_timeline_row_is_steady (host->ports->pdata[j]));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/timeline/cases", test_cases);
  g_test_add_func ("/timeline/moving", test_moving);
  g_test_add_func ("/timeline/any", test_any);

  return g_test_run ();
}
