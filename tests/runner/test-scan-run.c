/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-scan-run.c: a scan of a scripted service, its session and what the
 * store holds of it. */
#include "runner/scan-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/await.h"
#include "lib/peer.h"

#define RULES                                                                            \
  "Probe TCP NULL q||\n"                                                                 \
  "totalwaitms 500\n"                                                                    \
  "match harbour m|^200 harbour ([\\d.]+)| p/Harbour Master/ v/$1/\n"
#define GREETING "200 harbour 1.2\r\n"

typedef struct
{
  char *folder;
  char *database;
  char *store_path;
  PtlStore *store;
  Peer *peer;
  int closed_fd;
  guint16 closed_port;
} Fixture;

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

static PtlStore *
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

static void
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

static void
set_up_greeting (Fixture *f, gconstpointer data)
{
  set_up (f, greet);
}

static void
set_up_silent (Fixture *f, gconstpointer data)
{
  set_up (f, be_silent);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f->store);
  await_forget ();
  g_assert_finalize_object (f->store);
  peer_free (f->peer);
  close (f->closed_fd);
  g_remove (f->database);
  g_remove (f->store_path);
  g_rmdir (f->folder);
  g_free (f->database);
  g_free (f->store_path);
  g_free (f->folder);
}

static PtlScanOptions *
make_options (Fixture *f)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup ("127.0.0.1"));
  g_ptr_array_add (options->databases, g_strdup (f->database));
  options->ports = g_strdup_printf ("%u,%u", peer_get_port (f->peer), f->closed_port);
  options->no_dns = TRUE;
  return options;
}

static PtlScanRun *
start (const PtlScanOptions *options, const char *name, PtlStore *store, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_scan_run_start_async (options, name, store, NULL, await_cb, &result);
  return ptl_scan_run_start_finish (await (&result), error);
}

static PtlScanRun *
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

static void
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

static PtlSession *
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

static const PtlPort *
find_port (PtlSession *session, guint16 number)
{
  PtlAddress address;
  PtlHost *host;

  g_assert_true (ptl_address_parse ("127.0.0.1", &address));
  host = ptl_session_find_host (session, &address);
  g_assert_nonnull (host);
  return ptl_host_find_port (host, PTL_PROTOCOL_TCP, number);
}

static void
assert_harbour (PtlSession *session, guint16 number)
{
  const PtlPort *port = find_port (session, number);

  g_assert_nonnull (port);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_nonnull (port->service);
  g_assert_cmpstr (port->service->name, ==, "harbour");
  g_assert_cmpstr (port->service->version, ==, "1.2");
}

static void
test_saved (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlScanRun) run = must_start (options, "my scan", f->store);
  PtlSession *session = ptl_scan_run_get_session (run);
  const PtlSessionInfo *info;

  wait_for_end (run);
  info = ptl_session_get_info (session);
  g_assert_cmpstr (info->name, ==, "my scan");
  g_assert_cmpint (info->state, ==, PTL_SESSION_STATE_FINISHED);
  g_assert_cmpint (info->finished_us, >=, info->started_us);
  g_assert_cmpuint (info->n_hosts_up, ==, 1);
  g_assert_cmpuint (info->n_open_ports, ==, 1);
  g_assert_true (g_str_has_prefix (info->engine, "portolan "));
  assert_harbour (session, peer_get_port (f->peer));
  g_assert_null (find_port (session, peer_get_port (f->peer))->responses);
}

static void
test_evidence (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlScanRun) run = must_start (options, NULL, f->store);
  g_autoptr (PtlSession) loaded = NULL;
  const PtlResponse *response;
  const PtlPort *port;

  wait_for_end (run);
  loaded = load (f->store, ptl_session_get_info (ptl_scan_run_get_session (run))->id);
  assert_harbour (loaded, peer_get_port (f->peer));
  port = find_port (loaded, peer_get_port (f->peer));
  g_assert_cmpstr (port->service->rule->file, ==, f->database);
  g_assert_cmpuint (port->service->rule->line, ==, 3);
  g_assert_nonnull (port->responses);
  g_assert_cmpuint (port->service->rule->response, <, port->responses->len);
  response = port->responses->pdata[port->service->rule->response];
  g_assert_cmpmem (g_bytes_get_data (response->received, NULL),
                   g_bytes_get_size (response->received), GREETING, strlen (GREETING));
}

