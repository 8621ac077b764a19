/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store.c: what is put into the store comes out of it. */
#include <glib/gstdio.h>

#include "fixture.h"

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  gint64 id = must_begin (store, "a session");
  g_autoptr (PtlSession) loaded = NULL;
  g_autoptr (PtlSession) known = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  ptl_store_append (store, id, facts);
  ptl_store_append (store, id, facts); /* changes nothing */
  loaded = must_load (store, id, TRUE);
  known = ptl_session_new (ptl_session_get_info (loaded), TRUE);
  ptl_session_apply_all (known, facts);
  expected = describe_session (known);
  found = describe_session (loaded);
  g_assert_cmpstr (found, ==, expected);
  g_assert_nonnull (strstr (found, "rule user /tmp/a b.rules:17"));
  g_assert_nonnull (strstr (found, "tls TLS1.3"));
  g_assert_nonnull (strstr (found, "CN=nas 'x'|CN=\303\274ber|DNS:nas.example IP:192"));
  must_close (store);
}

static void
test_without_responses (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  g_autoptr (GPtrArray) responses = NULL;
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlAddress address = make_address (1);
  gint64 id = must_begin (store, "a session");
  const PtlResponse *second;
  const PtlPort *port;

  ptl_store_append (store, id, facts);
  session = must_load (store, id, FALSE);
  port = ptl_host_find_port (ptl_session_find_host (session, &address), PTL_PROTOCOL_TCP,
                             443);
  g_assert_nonnull (port->service);
  g_assert_null (port->responses);

  ptl_store_load_responses_async (store, id, &address, PTL_PROTOCOL_TCP, 443, NULL,
                                  await_cb, &result);
  responses = ptl_store_load_responses_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (responses->len, ==, 2);
  second = responses->pdata[1];
  g_assert_cmpuint (second->sequence, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (second->received), ==, PTL_RESPONSE_MAX_KEPT);
  must_close (store);
}

static PtlSessionInfo *
begin_full (PtlStore *store)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlSessionInfo *begun;

  g_ptr_array_add (options->targets, g_strdup ("192.0.2.0/24"));
  options->udp = TRUE;
  info = ptl_session_info_new ("\303\274ber 'all'", options);
  info->started_us = 5000;
  info->engine = g_strdup ("portolan 0.1.0");
  ptl_store_begin_async (store, info, NULL, await_cb, &result);
  begun = ptl_store_begin_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return begun;
}

static void
test_info (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (PtlSessionInfo) begun = begin_full (store);
  g_autoptr (PtlSessionInfo) ended = NULL;
  g_autoptr (GPtrArray) facts = make_facts ();
  g_autoptr (GPtrArray) running = NULL;

  g_assert_cmpint (begun->state, ==, PTL_SESSION_STATE_RUNNING);
  ptl_store_append (store, begun->id, facts);
  running = must_list (store); /* counted while it runs */
  g_assert_cmpuint (((PtlSessionInfo *) running->pdata[0])->n_open_ports, ==, 1);

  ended = must_end (store, begun->id, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpint (ended->id, ==, begun->id);
  g_assert_cmpstr (ended->name, ==, "\303\274ber 'all'");
  g_assert_cmpint (ended->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpint (ended->started_us, ==, 5000);
  g_assert_cmpint (ended->finished_us, ==, 2000);
  g_assert_cmpuint (ended->n_hosts_up, ==, 1);
  g_assert_cmpuint (ended->n_open_ports, ==, 1);
  g_assert_cmpstr (ended->engine, ==, "portolan 0.1.0");
  g_assert_cmpstr (ended->options->targets->pdata[0], ==, "192.0.2.0/24");
  g_assert_true (ended->options->udp);
  must_close (store);
}

static void
count_cb (PtlStore *store, gpointer data)
{
  ++*(guint *) data;
}

static void
change (PtlStore *store, gint64 id, const char *name, GError **error)
{
  GAsyncResult *result = NULL;

  if (name != NULL)
    {
      ptl_store_rename_async (store, id, name, NULL, await_cb, &result);
      ptl_store_rename_finish (store, await (&result), error);
    }
  else
    {
      ptl_store_delete_async (store, id, NULL, await_cb, &result);
      ptl_store_delete_finish (store, await (&result), error);
    }
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;
  gint64 first, second;

  g_signal_connect (store, "sessions-changed", G_CALLBACK (count_cb), &n_changes);
  first = must_begin (store, "first");
  second = must_begin (store, "second");
  before = must_list (store);
  g_assert_cmpuint (before->len, ==, 2); /* of one start time: the later id first */
  g_assert_cmpint (((PtlSessionInfo *) before->pdata[0])->id, ==, second);

  change (store, second, NULL, &error);
  g_assert_no_error (error);
  change (store, first, "other", &error);
  g_assert_no_error (error);
  after = must_list (store);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((PtlSessionInfo *) after->pdata[0])->name, ==, "other");
  g_assert_cmpuint (n_changes, ==, 4);
  g_assert_cmpint (must_begin (store, "third"), >, second);
  must_close (store);
}

static void
test_not_found (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_load_async (store, 77, TRUE, NULL, await_cb, &result);
  g_assert_null (ptl_store_load_finish (store, await (&result), &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  change (store, 77, "name", &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  change (store, 77, NULL, &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  must_close (store);
}

static void
test_delete_leaves_nothing (Fixture *f, gconstpointer data)
{
  const char *tables[] = { "sessions", "hosts",    "ports", "port_ranges",  "responses",
                           "services", "messages", "tls",   "certificates", "trace" };
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  g_autoptr (GError) error = NULL;
  gint64 id = must_begin (store, "a session");

  ptl_store_append (store, id, facts);
  must_flush (store);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_assert_cmpint (ask_file (f->path, sql), >, 0);
    }

  change (store, id, NULL, &error);
  g_assert_no_error (error);
  ptl_store_append (store, id, facts); /* too late: dropped, and nothing fails */
  must_flush (store);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_assert_cmpint (ask_file (f->path, sql), ==, 0);
    }
  must_close (store);
}

static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (PtlSessionInfo) ended = NULL;
  g_autoptr (PtlSession) session = NULL;
  gint64 id = must_begin (store, "many");

  for (guint host = 0; host < 100; host++)
    {
      g_autoptr (GPtrArray) ports = make_ports (host, 100);

      ptl_store_append (store, id, ports);
    }

  ended = must_end (store, id, PTL_SESSION_STATE_FINISHED);
  g_assert_cmpuint (ended->n_open_ports, ==, 10000);
  session = must_load (store, id, FALSE);
  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 100);
  g_assert_cmpuint (count_ports (session), ==, 10000);
  must_close (store);
}

static void
test_commits_by_itself (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  PtlAddress address = make_address (1);
  gint64 id = must_begin (store, "a session");

  append_one (store, id,
              ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, 22, PTL_PORT_STATE_OPEN,
                                 PTL_REASON_SYN_ACK));
  await_ms (2 * PTL_STORE_COMMIT_MS);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM ports"), ==, 1);
  must_close (store);
}

