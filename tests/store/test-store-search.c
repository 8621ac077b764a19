/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-search.c: what was found once is found again. */
#include "store/search.h"

#include "fixture.h"

#define N_SESSIONS 1000
#define N_PORTS    20

static GPtrArray *
search (PtlStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlFilter) filter = ptl_filter_parse (text, 0, NULL, &error);
  GAsyncResult *result = NULL;
  GPtrArray *hits;

  g_assert_no_error (error);
  ptl_store_search_async (store, filter, 0, NULL, await_cb, &result);
  hits = ptl_store_search_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return hits;
}

static void
assert_n_hits (PtlStore *store, const char *text, guint n)
{
  g_autoptr (GPtrArray) hits = search (store, text);

  g_test_message ("“%s”: %u hits", text, hits->len);
  g_assert_cmpuint (hits->len, ==, n);
}

static void
test_found (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  gint64 id = must_begin (store, "printers, moved");
  g_autoptr (GPtrArray) hits = NULL;
  const PtlSearchHit *hit;

  ptl_store_append (store, id, facts);
  assert_n_hits (store, "banner~nothing", 0);
  ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_STOPPED));
  assert_n_hits (store, "printers", 1);
  assert_n_hits (store, "mov prin", 1);
  assert_n_hits (store, "printers nothing", 0);
  assert_n_hits (store, "hoest", 0);
  assert_n_hits (store, "host", 1);  /* the target; with its umlaut: the name */
  assert_n_hits (store, "produ", 1); /* Pröduct */
  assert_n_hits (store, "", 1);      /* the session stands for all it has */

  hits = search (store, "produ");
  hit = hits->pdata[0];
  g_assert_cmpint (hit->session_id, ==, id);
  g_assert_true (hit->has_host && hit->has_port);
  g_assert_cmpuint (hit->port, ==, 443);
  g_assert_nonnull (strstr (hit->words, "Pr\303\266duct"));
  must_close (store);
}

/* The other half of a session that was gone on with is found as well. */
static void
test_gone_on (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = must_begin (store, "a session");
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlAddress address = make_address (1);
  g_autoptr (PtlUnfinished) unfinished = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_STOPPED));
  assert_n_hits (store, "harbour", 0);
  ptl_store_resume_async (store, id, NULL, await_cb, &result);
  unfinished = ptl_store_resume_finish (store, await (&result), &error);
  g_assert_no_error (error);

  service->product = g_strdup ("Harbour control");
  append_one (store, id,
              ptl_fact_new_service (8, &address, PTL_PROTOCOL_TCP, 7000, service));
  ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_FINISHED));
  assert_n_hits (store, "harbour", 1);
  must_close (store);
}

static GPtrArray *
make_services (guint number)
{
  GPtrArray *facts = ptl_fact_array_new ();
  PtlAddress address = make_address (1);

  for (guint16 port = 1; port <= N_PORTS; port++)
    {
      g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

      service->name = g_strdup (port % 2 == 0 ? "http" : "ssh");
      service->product = g_strdup_printf ("product%u", port);
      service->version = g_strdup_printf ("%u.%u", number % 7, port);
      g_ptr_array_add (facts,
                       ptl_fact_new_port (5, &address, PTL_PROTOCOL_TCP, port,
                                          PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
      g_ptr_array_add (
          facts, ptl_fact_new_service (5, &address, PTL_PROTOCOL_TCP, port, service));
    }
  return facts;
}

/* Every fact of every session once, then words that are rare and words that are common.
 */
static void
test_many (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "number-517", "product13", "http", "ssh 3.5" };
  g_autoptr (PtlStore) store = must_open (f->path);

  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("number-%u", i);
      g_autoptr (GPtrArray) facts = make_services (i);
      gint64 id = must_begin (store, name);

      ptl_store_append (store, id, facts);
      ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_FINISHED));
    }

  assert_n_hits (store, "number-0", 1); /* makes all of them searchable */
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 begin_us = g_get_monotonic_time ();
      g_autoptr (GPtrArray) hits = search (store, texts[i]);
      gint64 taken_us = g_get_monotonic_time () - begin_us;

      g_test_message ("%u sessions, “%s”: %u hits in %d ms", N_SESSIONS, texts[i],
                      hits->len, (int) (taken_us / 1000));
      g_assert_cmpuint (hits->len, >, 0);
      g_assert_cmpint (taken_us, <, 10 * G_USEC_PER_SEC);
    }
  must_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/store-search/" name, Fixture, NULL, fixture_set_up, function,            \
              fixture_tear_down)
  ADD ("found", test_found);
  ADD ("gone-on", test_gone_on);
  ADD ("many", test_many);
#undef ADD

  return g_test_run ();
}
