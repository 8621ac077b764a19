/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-deadlines.c: the heap against a list that is searched. */
#include "net/deadlines.h"

typedef struct
{
  PtlDeadlines *deadlines;
  GPtrArray *expected; /* of Entry, in the order they were added */
  gpointer last_run;
} Fixture;

typedef struct
{
  Fixture *fixture;
  gint64 when_us;
  PtlDeadline *deadline;
} Entry;

static void
ran_cb (gpointer user_data)
{
  Entry *entry = user_data;

  entry->fixture->last_run = entry;
}

static void
add (Fixture *f, gint64 when_us)
{
  Entry *entry = g_new (Entry, 1);

  entry->fixture = f;
  entry->when_us = when_us;
  entry->deadline = ptl_deadlines_add (f->deadlines, when_us, ran_cb, entry);
  g_ptr_array_add (f->expected, entry);
}

/* The earliest, and of equals the one added first. */
static Entry *
find_first (Fixture *f)
{
  Entry *first = NULL;

  for (guint i = 0; i < f->expected->len; i++)
    {
      Entry *entry = g_ptr_array_index (f->expected, i);

      if (first == NULL || entry->when_us < first->when_us)
        first = entry;
    }

  return first;
}

static void
cancel_any (Fixture *f)
{
  guint i = (guint) g_test_rand_int_range (0, (int) f->expected->len);
  Entry *entry = g_ptr_array_index (f->expected, i);

  ptl_deadline_cancel (entry->deadline);
  g_ptr_array_remove_index (f->expected, i);
}

static void
run_one (Fixture *f, gint64 now_us)
{
  Entry *first = find_first (f);
  gboolean is_due = first != NULL && first->when_us <= now_us;

  f->last_run = NULL;
  g_assert_cmpint (ptl_deadlines_run_next (f->deadlines, now_us), ==, is_due);
  g_assert_true (f->last_run == (is_due ? first : NULL));
  if (is_due)
    g_ptr_array_remove (f->expected, first);
}

static void
test_against_list (void)
{
  Fixture f = { ptl_deadlines_new (), g_ptr_array_new_with_free_func (g_free), NULL };

  for (int i = 0; i < 20000; i++)
    {
      int dice = g_test_rand_int_range (0, 10);
      Entry *first;

      if (dice < 5 && f.expected->len < 300)
        add (&f, g_test_rand_int_range (0, 100)); /* so few times that many are equal */
      else if (dice < 7 && f.expected->len > 0)
        cancel_any (&f);
      else
        run_one (&f, g_test_rand_int_range (0, 100));

      first = find_first (&f);
      g_assert_cmpuint (ptl_deadlines_get_length (f.deadlines), ==, f.expected->len);
      g_assert_cmpint (ptl_deadlines_get_next (f.deadlines), ==,
                       first != NULL ? first->when_us : G_MAXINT64);
    }

  while (f.expected->len > 0)
    run_one (&f, G_MAXINT64);
  ptl_deadlines_free (f.deadlines);
  g_ptr_array_unref (f.expected);
}

typedef struct
{
  PtlDeadlines *deadlines;
  PtlDeadline *other;
  guint n_runs;
} Chain;

static void
chain_cb (gpointer user_data)
{
  Chain *chain = user_data;

  chain->n_runs++;
  g_clear_pointer (&chain->other, ptl_deadline_cancel);
  if (chain->n_runs < 3)
    ptl_deadlines_add (chain->deadlines, 5, chain_cb, chain);
}

/* A callback may cancel others and add more. */
static void
test_change_while_running (void)
{
  g_autoptr (PtlDeadlines) deadlines = ptl_deadlines_new ();
  Chain chain = { deadlines, NULL, 0 };

  ptl_deadlines_add (deadlines, 1, chain_cb, &chain);
  chain.other = ptl_deadlines_add (deadlines, 2, chain_cb, &chain);
  while (ptl_deadlines_run_next (deadlines, 10))
    continue;

  g_assert_cmpuint (chain.n_runs, ==, 3);
  g_assert_cmpuint (ptl_deadlines_get_length (deadlines), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deadlines/against-list", test_against_list);
  g_test_add_func ("/deadlines/change-while-running", test_change_while_running);

  return g_test_run ();
}
