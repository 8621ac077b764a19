/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/run-fixture.c: a scripted service to scan, rules that know it, a store. */
#include "run-fixture.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define RULES                                                                            \
  "Probe TCP NULL q||\n"                                                                 \
  "totalwaitms 500\n"                                                                    \
  "match harbour m|^200 harbour ([\\d.]+)| p/Harbour Master/ v/$1/\n"

static void
greet (PeerLink *link, gpointer data)
{
  peer_send (link, GREETING, -1);
  peer_hold (link);
}

static void
be_silent (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

PtlStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlStore *store;

  ptl_store_open_async (path, NULL, await_cb, &result);
  store = ptl_store_open_finish (await (&result), &error);
  g_assert_no_error (error);
  return store;
}

void
close_store (PtlStore *store)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_close_async (store, NULL, await_cb, &result);
  ptl_store_close_finish (store, await (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, PeerScript script)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("portolan-run-XXXXXX", &error);
  g_assert_no_error (error);
  f->database = g_build_filename (f->folder, "database", NULL);
  f->store_path = g_build_filename (f->folder, "sessions.db", NULL);
  g_file_set_contents (f->database, RULES, -1, &error);
  g_assert_no_error (error);
  f->store = open_store (f->store_path);
  f->peer = peer_new (PEER_TCP4, script, NULL);
  f->closed_port = peer_reserve_closed_port (&f->closed_fd);
}

void
set_up_greeting (Fixture *f, gconstpointer data)
{
  set_up (f, greet);
}

void
set_up_silent (Fixture *f, gconstpointer data)
{
  set_up (f, be_silent);
}

void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *owners = g_strconcat (f->store_path, "-owners", NULL);

  close_store (f->store);
  await_forget ();
  g_assert_finalize_object (f->store);
  peer_free (f->peer);
  close (f->closed_fd);
  g_remove (f->database);
  g_remove (f->store_path);
  g_remove (owners);
  g_rmdir (f->folder);
  g_free (f->database);
  g_free (f->store_path);
  g_free (f->folder);
}

PtlScanOptions *
make_options (Fixture *f)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup ("127.0.0.1"));
  g_ptr_array_add (options->databases, g_strdup (f->database));
  options->ports = g_strdup_printf ("%u,%u", peer_get_port (f->peer), f->closed_port);
  options->no_dns = TRUE;
  return options;
}

PtlScanRun *
start (const PtlScanOptions *options, const char *name, PtlStore *store, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_scan_run_start_async (options, name, store, NULL, await_cb, &result);
  return ptl_scan_run_start_finish (await (&result), error);
}

PtlScanRun *
must_start (const PtlScanOptions *options, const char *name, PtlStore *store)
{
  g_autoptr (GError) error = NULL;
  PtlScanRun *run = start (options, name, store, &error);

  g_assert_no_error (error);
  g_assert_true (ptl_scan_run_is_running (run));
  return run;
}

static void
count_cb (PtlScanRun *run, gpointer data)
{
  ++*(guint *) data;
}

void
wait_for_end (PtlScanRun *run)
{
  guint n_finished = 0;
  gulong handler = g_signal_connect (run, "finished", G_CALLBACK (count_cb), &n_finished);

  while (n_finished == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (ptl_scan_run_is_running (run));
  await_ms (20);
  g_assert_cmpuint (n_finished, ==, 1);
  g_signal_handler_disconnect (run, handler);
}

PtlSession *
load (PtlStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlSession *session;

  ptl_store_load_async (store, id, TRUE, NULL, await_cb, &result);
  session = ptl_store_load_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return session;
}

const PtlPort *
find_port (PtlSession *session, guint16 number)
{
  PtlAddress address;
  PtlHost *host;

  g_assert_true (ptl_address_parse ("127.0.0.1", &address));
  host = ptl_session_find_host (session, &address);
  g_assert_nonnull (host);
  return ptl_host_find_port (host, PTL_PROTOCOL_TCP, number);
}

void
assert_harbour (PtlSession *session, guint16 number)
{
  const PtlPort *port = find_port (session, number);

  g_assert_nonnull (port);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_nonnull (port->service);
  g_assert_cmpstr (port->service->name, ==, "harbour");
  g_assert_cmpstr (port->service->version, ==, "1.2");
}

void
limit_files (gboolean yes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = yes ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

void
message_cb (PtlSession *session, const char *text, gpointer data)
{
  g_test_message ("%s", text);
  ++*(guint *) data;
}
