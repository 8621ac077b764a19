/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-scan-run.c: a scan of a scripted service, its session and what the
 * store holds of it. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run-fixture.h"

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
  ADD ("let-go", set_up_greeting, test_let_go);
  ADD ("refused", set_up_greeting, test_refused);
  ADD ("cancelled", set_up_greeting, test_cancelled);
#undef ADD
  g_test_add_func ("/scan-run/check-targets", test_check_targets);
  g_test_add_func ("/scan-run/public-ranges", test_public_ranges);
  g_test_add_func ("/scan-run/check-ports", test_check_ports);

  return g_test_run ();
}
