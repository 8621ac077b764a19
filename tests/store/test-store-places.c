/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-places.c: where else the same bytes were answered. */
#include "store/store-places.h"

#include <string.h>

#include "fixture.h"

static void
append_answer (PtlStore *store,
               gint64 id,
               guint host,
               const char *received,
               const char *product)
{
  PtlAddress address = make_address (host);
  g_autoptr (PtlResponse) response = ptl_response_new ();
  g_autoptr (PtlService) service = ptl_service_new (
      product != NULL ? PTL_SERVICE_OUTCOME_HARD_MATCH : PTL_SERVICE_OUTCOME_NO_MATCH);

  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new_static ("", 0);
  response->received = g_bytes_new (received, strlen (received));
  response->full_length = strlen (received);
  service->name = g_strdup ("ftp");
  service->product = g_strdup (product);
  append_one (store, id,
              ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, 21, PTL_PORT_STATE_OPEN,
                                 PTL_REASON_SYN_ACK));
  append_one (store, id,
              ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, 21, response));
  append_one (store, id,
              ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, 21, service));
}

static GPtrArray *
find (PtlStore *store, const char *one, const char *other)
{
  g_autoptr (GPtrArray) replies =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *places;

  g_ptr_array_add (replies, g_bytes_new (one, strlen (one)));
  g_ptr_array_add (replies, g_bytes_new (other, strlen (other)));
  ptl_store_find_places_async (store, replies, NULL, await_cb, &result);
  places = ptl_store_find_places_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return places;
}

/* 40 hosts in two sessions say the same; one of them is named. */
static void
test_found (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 first = must_begin (store, "first");
  gint64 second = must_begin (store, "second");
  g_autoptr (GPtrArray) places = NULL;
  const PtlPlace *place;

  for (guint i = 0; i < 39; i++)
    append_answer (store, first, i, "220 ready", NULL);
  append_answer (store, first, 50, "something else", NULL);
  append_answer (store, second, 60, "220 ready", "WU-FTPD");
  places = find (store, "never said", "220 ready");
  g_assert_cmpuint (places->len, ==, 40);
  place = places->pdata[0];
  g_assert_cmpuint (place->reply, ==, 1);
  g_assert_cmpint (place->session_id, ==, second);
  g_assert_cmpuint (place->port, ==, 21);
  g_assert_true (place->is_named);
  g_assert_cmpstr (place->product, ==, "WU-FTPD");
  place = places->pdata[1];
  g_assert_cmpint (place->session_id, ==, first);
  g_assert_false (place->is_named);
  g_assert_cmpstr (place->name, ==, "ftp");
  g_assert_null (place->product);
  must_close (store);
}

/* What later rules say is what counts. */
static void
test_revised (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = must_begin (store, "first");
  g_autoptr (GPtrArray) places = NULL;
  const PtlPlace *place;

  append_answer (store, id, 1, "220 ready", NULL);
  ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_FINISHED));
  run_file (
      f->path,
      "INSERT INTO revisions (id, session_id, number, time_us, n_ports, n_changed)"
      " VALUES (7, 1, 1, 0, 1, 1);"
      "INSERT INTO revised_services (revision_id, port_id, outcome, tunnel, product)"
      " SELECT 7, id, 'hard-match', 'none', 'Later' FROM ports;"
      "UPDATE sessions SET shown_revision = 1;");
  places = find (store, "220 ready", "x");
  g_assert_cmpuint (places->len, ==, 1);
  place = places->pdata[0];
  g_assert_true (place->is_named);
  g_assert_cmpstr (place->product, ==, "Later");
  g_assert_null (place->name);
  must_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store-places/found", Fixture, NULL, fixture_set_up, test_found,
              fixture_tear_down);
  g_test_add ("/store-places/revised", Fixture, NULL, fixture_set_up, test_revised,
              fixture_tear_down);

  return g_test_run ();
}