static void
test_unsaved (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlScanRun) run = must_start (options, NULL, NULL);
  PtlSession *session = ptl_scan_run_get_session (run);
  const PtlSessionInfo *info;

  wait_for_end (run);
  info = ptl_session_get_info (session);
  g_assert_cmpint (info->id, ==, 0);
  g_assert_cmpint (info->state, ==, PTL_SESSION_STATE_FINISHED);
  g_assert_cmpstr (info->name, ==, "127.0.0.1");
  g_assert_cmpuint (info->n_hosts_up, ==, 1);
  g_assert_cmpuint (info->n_open_ports, ==, 1);
  assert_harbour (session, peer_get_port (f->peer));
  g_assert_nonnull (find_port (session, peer_get_port (f->peer))->responses);
}

/* The service would be waited for half a minute; the stop takes a second. */
static void
test_stopped (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlScanRun) run = NULL;
  g_autoptr (PtlSession) loaded = NULL;
  gint64 stopped_us;

  g_file_set_contents (f->database, "Probe TCP NULL q||\ntotalwaitms 30000\n", -1, NULL);
  run = must_start (options, NULL, f->store);
  while (peer_get_n_links (f->peer) == 0)
    g_main_context_iteration (NULL, TRUE);
  await_ms (300);
  g_assert_true (ptl_scan_run_is_running (run));

  stopped_us = g_get_monotonic_time ();
  ptl_scan_run_stop (run);
  ptl_scan_run_stop (run);
  wait_for_end (run);
  g_assert_cmpint (g_get_monotonic_time () - stopped_us, <, 5 * G_USEC_PER_SEC);
  ptl_scan_run_stop (run); /* too late, and harmless */

  loaded = load (f->store, ptl_session_get_info (ptl_scan_run_get_session (run))->id);
  g_assert_cmpint (ptl_session_get_info (loaded)->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpint (find_port (loaded, peer_get_port (f->peer))->state, ==,
                   PTL_PORT_STATE_OPEN);
}

static void
limit_files (gboolean yes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = yes ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
message_cb (PtlSession *session, const char *text, gpointer data)
{
  g_test_message ("%s", text);
  ++*(guint *) data;
}

/* The disk is full when the scan ends: it says so, ends all the same, and what it found
 * is saved when there is room again. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlScanRun) run = NULL;
  g_autoptr (PtlSession) loaded = NULL;
  PtlSession *session;
  guint n_messages = 0;

  g_file_set_contents (f->database, "Probe TCP NULL q||\ntotalwaitms 30000\n", -1, NULL);
  run = must_start (options, NULL, f->store);
  session = ptl_scan_run_get_session (run);
  g_signal_connect (session, "message", G_CALLBACK (message_cb), &n_messages);
  limit_files (TRUE);
  while (n_messages == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ptl_scan_run_is_running (run));

  ptl_scan_run_stop (run);
  wait_for_end (run);
  limit_files (FALSE);
  g_assert_cmpuint (n_messages, >=, 2);
  g_assert_cmpint (ptl_session_get_info (session)->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpuint (ptl_session_get_info (session)->n_open_ports, ==, 1);

  loaded = load (f->store, ptl_session_get_info (session)->id);
  g_assert_cmpint (ptl_session_get_info (loaded)->state, ==, PTL_SESSION_STATE_STOPPED);
  g_assert_cmpint (find_port (loaded, peer_get_port (f->peer))->state, ==,
                   PTL_PORT_STATE_OPEN);
}

static void
wait_for_end_of (PtlScanRun **run, PtlSessionState state)
{
  wait_for_end (*run);
  g_assert_cmpint (ptl_session_get_info (ptl_scan_run_get_session (*run))->state, ==,
                   state);
  g_clear_object (run);
}

/* Full while it scans: it waits, and goes on to its end when there is room. */
static void
test_full_disk_for_a_while (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlSession) loaded = NULL;
  PtlScanRun *run;
  guint n_messages = 0;
  gint64 id;

  g_free (options->ports);
  options->ports = g_strdup_printf ("%u,20000-20999", peer_get_port (f->peer));
  options->max_rate = 200;
  run = must_start (options, NULL, f->store);
  id = ptl_session_get_info (ptl_scan_run_get_session (run))->id;
  g_signal_connect (ptl_scan_run_get_session (run), "message", G_CALLBACK (message_cb),
                    &n_messages);
  limit_files (TRUE);
  while (n_messages == 0)
    g_main_context_iteration (NULL, TRUE);
  await_ms (1000);
  g_assert_cmpint (ptl_session_get_progress (ptl_scan_run_get_session (run))->phase, ==,
                   PTL_PHASE_PAUSED);
  g_assert_true (ptl_scan_run_is_running (run));
  limit_files (FALSE);

  wait_for_end_of (&run, PTL_SESSION_STATE_FINISHED);
  g_assert_cmpuint (n_messages, >=, 2);
  loaded = load (f->store, id);
  assert_harbour (loaded, peer_get_port (f->peer));
  g_assert_true (ptl_host_covers (ptl_session_get_hosts (loaded)->pdata[0],
                                  PTL_PROTOCOL_TCP, 20999));
}

