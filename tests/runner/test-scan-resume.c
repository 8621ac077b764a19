/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-scan-resume.c: scans that wait, pause and are gone on with. */
#include <signal.h>
#include <string.h>

#include "run-fixture.h"

static void
wait_for_end_of (PtlScanRun **run, PtlSessionState state)
{
  wait_for_end (*run);
  g_assert_cmpint (ptl_session_get_info (ptl_scan_run_get_session (*run))->state, ==,
                   state);
  g_clear_object (run);
}

/* @ports: besides that of the peer, two hundred a second */
static PtlScanRun *
start_slowly (Fixture *f, const char *ports, gint64 *id)
{
  g_autoptr (PtlScanOptions) options = make_options (f);
  PtlScanRun *run;

  g_free (options->ports);
  options->ports = g_strdup_printf ("%u,%s", peer_get_port (f->peer), ports);
  options->max_rate = 200;
  run = must_start (options, NULL, f->store);
  *id = ptl_session_get_info (ptl_scan_run_get_session (run))->id;
  return run;
}

/* Full while it scans: it waits, and goes on to its end when there is room. */
static void
test_full_disk_for_a_while (Fixture *f, gconstpointer data)
{
  gint64 id;
  PtlScanRun *run = start_slowly (f, "20000-20999", &id);
  PtlSession *session = ptl_scan_run_get_session (run);
  g_autoptr (PtlSession) loaded = NULL;
  guint n_messages = 0;

  g_signal_connect (session, "message", G_CALLBACK (message_cb), &n_messages);
  limit_files (TRUE);
  while (n_messages == 0)
    g_main_context_iteration (NULL, TRUE);
  await_ms (1000);
  g_assert_cmpint (ptl_session_get_progress (session)->phase, ==, PTL_PHASE_PAUSED);
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
  gint64 id;
  PtlScanRun *run = start_slowly (f, "20000-20499", &id);
  g_autoptr (PtlSession) paused = NULL;
  g_autoptr (PtlSession) loaded = NULL;
  g_autoptr (GError) error = NULL;

  await_ms (600);
  ptl_scan_run_set_paused (run, TRUE);
  paused = load (f->store, id);
  g_assert_cmpint (ptl_session_get_info (paused)->state, ==, PTL_SESSION_STATE_PAUSED);
  g_assert_nonnull (strstr (ptl_session_get_info (paused)->rules, "sha256:"));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);
  signal (SIGXFSZ, SIG_IGN); /* a write beyond the limit is to fail, not to kill */

  g_test_add ("/run-resume/full-disk-for-a-while", Fixture, NULL, set_up_greeting,
              test_full_disk_for_a_while, tear_down);
  g_test_add ("/run-resume/paused-and-resumed", Fixture, NULL, set_up_greeting,
              test_paused_and_resumed, tear_down);

  return g_test_run ();
}
