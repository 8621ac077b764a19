/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-poller.c: hundreds of socket pairs and deadlines on one poller, under a
 * clock that the test turns. */
#include "net/poller.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

/* More than one batch of the poller's. */
#define N_PAIRS 400

typedef struct _Fixture Fixture;

typedef struct
{
  Fixture *fixture;
  int near, far;
  PtlWatch *watch;
  guint n_calls;
  GIOCondition condition;
} Pair;

struct _Fixture
{
  GMainContext *context;
  gint64 now_us;
  PtlClock clock;
  PtlPoller *poller;
  Pair pairs[N_PAIRS];
  GString *log;
};

static gint64
test_clock_cb (gpointer data)
{
  return ((Fixture *) data)->now_us;
}

static void
fixture_set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->context = g_main_context_new ();
  f->now_us = 1000;
  f->clock = (PtlClock){ test_clock_cb, test_clock_cb, f };
  f->poller = ptl_poller_new (f->context, &f->clock, &error);
  f->log = g_string_new (NULL);
  g_assert_no_error (error);

  for (guint i = 0; i < N_PAIRS; i++)
    {
      int fds[2];

      g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
      f->pairs[i] = (Pair){ .fixture = f, .near = fds[0], .far = fds[1] };
    }
}

static void
fixture_tear_down (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      g_clear_pointer (&f->pairs[i].watch, ptl_watch_remove);
      close (f->pairs[i].near);
      close (f->pairs[i].far);
    }

  g_clear_pointer (&f->poller, ptl_poller_free);
  g_main_context_unref (f->context);
  g_string_free (f->log, TRUE);
}

static void
watch (Fixture *f, guint i, GIOCondition condition, PtlWatchFunc func)
{
  Pair *pair = &f->pairs[i];

  pair->watch = ptl_poller_watch (f->poller, pair->near, condition, func, pair);
  g_assert_nonnull (pair->watch);
}

static void
talk (Fixture *f, guint i)
{
  g_assert_cmpint (write (f->pairs[i].far, "x", 1), ==, 1);
}

static void
iterate (Fixture *f)
{
  g_main_context_iteration (f->context, FALSE);
}

static void
count_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  pair->n_calls++;
  pair->condition = condition;
}

static void
test_each_once (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    watch (f, i, G_IO_IN, count_cb);
  for (guint i = 0; i < N_PAIRS; i += 2)
    talk (f, i);

  iterate (f);
  for (guint i = 0; i < N_PAIRS; i++)
    g_assert_cmpuint (f->pairs[i].n_calls, ==, i % 2 == 0 ? 1 : 0);
}

static void
test_every_one_when_all_talk (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, count_cb);
      talk (f, i);
    }

  iterate (f);
  for (guint i = 0; i < N_PAIRS; i++)
    g_assert_cmpuint (f->pairs[i].n_calls, >=, 1);
}

static void
test_condition (Fixture *f, gconstpointer unused)
{
  watch (f, 0, G_IO_IN, count_cb);
  iterate (f);
  g_assert_cmpuint (f->pairs[0].n_calls, ==, 0);

  ptl_watch_set_condition (f->pairs[0].watch, G_IO_IN | G_IO_OUT);
  iterate (f);
  g_assert_cmpuint (f->pairs[0].n_calls, ==, 1);
  g_assert_cmpint (f->pairs[0].condition, ==, G_IO_OUT);

  ptl_watch_set_condition (f->pairs[0].watch, G_IO_IN);
  shutdown (f->pairs[0].far, SHUT_RDWR);
  iterate (f);
  g_assert_cmpint (f->pairs[0].condition, ==, G_IO_IN | G_IO_HUP);
}

/* Whoever is called first removes all the others, whose events are in the same batch. */
static void
remove_all_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  Fixture *f = pair->fixture;

  g_string_append_c (f->log, '.');
  for (guint i = 0; i < N_PAIRS; i++)
    g_clear_pointer (&f->pairs[i].watch, ptl_watch_remove);
}

static void
test_remove_others (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, remove_all_cb);
      talk (f, i);
    }

  iterate (f);
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, ".");
}

/* The same, and their descriptors are gone. */
static void
close_all_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  Fixture *f = pair->fixture;

  g_string_append_c (f->log, '.');
  for (guint i = 0; i < N_PAIRS; i++)
    {
      g_clear_pointer (&f->pairs[i].watch, ptl_watch_close);
      g_assert_cmpint (fcntl (f->pairs[i].near, F_GETFD), ==, -1);
      f->pairs[i].near = -1;
    }
}

static void
test_close_others (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, close_all_cb);
      talk (f, i);
    }

  iterate (f);
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, ".");
}

/* Removes the neighbour's watch, whose event is in the same batch, and puts a new one on
 * its descriptor. */
static void
replace_next_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  Fixture *f = pair->fixture;
  guint i = (guint) (pair - f->pairs) ^ 1;

  if (pair->n_calls++ > 0 || f->pairs[i].n_calls > 0)
    return;

  g_clear_pointer (&f->pairs[i].watch, ptl_watch_remove);
  watch (f, i, G_IO_IN, count_cb);
}

