/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-evidence.c: certificates and traces, and files that had no place
 * for them. */
#include <glib/gstdio.h>

#include "fixture.h"

static void
append_tls (PtlStore *store, gint64 id, guint16 port, const char *der)
{
  g_autoptr (PtlTlsInfo) tls = make_tls (der);
  PtlAddress address = make_address (1);

  append_one (store, id, ptl_fact_new_tls (7, &address, PTL_PROTOCOL_TCP, port, tls));
}

static void
delete_session (PtlStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_delete_async (store, id, NULL, await_cb, &result);
  ptl_store_delete_finish (store, await (&result), &error);
  g_assert_no_error (error);
}

/* One row for each certificate, for as long as anybody shows it. */
static void
test_certificates_are_shared (Fixture *f, gconstpointer data)
{
  static const char count[] = "SELECT count(*) FROM certificates";
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 first = must_begin (store, "first");
  gint64 second = must_begin (store, "second");
  g_autoptr (PtlSession) session = NULL;
  PtlAddress address = make_address (1);
  const PtlPort *port;

  append_tls (store, first, 443, "one");
  append_tls (store, first, 8443, "one");
  append_tls (store, first, 993, "other");
  append_tls (store, second, 443, "one");
  must_flush (store);
  g_assert_cmpint (ask_file (f->path, count), ==, 2);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM tls"), ==, 4);

  delete_session (store, first);
  g_assert_cmpint (ask_file (f->path, count), ==, 1);
  session = must_load (store, second, FALSE);
  port = ptl_host_find_port (ptl_session_find_host (session, &address), PTL_PROTOCOL_TCP,
                             443);
  g_assert_cmpmem (g_bytes_get_data (port->tls->certificate->der, NULL),
                   g_bytes_get_size (port->tls->certificate->der), "one", 3);

  delete_session (store, second);
  g_assert_cmpint (ask_file (f->path, count), ==, 0);
  must_close (store);
}

static GPtrArray *
must_load_trace (PtlStore *store, gint64 id, const PtlAddress *address, guint16 port)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *facts;

  ptl_store_load_trace_async (store, id, address, PTL_PROTOCOL_UDP, port, NULL, await_cb,
                              &result);
  facts = ptl_store_load_trace_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return facts;
}

static void
test_trace (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = must_begin (store, "traced");
  gint64 other = must_begin (store, "other");
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PtlTraceEvent) event = make_event (i / 2);
      PtlAddress address = make_address (i % 2);

      g_ptr_array_add (facts, ptl_fact_new_trace (100 - i, &address, PTL_PROTOCOL_UDP,
                                                  (guint16) (i % 3), event));
    }

  ptl_store_append (store, id, facts);
  ptl_store_append (store, id, facts); /* changes nothing */
  found = must_load_trace (store, id, NULL, 0);
  none = must_load_trace (store, other, NULL, 0);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (found->len, ==, facts->len);
  for (guint i = 0; i < found->len; i++)
    {
      const PtlFact *was = facts->pdata[i];
      const PtlFact *is = found->pdata[i];
      g_autofree char *expected = ptl_trace_event_describe (was->event);
      g_autofree char *line = ptl_trace_event_describe (is->event);

      g_assert_cmpint (is->kind, ==, PTL_FACT_TRACE);
      g_assert_cmpint (is->time_us, ==, was->time_us);
      g_assert_true (ptl_address_equal (&is->address, &was->address));
      g_assert_cmpint (is->protocol, ==, PTL_PROTOCOL_UDP);
      g_assert_cmpuint (is->port, ==, was->port);
      g_assert_cmpuint (is->event->sequence, ==, i / 2);
      g_assert_cmpuint (is->event->length, ==, 1000);
      g_assert_cmpstr (line, ==, expected);
    }
  must_close (store);
}