static PtlScanRun *
resume (Fixture *f, gint64 id, GError **error)
{
  g_autoptr (PtlSession) session = load (f->store, id);
  GAsyncResult *result = NULL;

  ptl_scan_run_resume_async (f->store, ptl_session_get_info (session), await_cb, &result);
  return ptl_scan_run_resume_finish (await (&result), error);
}

/* Paused in the store, left by the program as such, taken up, and only then complete. */
static void
test_paused_and_resumed (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (PtlSession) paused = NULL;
  g_autoptr (PtlSession) loaded = NULL;
  g_autoptr (GError) error = NULL;
  PtlScanRun *run;
  gint64 id;

  g_free (options->ports);
  options->ports = g_strdup_printf ("%u,20000-20499", peer_get_port (f->peer));
  options->max_rate = 200;
  run = must_start (options, NULL, f->store);
  id = ptl_session_get_info (ptl_scan_run_get_session (run))->id;
  await_ms (600);
  ptl_scan_run_set_paused (run, TRUE);
  g_assert_true (ptl_scan_run_is_paused (run));
  paused = load (f->store, id);
  g_assert_cmpint (ptl_session_get_info (paused)->state, ==, PTL_SESSION_STATE_PAUSED);
  g_assert_nonnull (strstr (ptl_session_get_info (paused)->rules, "sha256:"));
  g_assert_true (ptl_port_set_contains (
      ptl_session_get_info (paused)->asked[PTL_PROTOCOL_TCP], 20499));
  g_assert_null (resume (f, id, &error)); /* this very program scans it */
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_BUSY);
  g_clear_error (&error);

  ptl_scan_run_leave (run);
  wait_for_end_of (&run, PTL_SESSION_STATE_PAUSED);
  run = resume (f, id, &error);
  g_assert_no_error (error);
  wait_for_end_of (&run, PTL_SESSION_STATE_FINISHED);
  loaded = load (f->store, id);
  assert_harbour (loaded, peer_get_port (f->peer));
  for (guint16 port = 20000; port < 20500; port++)
    g_assert_true (ptl_host_covers (ptl_session_get_hosts (loaded)->pdata[0],
                                    PTL_PROTOCOL_TCP, port));

  g_assert_null (resume (f, id, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_COMPLETE);
}

/* A scan that nobody holds goes on and is saved to its end. */
static void
test_let_go (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  PtlScanRun *run = must_start (options, NULL, f->store);
  gint64 id = ptl_session_get_info (ptl_scan_run_get_session (run))->id;
  g_autoptr (PtlSession) loaded = NULL;
  gpointer weak = run;

  g_object_add_weak_pointer (weak, &weak);
  await_forget ();
  g_object_unref (run);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);

  loaded = load (f->store, id);
  g_assert_cmpint (ptl_session_get_info (loaded)->state, ==, PTL_SESSION_STATE_FINISHED);
  assert_harbour (loaded, peer_get_port (f->peer));
}