static void
test_two_stores (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) one = must_open (f->path);
  g_autoptr (PtlStore) two = must_open (f->path);
  gint64 first = must_begin (one, "of one");
  gint64 second = must_begin (two, "of two");
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GPtrArray) list = NULL;

  for (guint host = 0; host < 20; host++)
    {
      g_autoptr (GPtrArray) ports = make_ports (host, 200);

      ptl_store_append (one, first, ports);
      ptl_store_append (two, second, ports);
    }

  must_flush (one);
  must_flush (two);
  session = must_load (one, second, FALSE);
  g_assert_cmpuint (count_ports (session), ==, 4000);
  must_close (one);
  list = must_list (two); /* closing one takes nothing from the other */
  g_assert_cmpuint (list->len, ==, 2);
  must_close (two);
}

static void
test_dropped_unclosed (Fixture *f, gconstpointer data)
{
  PtlStore *store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  gint64 id = must_begin (store, "a session");

  ptl_store_append (store, id, facts);
  await_forget ();
  g_assert_finalize_object (store);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM responses"), ==, 2);
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  must_begin (store, "a session");
  must_close (store);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  ptl_store_list_async (store, NULL, await_cb, &result);
  g_assert_null (ptl_store_list_finish (store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  gint64 id = must_begin (store, "a session");

  ptl_store_load_async (store, id, TRUE, cancellable, await_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (ptl_store_load_finish (store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  ptl_store_delete_async (store, id, cancellable, await_cb, &result);
  g_assert_false (ptl_store_delete_finish (store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM sessions"), ==, 1);
  must_close (store);
}

static void
test_modes (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (f->folder, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "sessions.db", NULL);
  g_autoptr (PtlStore) store = must_open (path);
  GStatBuf status;

  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  must_close (store);
  g_remove (path);
  g_rmdir (folder);
}

/* Printed, not judged: machines differ. */
static void
test_speed (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (PtlSession) session = NULL;
  gint64 id = must_begin (store, "speed");
  gint64 begin_us = g_get_monotonic_time ();
  gint64 saved_us;

  for (guint host = 0; host < 200; host++)
    {
      g_autoptr (GPtrArray) ports = make_ports (host, 500);

      ptl_store_append (store, id, ports);
    }

  must_flush (store);
  saved_us = g_get_monotonic_time ();
  session = must_load (store, id, TRUE);
  g_test_message ("100,000 ports: saved in %d ms, loaded in %d ms",
                  (int) ((saved_us - begin_us) / 1000),
                  (int) ((g_get_monotonic_time () - saved_us) / 1000));
  g_assert_cmpuint (count_ports (session), ==, 100000);
  must_close (store);
}

static void
set_notes (PtlStore *store,
           gint64 id,
           const PtlAddress *host,
           const char *notes,
           GError **error)
{
  GAsyncResult *result = NULL;

  ptl_store_set_notes_async (store, id, host, notes, NULL, await_cb, &result);
  ptl_store_set_notes_finish (store, await (&result), error);
}

static void
test_notes (Fixture *f, gconstpointer data)
{
  static const char *const tags[] = { "weekly", "dmz", "dmz", NULL };
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (GPtrArray) facts = make_facts ();
  gint64 id = must_begin (store, "a session");
  PtlAddress known = make_address (1);
  PtlAddress unknown = make_address (77);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSession) session = NULL;
  GAsyncResult *result = NULL;
  const PtlSessionInfo *info;

  ptl_store_append (store, id, facts);
  set_notes (store, id, NULL, "after the move\nof the printers", &error);
  g_assert_no_error (error);
  set_notes (store, id, &known, "in the cellar", &error);
  g_assert_no_error (error);
  ptl_store_set_tags_async (store, id, tags, NULL, await_cb, &result);
  ptl_store_set_tags_finish (store, await (&result), &error);
  g_assert_no_error (error);
  ptl_store_append (store, id, facts); /* a scan changes no notes */

  session = must_load (store, id, FALSE);
  info = ptl_session_get_info (session);
  g_assert_cmpstr (info->notes, ==, "after the move\nof the printers");
  g_assert_cmpuint (g_strv_length (info->tags), ==, 2);
  g_assert_cmpstr (info->tags[0], ==, "dmz");
  g_assert_cmpstr (ptl_session_find_host (session, &known)->info->notes, ==,
                   "in the cellar");

  set_notes (store, id, &unknown, "x", &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  set_notes (store, id + 1, NULL, "x", &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  must_close (store);
}

/* What was imported is saved whole, and is what was imported. */
static void
test_save (Fixture *f, gconstpointer data)
{
  static const char *const tags[] = { "import", NULL };
  g_autoptr (PtlStore) store = must_open (f->path);
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("from a file", options);
  g_autoptr (PtlSession) session = ptl_session_new (info, TRUE);
  g_autoptr (PtlSessionInfo) saved = NULL;
  g_autoptr (PtlSession) loaded = NULL;
  g_autoptr (GPtrArray) facts = make_facts ();
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  GAsyncResult *result = NULL;
  PtlAddress silent = make_address (25);

  info->state = PTL_SESSION_STATE_STOPPED;
  info->started_us = 7;
  info->finished_us = 9;
  info->notes = g_strdup ("a note");
  info->rules = g_strdup ("shipped 1");
  info->tags = g_strdupv ((char **) tags);
  info->asked[PTL_PROTOCOL_TCP] = ptl_port_set_parse ("22,80-90", NULL, NULL);
  ptl_session_apply_all (session, facts);
  ptl_store_save_async (store, session, NULL, await_cb, &result);
  saved = ptl_store_save_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (saved->id, >, 0);
  g_assert_cmpint (saved->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpint (saved->started_us, ==, 7);
  g_assert_cmpint (saved->finished_us, ==, 9);
  g_assert_cmpuint (saved->n_open_ports, ==, 1);
  g_assert_cmpstr (saved->notes, ==, "a note");
  g_assert_cmpstr (saved->rules, ==, "shipped 1");
  g_assert_cmpstr (saved->tags[0], ==, "import");

  loaded = must_load (store, saved->id, TRUE);
  expected = describe_session (session);
  found = describe_session (loaded);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (ptl_session_covers (loaded, &silent, PTL_PROTOCOL_TCP, 85));
  g_assert_false (ptl_session_covers (loaded, &silent, PTL_PROTOCOL_TCP, 23));
  g_assert_false (ptl_session_covers (loaded, &silent, PTL_PROTOCOL_UDP, 85));
  must_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("without-responses", test_without_responses);
  ADD ("info", test_info);
  ADD ("list", test_list);
  ADD ("notes", test_notes);
  ADD ("save", test_save);
  ADD ("not-found", test_not_found);
  ADD ("delete-leaves-nothing", test_delete_leaves_nothing);
  ADD ("many", test_many);
  ADD ("commits-by-itself", test_commits_by_itself);
  ADD ("two-stores", test_two_stores);
  ADD ("dropped-unclosed", test_dropped_unclosed);
  ADD ("closed", test_closed);
  ADD ("cancelled", test_cancelled);
  ADD ("modes", test_modes);
  ADD ("speed", test_speed);
#undef ADD

  return g_test_run ();
}
