/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-store.c: what it takes to save what a big scan finds.
 *
 *   bench-store FILE N [DISTINCT]
 *
 * Appends N ports with a kilobyte of evidence each, DISTINCT of them different (all, if
 * it is not said), as fast as the store takes them, and
 * prints SECONDS LONGEST_COMMIT_MS COMMITS, then how long it takes to load them: SECONDS,
 * and the processor's seconds for both. */
#include <sqlite3.h>
#include <stdlib.h>

#include "store/fixture.h"

#include "bench-corpus.h"

#define EVIDENCE_LEN   1024
#define PORTS_PER_HOST 1000
#define PORTS_AT_ONCE  1000 /* as many as a tenth of a second may bring */

static guint64 longest_commit_ns;
static guint n_commits;

static int
profiled_cb (unsigned kind, void *context, void *statement, void *elapsed)
{
  const char *sql = sqlite3_sql (statement);
  guint64 elapsed_ns = *(sqlite3_int64 *) elapsed;

  if (sql != NULL && g_ascii_strncasecmp (sql, "COMMIT", 6) == 0)
    {
      longest_commit_ns = MAX (longest_commit_ns, elapsed_ns);
      n_commits++;
    }

  return 0;
}

static int
watch_connection (sqlite3 *db, char **error, const void *api)
{
  return sqlite3_trace_v2 (db, SQLITE_TRACE_PROFILE, profiled_cb, NULL);
}

/* Each number has a page of its own, as devices do. */
static GBytes *
make_evidence (guint n)
{
  GString *text = g_string_sized_new (EVIDENCE_LEN);

  g_string_printf (text,
                   "HTTP/1.1 200 OK\r\nServer: Tidegauge/4.2\r\nETag: \"%08x\"\r\n\r\n",
                   n * 2654435761u);
  for (guint word = n; text->len < EVIDENCE_LEN; word = word * 1664525u + 1013904223u)
    g_string_append_printf (text, "<td>%u mm</td>\n", word >> 16);
  g_string_truncate (text, EVIDENCE_LEN);
  return g_string_free_to_bytes (text);
}

static void
add_port (GPtrArray *facts, guint n, guint n_distinct)
{
  guint host = n / PORTS_PER_HOST;
  PtlAddress address = { .bytes = { 10, 0, (guint8) (host >> 8), (guint8) host } };
  guint16 port = (guint16) (1 + n % PORTS_PER_HOST);
  PtlResponse *response = ptl_response_new ();

  g_clear_pointer (&response->received, g_bytes_unref);
  response->received = make_evidence (n % n_distinct);
  response->full_length = EVIDENCE_LEN;
  response->probe = g_strdup ("GetRequest");
  response->sent = g_bytes_new_static ("", 0);
  g_ptr_array_add (facts, ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, port,
                                             PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  g_ptr_array_add (facts,
                   ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, port, response));
  ptl_response_unref (response);
}

static double
get_seconds_since (gint64 begun_us)
{
  return (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  guint n_ports = argc >= 3 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;
  guint n_distinct = argc == 4 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : n_ports;
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlSession) session = NULL;
  gint64 begun_us, id;
  double saved, loaded;
  double saved_cpu, loaded_cpu;

  if (n_ports == 0 || n_distinct == 0)
    g_error ("bench-store FILE N [DISTINCT]");

  for (guint n = 0; n < n_ports; n++)
    {
      if (n % PORTS_AT_ONCE == 0)
        g_ptr_array_add (parcels, ptl_fact_array_new ());
      add_port (parcels->pdata[parcels->len - 1], n, n_distinct);
    }

  sqlite3_auto_extension ((void (*) (void)) watch_connection);
  store = must_open (argv[1]);
  id = must_begin (store, "bench");
  begun_us = g_get_monotonic_time ();
  saved_cpu = bench_cpu_seconds ();
  for (guint i = 0; i < parcels->len; i++)
    {
      ptl_store_append (store, id, parcels->pdata[i]);
      if (i % 10 == 9)
        must_flush (store);
    }
  must_flush (store);
  saved = get_seconds_since (begun_us);
  saved_cpu = bench_cpu_seconds () - saved_cpu;
  g_ptr_array_set_size (parcels, 0);

  begun_us = g_get_monotonic_time ();
  loaded_cpu = bench_cpu_seconds ();
  session = must_load (store, id, FALSE);
  loaded = get_seconds_since (begun_us);
  loaded_cpu = bench_cpu_seconds () - loaded_cpu;
  g_print ("%.3f %.1f %u %.3f %.3f %.3f\n", saved, (double) longest_commit_ns / 1e6,
           n_commits, loaded, saved_cpu, loaded_cpu);
  must_close (store);
  return EXIT_SUCCESS;
}