static void
assert_refused (Fixture *f, const PtlScanOptions *options, const char *hint)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GAsyncResult *result = NULL;

  g_assert_null (start (options, NULL, f->store, &error));
  g_assert_error (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, hint));
  g_assert_null (strchr (error->message, '\n'));

  /* Nothing was begun. */
  ptl_store_list_async (f->store, NULL, await_cb, &result);
  list = ptl_store_list_finish (f->store, await (&result), NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) wrong_target = make_options (f);
  g_autoptr (PtlScanOptions) wrong_port = make_options (f);
  g_autoptr (PtlScanOptions) wrong_file = make_options (f);
  g_autoptr (PtlScanOptions) wrong_rules = make_options (f);
  g_autofree char *place = g_strdup_printf ("%s:1:", f->database);

  g_ptr_array_add (wrong_target->targets, g_strdup ("10.0.0.256"));
  assert_refused (f, wrong_target, "10.0.0.256");
  g_free (wrong_port->ports);
  wrong_port->ports = g_strdup ("22,70000");
  assert_refused (f, wrong_port, "column 4");
  g_ptr_array_add (wrong_file->target_files, g_strdup ("/nonexistent/targets"));
  assert_refused (f, wrong_file, "/nonexistent/targets");
  g_file_set_contents (f->database, "nonsense\n", -1, NULL);
  assert_refused (f, wrong_rules, place);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  ptl_scan_run_start_async (options, NULL, f->store, cancellable, await_cb, &result);
  g_assert_null (ptl_scan_run_start_finish (await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (peer_get_n_links (f->peer), ==, 0);
}

/* What stands in the target entry. */
static const struct
{
  const char *text;
  guint n; /* expressions; 0: it is wrong */
  guint64 n_addresses;
  guint column; /* of the fault; 0: no place is named */
} entries[] = {
  { "10.0.0.1", 1, 1, 0 },
  { " 10.0.0.0/24   nas ", 2, 257, 0 },
  { "10.0.0.1, 10.0.1.1", 2, 2, 0 },
  { "10.0.0.1,10.0.0.9", 2, 2, 0 },
  { "10.0.0.1,5", 1, 2, 0 },
  { "nas,10.0.0.1,printer", 3, 3, 0 },
  { "fd00::/120,::1", 2, 257, 0 },
  { "10.0.0.1 10.0.0.256", 0, 0, 17 },
  { "nas,10.0.0.1/64", 0, 0, 14 },
  { "", 0, 0, 0 },
  { " , ", 0, 0, 0 },
};

static void
test_check_targets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *place = g_strdup_printf ("column %u:", entries[i].column);
      g_autoptr (GError) error = NULL;
      PtlTargetSummary summary = { 0 };
      g_autoptr (GPtrArray) found =
          ptl_scan_run_check_targets (entries[i].text, &summary, &error);

      g_test_message ("\"%s\": %s", entries[i].text, error != NULL ? error->message : "");
      g_assert_cmpuint (found != NULL ? found->len : 0, ==, entries[i].n);
      g_assert_cmpuint (summary.n_addresses, ==, entries[i].n_addresses);
      if (entries[i].n == 0)
        g_assert_error (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT);
      if (entries[i].column > 0)
        g_assert_true (g_str_has_prefix (error->message, place));
    }
}

static void
test_public_ranges (void)
{
  static const struct
  {
    const char *text;
    gboolean is_public_range;
  } cases[] = {
    { "8.8.8.8", FALSE },         { "8.8.8.0/30", TRUE },    { "192.168.0.0/16", FALSE },
    { "10.0.0.1-9 nas", FALSE },  { "nas 9.9.9.1-2", TRUE }, { "2606:4700::/120", TRUE },
    { "fd00::/120", FALSE },      { "10.0.0.0/7", TRUE }, /* 11.0.0.0 as well */
    { "name.example/24", FALSE },                         /* not known yet */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      PtlTargetSummary summary;
      g_autoptr (GPtrArray) found =
          ptl_scan_run_check_targets (cases[i].text, &summary, &error);

      g_assert_no_error (error);
      g_assert_cmpint (summary.is_public_range, ==, cases[i].is_public_range);
    }
}

static void
test_check_ports (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_scan_run_check_ports ("22,80-90,U:53,ssh", &error));
  g_assert_no_error (error);
  g_assert_false (ptl_scan_run_check_ports ("22,,80", &error));
  g_assert_error (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "column 4"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);
  signal (SIGXFSZ, SIG_IGN); /* a write beyond the limit is to fail, not to kill */

#define ADD(name, set_up_peer, function)                                                 \
  g_test_add ("/scan-run/" name, Fixture, NULL, set_up_peer, function, tear_down)
  ADD ("saved", set_up_greeting, test_saved);
  ADD ("evidence", set_up_greeting, test_evidence);
  ADD ("unsaved", set_up_greeting, test_unsaved);
  ADD ("stopped", set_up_silent, test_stopped);
  ADD ("full-disk", set_up_silent, test_full_disk);
  ADD ("full-disk-for-a-while", set_up_greeting, test_full_disk_for_a_while);
  ADD ("paused-and-resumed", set_up_greeting, test_paused_and_resumed);
  ADD ("let-go", set_up_greeting, test_let_go);
  ADD ("refused", set_up_greeting, test_refused);
  ADD ("cancelled", set_up_greeting, test_cancelled);
#undef ADD
  g_test_add_func ("/scan-run/check-targets", test_check_targets);
  g_test_add_func ("/scan-run/public-ranges", test_public_ranges);
  g_test_add_func ("/scan-run/check-ports", test_check_ports);

  return g_test_run ();
}
