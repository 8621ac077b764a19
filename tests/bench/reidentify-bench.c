/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/reidentify-bench.c: how fast stored answers are judged again.
 *
 *   reidentify-bench [N]   100,000 answers if not said, with Nmap's rules below ours
 * where they are installed */
#include <glib/gstdio.h>

#include "lib/await.h"
#include "lib/own-home.h"
#include "runner/reidentify.h"

#include "bench-corpus.h"

static PtlStore *
open_store (const char *path)
{
  GAsyncResult *result = NULL;
  PtlStore *store;

  ptl_store_open_async (path, NULL, await_cb, &result);
  store = ptl_store_open_finish (await (&result), NULL);
  if (store == NULL)
    g_error ("%s cannot be opened", path);
  return store;
}

static GPtrArray *
list_sessions (PtlStore *store)
{
  GAsyncResult *result = NULL;

  ptl_store_list_async (store, NULL, await_cb, &result);
  return ptl_store_list_finish (store, await (&result), NULL);
}

static void
measure (PtlStore *store, const char *what)
{
  g_autoptr (GPtrArray) sessions = list_sessions (store);
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  gint64 begun_us = g_get_monotonic_time ();
  double cpu = bench_cpu_seconds ();
  const PtlReidentification *first;
  double wall;

  ptl_reidentify_async (store, sessions, NULL, NULL, NULL, NULL, NULL, await_cb, &result);
  done = ptl_reidentify_finish (await (&result), &error);
  if (done == NULL)
    g_error ("%s", error->message);

  first = done->pdata[0];
  cpu = bench_cpu_seconds () - cpu;
  wall = (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC;
  g_print ("%-28s %u answers, %u verdicts new: %.2f s, %.2f s of processor, "
           "%.0f answers a second and core\n",
           what, first->n_responses, first->changes->len, wall, cpu,
           first->n_responses / cpu);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  g_autofree char *home = own_home_new ();
  g_autofree char *path = g_build_filename (home, "bench.db", NULL);
  PtlStore *store = open_store (path);
  GAsyncResult *result = NULL;

  bench_corpus_add_session (store, n, 1);
  measure (store, "rules loaded and compiled:");
  measure (store, "again:");

  ptl_store_close_async (store, NULL, await_cb, &result);
  ptl_store_close_finish (store, await (&result), NULL);
  await_forget ();
  g_object_unref (store);
  own_home_free (g_steal_pointer (&home));
  return 0;
}
