/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-evidence.c: certificates and traces, and files that had no place
 * for them. */
#include <sqlite3.h>

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
must_load_trace (PtlStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *facts;

  ptl_store_load_trace_async (store, id, NULL, await_cb, &result);
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
  found = must_load_trace (store, id);
  none = must_load_trace (store, other);
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

/* A file as version 1 of the schema made it, with a session in it. */
static void
make_first_version (const char *path)
{
  g_autofree char *schema =
      g_test_build_filename (G_TEST_DIST, "..", "data", "schema", "1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *connection;

  g_file_get_contents (schema, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (connection,
                    "PRAGMA application_id = 0x50544c4e; PRAGMA user_version = 1;"
                    "INSERT INTO sessions (name, state, started_us, options)"
                    " VALUES ('old', 'finished', 5, '{}');"
                    "INSERT INTO hosts (session_id, address, state)"
                    " VALUES (1, x'c0000201', 'up');"
                    "INSERT INTO ports (host_id, protocol, number, state)"
                    " VALUES (1, 'tcp', 443, 'open');"
                    "INSERT INTO services (port_id, time_us, outcome, tunnel, name)"
                    " VALUES (1, 6, 'hard-match', 'ssl', 'http');",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
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
  g_assert_cmpint (ask_file (f->path, "PRAGMA user_version"), ==, 2);
  session = must_load (store, 1, TRUE);
  port = ptl_host_find_port (ptl_session_find_host (session, &address), PTL_PROTOCOL_TCP,
                             443);
  g_assert_cmpstr (port->service->name, ==, "http");
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
  ADD ("file-of-version-1", test_file_of_version_1);
#undef ADD

  return g_test_run ();
}