/* Of one port, in the order of its host. */
static void
test_trace_of_port (Fixture *f, gconstpointer data)
{
  static const guint16 ports[] = { 80, 443, 80, 22, 80 };
  static const guint expected[] = { 0, 2, 4 };
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = must_begin (store, "traced");
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;
  PtlAddress address = make_address (1);
  PtlAddress other = make_address (2);

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (PtlTraceEvent) event = make_event (i);

      g_ptr_array_add (
          facts, ptl_fact_new_trace (i, &address, PTL_PROTOCOL_UDP, ports[i], event));
      g_ptr_array_add (facts,
                       ptl_fact_new_trace (i, &other, PTL_PROTOCOL_TCP, 80, event));
    }

  ptl_store_append (store, id, facts);
  found = must_load_trace (store, id, &address, 80);
  none = must_load_trace (store, id, &other, 80); /* it has TCP only */
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->len; i++)
    {
      const PtlFact *fact = found->pdata[i];

      g_assert_cmpuint (fact->port, ==, 80);
      g_assert_cmpuint (fact->event->sequence, ==, expected[i]);
    }
  must_close (store);
}

/* A file as version 1 of the schema made it, with a session in it. */
static void
make_first_version (const char *path)
{
  g_autofree char *schema =
      g_test_build_filename (G_TEST_DIST, "..", "data", "schema", "1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (schema, &sql, NULL, &error);
  g_assert_no_error (error);
  run_file (path, sql);
  run_file (path, "PRAGMA application_id = 0x50544c4e; PRAGMA user_version = 1;"
                  "INSERT INTO sessions (name, state, started_us, options)"
                  " VALUES ('old', 'finished', 5, '{}');"
                  "INSERT INTO hosts (session_id, address, state)"
                  " VALUES (1, x'c0000201', 'up');"
                  "INSERT INTO ports (host_id, protocol, number, state)"
                  " VALUES (1, 'tcp', 443, 'open');"
                  "INSERT INTO services (port_id, time_us, outcome, tunnel, name)"
                  " VALUES (1, 6, 'hard-match', 'ssl', 'http');");
}

/* A response as version 2 kept it, twice. */
static void
make_second_version (const char *path)
{
  g_autofree char *schema =
      g_test_build_filename (G_TEST_DIST, "..", "data", "schema", "2.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  make_first_version (path);
  g_file_get_contents (schema, &sql, NULL, &error);
  g_assert_no_error (error);
  run_file (path, sql);
  run_file (path,
            "PRAGMA user_version = 2;"
            "INSERT INTO responses VALUES"
            " (1, 1, 0, 'NULL', 'none', x'', x'00ff41', 3, 7, 8, 'timeout'),"
            " (2, 1, 1, 'GetRequest', 'ssl', x'41', x'00ff41', 9, 7, 8, 'closed');");
}

static void
test_file_of_version_2 (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (f->path, ".version-2", NULL);
  PtlAddress address = make_address (1);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlSession) session = NULL;
  const PtlResponse *response;
  const PtlPort *port;
  GStatBuf status;

  make_second_version (f->path);
  store = must_open (f->path);
  session = must_load (store, 1, TRUE);
  port = ptl_host_find_port (ptl_session_find_host (session, &address), PTL_PROTOCOL_TCP,
                             443);
  g_assert_cmpuint (port->responses->len, ==, 2);
  response = port->responses->pdata[1];
  g_assert_cmpmem (g_bytes_get_data (response->received, NULL),
                   g_bytes_get_size (response->received), "\0\377A", 3);
  g_assert_cmpmem (g_bytes_get_data (response->sent, NULL),
                   g_bytes_get_size (response->sent), "A", 1);
  g_assert_cmpuint (response->full_length, ==, 9);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM bodies"), ==, 3);
  must_close (store);

  /* The copy is what it was, and nobody else's. */
  g_assert_cmpint (ask_file (copy, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (ask_file (copy, "SELECT count(*) FROM responses"), ==, 2);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* What many ports say is kept once, and packed; what none says any more is gone. */
static void
test_bodies (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autoptr (GBytes) received = g_bytes_new (text, 20000);
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = must_begin (store, "a session");
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (PtlResponse) response = ptl_response_new ();
      PtlAddress address = make_address (i);

      response->sent = g_bytes_new (NULL, 0);
      response->received = g_bytes_ref (received);
      append_one (store, id,
                  ptl_fact_new_response (7, &address, PTL_PROTOCOL_TCP, 80, response));
      if (i % 10 == 0)
        must_flush (store); /* in several transactions */
    }

  session = must_load (store, id, TRUE);
  for (guint i = 0; i < 50; i++)
    {
      PtlAddress address = make_address (i);
      const PtlPort *port = ptl_host_find_port (ptl_session_find_host (session, &address),
                                                PTL_PROTOCOL_TCP, 80);
      const PtlResponse *response = port->responses->pdata[0];

      g_assert_true (g_bytes_equal (response->received, received));
    }
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM bodies"), ==, 2);
  g_assert_cmpint (ask_file (f->path, "SELECT sum (length (data)) FROM bodies"), <, 200);

  ptl_store_delete_async (store, id, NULL, await_cb, &result);
  ptl_store_delete_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM bodies"), ==, 0);
  must_close (store);
}

/* A body that is not what its row says costs its response, nothing else. */
static void
test_damaged_bodies (Fixture *f, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE bodies SET length = length + 1",
    "UPDATE bodies SET length = -1",
    "UPDATE bodies SET length = 9223372036854775807",
    "UPDATE bodies SET length = 60000, data = x'28b52ffd04'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", f->path, i);
      g_autoptr (PtlStore) store = must_open (path);
      g_autoptr (GPtrArray) facts = make_facts ();
      gint64 id = must_begin (store, "a session");
      g_autoptr (PtlSession) session = NULL;
      PtlAddress address = make_address (1);
      const PtlPort *port;

      ptl_store_append (store, id, facts);
      must_flush (store);
      run_file (path, damages[i]);
      session = must_load (store, id, TRUE);
      port = ptl_host_find_port (ptl_session_find_host (session, &address),
                                 PTL_PROTOCOL_TCP, 443);
      g_assert_nonnull (port->service);
      g_assert_null (port->responses);
      must_close (store);
    }
}

static void
test_file_of_version_1 (Fixture *f, gconstpointer data)
{
  PtlAddress address = make_address (1);
  g_autoptr (PtlStore) store = NULL;
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (PtlSession) again = NULL;
  const PtlPort *port;

  make_first_version (f->path);
  store = must_open (f->path);
  g_assert_cmpint (ask_file (f->path, "PRAGMA user_version"), >=, 3);
  session = must_load (store, 1, TRUE);
  port = ptl_host_find_port (ptl_session_find_host (session, &address), PTL_PROTOCOL_TCP,
                             443);
  g_assert_cmpstr (port->service->name, ==, "http");
  g_assert_null (port->service->also);
  g_assert_null (port->tls);

  append_tls (store, 1, 443, "one"); /* there is room for it now */
  again = must_load (store, 1, TRUE);
  port =
      ptl_host_find_port (ptl_session_find_host (again, &address), PTL_PROTOCOL_TCP, 443);
  g_assert_cmpstr (port->tls->version, ==, "TLS1.3");
  must_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/store-evidence/" name, Fixture, NULL, fixture_set_up, function,          \
              fixture_tear_down)
  ADD ("certificates-are-shared", test_certificates_are_shared);
  ADD ("trace", test_trace);
  ADD ("trace-of-port", test_trace_of_port);
  ADD ("file-of-version-1", test_file_of_version_1);
  ADD ("file-of-version-2", test_file_of_version_2);
  ADD ("bodies", test_bodies);
  ADD ("damaged-bodies", test_damaged_bodies);
#undef ADD

  return g_test_run ();
}