static void
test_replace_others (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, replace_next_cb);
      talk (f, i);
    }

  iterate (f);
  iterate (f);
  for (guint i = 0; i < N_PAIRS; i++)
    g_assert_cmpuint (f->pairs[i].n_calls, >=, 1);
}

static void
free_poller_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  Fixture *f = pair->fixture;

  remove_all_cb (condition, user_data);
  g_clear_pointer (&f->poller, ptl_poller_free);
}

static void
test_free_inside (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, free_poller_cb);
      talk (f, i);
    }

  iterate (f);
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, ".");
  g_assert_null (f->poller);
}

static void
refuse_fd (Fixture *f, int fd, int errnum)
{
  errno = 0;
  g_assert_null (ptl_poller_watch (f->poller, fd, G_IO_IN, count_cb, NULL));
  g_assert_cmpint (errno, ==, errnum);
}

static void
test_refused (Fixture *f, gconstpointer unused)
{
  watch (f, 0, G_IO_IN, count_cb);
  refuse_fd (f, f->pairs[0].near, EEXIST);
  refuse_fd (f, -1, EBADF);
}

typedef struct
{
  Fixture *fixture;
  char letter;
} Letter;

static void
letter_cb (gpointer user_data)
{
  Letter *letter = user_data;

  g_string_append_c (letter->fixture->log, letter->letter);
}

static void
test_deadline_order (Fixture *f, gconstpointer unused)
{
  static const gint64 whens[] = { 3000, 2000, 4000, 2000, 1000 };
  Letter letters[G_N_ELEMENTS (whens)];
  PtlDeadline *deadlines[G_N_ELEMENTS (whens)];

  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    {
      letters[i] = (Letter){ f, (char) ('a' + i) };
      deadlines[i] =
          ptl_poller_add_deadline (f->poller, whens[i], letter_cb, &letters[i]);
    }

  iterate (f);
  g_assert_cmpstr (f->log->str, ==, "e");

  ptl_deadline_cancel (deadlines[2]);
  f->now_us = 2999;
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, "ebd");

  f->now_us = 5000;
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, "ebda");
}

/* The answer came, then the deadline passed, then the loop looked. */
static void
answer_cb (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  g_string_append_c (pair->fixture->log, '<');
  g_clear_pointer (&pair->watch, ptl_watch_remove);
}

static void
test_late_loop_reads_first (Fixture *f, gconstpointer unused)
{
  Letter late = { f, '!' };

  ptl_poller_add_deadline (f->poller, 2000, letter_cb, &late);
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, answer_cb);
      talk (f, i);
    }
  f->now_us = 9000;

  iterate (f);
  g_assert_cmpuint (f->log->len, ==, N_PAIRS + 1);
  g_assert_true (f->log->str[N_PAIRS] == '!');
}

/* Peers that never stop do not keep a deadline from running, nor does a deadline that
 * always sets another keep the loop from its end. */
static void
again_cb (gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append_c (f->log, 'd');
  if (f->log->len < 5)
    ptl_poller_add_deadline (f->poller, 0, again_cb, f);
}

static void
test_nobody_starves (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < N_PAIRS; i++)
    {
      watch (f, i, G_IO_IN, count_cb); /* nobody reads: ready for ever */
      talk (f, i);
    }
  ptl_poller_add_deadline (f->poller, 0, again_cb, f);

  iterate (f);
  g_assert_cmpstr (f->log->str, ==, "d");
  iterate (f);
  g_assert_cmpstr (f->log->str, ==, "dd");
  for (guint i = 0; i < 5; i++)
    iterate (f);
  g_assert_cmpstr (f->log->str, ==, "ddddd");
}

static void
done_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* With the system's clock: the loop sleeps, and not too long. */
static void
test_real_clock (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlPoller) poller = ptl_poller_new (context, ptl_clock_get_real (), &error);
  gint64 start_us = g_get_monotonic_time ();
  gboolean is_done = FALSE;
  guint n_turns = 0;

  g_assert_no_error (error);
  ptl_poller_add_deadline (poller, start_us + 50000, done_cb, &is_done);
  while (!is_done)
    {
      g_main_context_iteration (context, TRUE);
      n_turns++;
    }

  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 50000);
  g_assert_cmpuint (n_turns, <, 10);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/poller/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("each-once", test_each_once);
  ADD ("every-one-when-all-talk", test_every_one_when_all_talk);
  ADD ("condition", test_condition);
  ADD ("remove-others", test_remove_others);
  ADD ("close-others", test_close_others);
  ADD ("replace-others", test_replace_others);
  ADD ("free-inside", test_free_inside);
  ADD ("refused", test_refused);
  ADD ("deadline-order", test_deadline_order);
  ADD ("late-loop-reads-first", test_late_loop_reads_first);
  ADD ("nobody-starves", test_nobody_starves);
  g_test_add_func ("/poller/real-clock", test_real_clock);

  return g_test_run ();
}
