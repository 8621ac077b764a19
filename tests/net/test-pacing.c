/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-pacing.c: tables of events and what pacing says to them. */
#include "net/pacing.h"

typedef struct
{
  char event; /* 's' may start, 'w' must wait until retry_us, 'e' ended, '!' shortage */
  gint64 now_us;
  gint64 retry_us;
  guint in_flight; /* afterwards */
  guint window;
} Row;

static void
play (guint max_in_flight, guint max_rate, const Row *rows, gsize n_rows)
{
  g_autoptr (PtlPacing) pacing = ptl_pacing_new (max_in_flight, max_rate);

  for (gsize i = 0; i < n_rows; i++)
    {
      gint64 retry_us = -1;

      switch (rows[i].event)
        {
        case 's':
          g_assert_true (ptl_pacing_try_start (pacing, rows[i].now_us, &retry_us));
          break;
        case 'w':
          g_assert_false (ptl_pacing_try_start (pacing, rows[i].now_us, &retry_us));
          g_assert_cmpint (retry_us, ==, rows[i].retry_us);
          break;
        case 'e':
          ptl_pacing_ended (pacing);
          break;
        default:
          ptl_pacing_on_shortage (pacing, rows[i].now_us);
          break;
        }

      g_assert_cmpuint (ptl_pacing_get_in_flight (pacing), ==, rows[i].in_flight);
      g_assert_cmpuint (ptl_pacing_get_window (pacing), ==, rows[i].window);
    }
}

static void
test_window (void)
{
  static const Row rows[] = {
    { 's', 0, 0, 1, 2 }, { 's', 0, 0, 2, 2 }, { 'w', 0, G_MAXINT64, 2, 2 },
    { 'e', 1, 0, 1, 2 }, { 's', 1, 0, 2, 2 }, { 'w', 9, G_MAXINT64, 2, 2 },
    { 'e', 9, 0, 1, 2 }, { 'e', 9, 0, 0, 2 },
  };

  play (2, 0, rows, G_N_ELEMENTS (rows));
}

static void
test_zero_is_one (void)
{
  static const Row rows[] = { { 's', 0, 0, 1, 1 }, { 'w', 0, G_MAXINT64, 1, 1 } };

  play (0, 0, rows, G_N_ELEMENTS (rows));
}

static void
test_rate (void)
{
  /* 10 a second, exactly so apart; a pause earns no more than 10 ms of credit. */
  static const Row rows[] = {
    { 's', 1000000, 0, 1, 99 },       { 'w', 1000000, 1090000, 1, 99 },
    { 'w', 1089999, 1090000, 1, 99 }, { 's', 1090000, 0, 2, 99 },
    { 'w', 1090001, 1190000, 2, 99 }, { 's', 9000000, 0, 3, 99 },
    { 'w', 9000000, 9090000, 3, 99 },
  };

  play (99, 10, rows, G_N_ELEMENTS (rows));
}

/* Above a thousand a second a loop that wakes once in 5 ms keeps the rate, not more. */
static void
test_high_rate (void)
{
  g_autoptr (PtlPacing) pacing = ptl_pacing_new (1000000, 10000);
  guint n_started = 0;
  gint64 retry_us;

  for (gint64 now_us = 0; now_us < G_USEC_PER_SEC; now_us += 5000)
    while (ptl_pacing_try_start (pacing, now_us, &retry_us))
      n_started++;

  g_assert_cmpuint (n_started, >=, 9950);
  g_assert_cmpuint (n_started, <=, 10150);
}

static void
test_shortage (void)
{
  static const Row rows[] = {
    { 's', 0, 0, 1, 8 },        { 's', 0, 0, 2, 8 },
    { 's', 0, 0, 3, 8 },        { 's', 0, 0, 4, 8 },
    { '!', 100, 0, 4, 2 }, /* half of what was in flight */
    { 'e', 100, 0, 3, 2 }, /* the one that failed */
    { '!', 200, 0, 3, 2 }, /* the same trouble */
    { 'e', 200, 0, 2, 2 },      { 'w', 300, G_MAXINT64, 2, 2 },
    { 'e', 300, 0, 1, 2 }, /* well */
    { 'w', 400, 250100, 1, 2 }, { 's', 250100, 0, 2, 2 },
    { 'e', 250200, 0, 1, 2 },   { 'e', 250200, 0, 0, 2 },
    { 's', 250300, 0, 1, 2 },   { 'e', 250300, 0, 0, 3 }, /* the fourth that ended well */
    { 's', 250300, 0, 1, 3 },   { '!', 600000, 0, 1, 1 },
    { 'e', 600000, 0, 0, 1 },   { 's', 850000, 0, 1, 1 },
    { '!', 900000, 0, 1, 1 }, /* never below one */
  };

  play (8, 0, rows, G_N_ELEMENTS (rows));
}

/* However long the trouble lasts, the window comes back. */
static void
test_recovery (void)
{
  g_autoptr (PtlPacing) pacing = ptl_pacing_new (100, 0);
  gint64 retry_us;

  for (gint64 now_us = 0; now_us < 10 * G_USEC_PER_SEC; now_us += G_USEC_PER_SEC)
    {
      g_assert_true (ptl_pacing_try_start (pacing, now_us, &retry_us));
      ptl_pacing_on_shortage (pacing, now_us);
      ptl_pacing_ended (pacing);
    }
  g_assert_cmpuint (ptl_pacing_get_window (pacing), ==, 1);

  for (guint i = 0; i < 99 * 4; i++)
    {
      g_assert_true (ptl_pacing_try_start (pacing, 20 * G_USEC_PER_SEC + i, &retry_us));
      ptl_pacing_ended (pacing);
    }
  g_assert_cmpuint (ptl_pacing_get_window (pacing), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pacing/window", test_window);
  g_test_add_func ("/pacing/zero-is-one", test_zero_is_one);
  g_test_add_func ("/pacing/rate", test_rate);
  g_test_add_func ("/pacing/high-rate", test_high_rate);
  g_test_add_func ("/pacing/shortage", test_shortage);
  g_test_add_func ("/pacing/recovery", test_recovery);

  return g_test_run ();
}
