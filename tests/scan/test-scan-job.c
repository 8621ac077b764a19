/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-scan-job.c: whole scans: what is asked, told, left out and stopped. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "job-fixture.h"

/* Who asks about a few ports gets a row for each. */
static void
test_few_ports_are_rows (void)
{
  int fd = -1;
  guint16 closed = peer_reserve_closed_port (&fd);
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, job_banner_script, NULL);
  g_autofree char *ports = g_strdup_printf ("%u,%u", closed, peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  PtlPort *port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, closed);

  g_assert_cmpuint (host->ports->len, ==, 2);
  g_assert_cmpuint (host->groups->len, ==, 0);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_CLOSED);
  g_assert_cmpint (port->reason, ==, PTL_REASON_CONN_REFUSED);
  g_close (fd, NULL);
}

#define N_CLOSED 40

static void
test_many_ports_are_groups (void)
{
  int fds[N_CLOSED];
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, job_banner_script, NULL);
  g_autoptr (GString) ports = g_string_new (NULL);
  g_autoptr (PtlScanOptions) options = NULL;
  g_autoptr (PtlSession) session = NULL;
  const PtlPortGroup *group;
  PtlHost *host;

  g_string_append_printf (ports, "%u", peer_get_port (peer));
  for (guint i = 0; i < N_CLOSED; i++)
    g_string_append_printf (ports, ",%u", peer_reserve_closed_port (&fds[i]));
  options = job_options ("127.0.0.1", ports->str);
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);

  host = ptl_session_get_hosts (session)->pdata[0];
  g_assert_cmpuint (host->ports->len, ==, 1);
  g_assert_cmpuint (host->groups->len, ==, 1);
  group = &g_array_index (host->groups, PtlPortGroup, 0);
  g_assert_cmpint (group->state, ==, PTL_PORT_STATE_CLOSED);
  g_assert_cmpuint (ptl_port_set_count (group->ports), ==, N_CLOSED);
  for (guint i = 0; i < N_CLOSED; i++)
    g_close (fds[i], NULL);
}

static void
pong_script (PeerLink *link, gpointer data)
{
  GBytes *bytes;

  while ((bytes = peer_receive (link)) != NULL)
    {
      if (g_bytes_get_size (bytes) > 0)
        peer_send (link, "PONG 1.5", -1);
      g_bytes_unref (bytes);
    }
}

static void
deaf_script (PeerLink *link, gpointer data)
{
  GBytes *bytes;

  while ((bytes = peer_receive (link)) != NULL)
    g_bytes_unref (bytes);
}

static guint16
closed_udp_port (void)
{
  Peer *peer = peer_new (PEER_UDP4, deaf_script, NULL);
  guint16 port = peer_get_port (peer);

  peer_free (peer);
  return port;
}

static void
test_udp (void)
{
  g_autoptr (Peer) pong = peer_new (PEER_UDP4, pong_script, NULL);
  g_autoptr (Peer) deaf = peer_new (PEER_UDP4, deaf_script, NULL);
  guint16 closed = closed_udp_port ();
  g_autofree char *ports =
      g_strdup_printf ("U:%u,%u,%u", peer_get_port (pong), peer_get_port (deaf), closed);
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->tcp = FALSE;
  options->udp = TRUE;
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  host = ptl_session_get_hosts (session)->pdata[0];
  g_assert_cmpuint (host->ports->len, ==, 3);

  /* Silent to the empty datagram of the port scan, open once it was asked the right
   * thing. */
  port = ptl_host_find_port (host, PTL_PROTOCOL_UDP, peer_get_port (pong));
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_cmpint (port->reason, ==, PTL_REASON_UDP_RESPONSE);
  g_assert_cmpstr (port->service->name, ==, "pong");
  g_assert_cmpstr (port->service->version, ==, "1.5");

  port = ptl_host_find_port (host, PTL_PROTOCOL_UDP, peer_get_port (deaf));
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN_FILTERED);
  port = ptl_host_find_port (host, PTL_PROTOCOL_UDP, closed);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_CLOSED);
  g_assert_cmpint (port->reason, ==, PTL_REASON_PORT_UNREACH);
}

/* Many addresses that do not exist in memory at once: 127.1.0.0/20 all refuse. */
static void
test_many_hosts (void)
{
  g_autoptr (PtlScanOptions) options = job_options ("127.1.0.0/20", "1");
  g_autoptr (PtlSession) session = job_scan (options, PTL_SCAN_JOB_FINISHED);

  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 4096);
  g_assert_cmpuint (ptl_session_get_progress (session)->hosts_done, ==, 4096);
  g_assert_cmpint (ptl_session_get_progress (session)->phase, ==, PTL_PHASE_FINISHED);
}

static void
silent_script (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

static gboolean
stop_cb (gpointer job)
{
  ptl_scan_job_stop (job);
  return G_SOURCE_REMOVE;
}

static void
test_stop (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, silent_script, NULL);
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlScanJob) job = job_new (options, NULL);
  gint64 start_us = g_get_monotonic_time ();
  PtlHost *host;
  PtlPort *port;
  JobWatch watch;

  job_watch_init (&watch, options);
  ptl_scan_job_start (job, &job_funcs, &watch);
  g_timeout_add (400, stop_cb, job);
  while (!watch.ended)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (watch.end, ==, PTL_SCAN_JOB_STOPPED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_USEC_PER_SEC);
  host = ptl_session_get_hosts (watch.session)->pdata[0];
  port = host->ports->pdata[0];
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_INCOMPLETE);
  g_object_unref (watch.session);
}

static void
test_stop_at_once (void)
{
  g_autoptr (PtlScanOptions) options = job_options ("127.128.0.0/9", "1");
  g_autoptr (PtlScanJob) job = NULL;
  JobWatch watch;

  g_ptr_array_add (options->excludes, g_strdup ("127.128.0.0/9"));
  job = job_new (options, NULL);
  job_watch_init (&watch, options);
  ptl_scan_job_start (job, &job_funcs, &watch);
  ptl_scan_job_stop (job);
  while (!watch.ended)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (watch.end, !=, PTL_SCAN_JOB_FINISHED);
  g_object_unref (watch.session);
}

#define N_HUNGRY 60

/* In a process that is about to run out of descriptors. */
static void
test_shortage_child (void)
{
  const struct rlimit limit = { 200, 200 };
  g_autoptr (PtlScanOptions) options =
      job_options ("127.0.0.1", g_getenv ("PTL_TEST_PORTS"));
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  guint n_named = 0;

  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  for (guint i = 0; i < 160; i++)
    g_assert_cmpint (open ("/dev/null", O_RDONLY | O_CLOEXEC), >=, 0);

  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  host = ptl_session_get_hosts (session)->pdata[0];
  for (guint i = 0; i < host->ports->len; i++)
    {
      PtlPort *port = host->ports->pdata[i];

      n_named += g_strcmp0 (port->service->version, "3") == 0;
    }
  g_assert_cmpuint (n_named, ==, N_HUNGRY);
}

/* Fewer descriptors than connections wanted: slower, but nothing is lost or misnamed. */
static void
test_shortage (void)
{
  Peer *peers[N_HUNGRY];
  g_autoptr (GString) ports = g_string_new (NULL);

  if (g_test_subprocess ())
    {
      test_shortage_child ();
      return;
    }

  for (guint i = 0; i < N_HUNGRY; i++)
    {
      peers[i] = peer_new (PEER_TCP4, job_http_script, NULL);
      g_string_append_printf (ports, "%s%u", i > 0 ? "," : "", peer_get_port (peers[i]));
    }
  g_setenv ("PTL_TEST_PORTS", ports->str, TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  for (guint i = 0; i < N_HUNGRY; i++)
    peer_free (peers[i]);
  g_test_trap_assert_passed ();
}

/* More than a host is asked to bear of service probes. */
#define N_TALKERS 160

static void
hesitant_script (PeerLink *link, gpointer data)
{
  if (peer_delay (link, 100))
    job_banner_script (link, data);
}

/* The connections that found the ports open stay, and wait for the banners; there is no
 * probe that would be asked beside, however late they come. */
static void
test_one_connection_each (void)
{
  static const char listening[] = "Probe TCP NULL q||\n"
                                  "match talker m|^220 |\n";
  Peer *peers[N_TALKERS];
  g_autoptr (GString) ports = g_string_new (NULL);
  g_autoptr (PtlScanOptions) options = NULL;
  g_autoptr (PtlSession) session = NULL;

  for (guint i = 0; i < N_TALKERS; i++)
    {
      peers[i] = peer_new (PEER_TCP4, hesitant_script, NULL);
      g_string_append_printf (ports, "%s%u", i > 0 ? "," : "", peer_get_port (peers[i]));
    }
  options = job_options ("127.0.0.1", ports->str);
  job_rules = listening;
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  job_rules = job_database;
  for (guint i = 0; i < N_TALKERS; i++)
    {
      g_assert_cmpuint (peer_get_n_links (peers[i]), ==, 1);
      peer_free (peers[i]);
    }
}

static void
scan_excluded (gboolean all_ports, PtlServiceOutcome outcome)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, job_banner_script, NULL);
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->all_ports = all_ports;
  job_excluded_port = peer_get_port (peer);
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  job_excluded_port = 9;

  host = ptl_session_get_hosts (session)->pdata[0];
  port = host->ports->pdata[0];
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  if (port->service != NULL) /* the table may have no name for it */
    g_assert_cmpint (port->service->outcome, ==, outcome);
  else
    g_assert_false (all_ports);
  /* A printer prints what it is sent: nothing may have been. */
  g_assert_cmpuint (port->responses != NULL ? port->responses->len : 0, ==,
                    all_ports ? 1 : 0);
}

static void
test_exclude (void)
{
  scan_excluded (FALSE, PTL_SERVICE_OUTCOME_EXCLUDED);
  scan_excluded (TRUE, PTL_SERVICE_OUTCOME_HARD_MATCH);
}

static void
test_bad_input (void)
{
  static const struct
  {
    const char *target;
    const char *ports;
    const char *message;
  } cases[] = {
    { "127.0.0.256", "1", "*127.0.0.256*column*" },
    { "127.0.0.1", "1-99999", "*1-99999*column*" },
    { "127.0.0.1", "no-such-service", "*no-such-service*" },
    { "127.0.0.1/33", "1", "*127.0.0.1/33*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlScanOptions) options = job_options (cases[i].target, cases[i].ports);
      g_autoptr (GError) error = NULL;

      g_assert_null (job_new (options, &error));
      g_assert_error (error, PTL_SCAN_JOB_ERROR, PTL_SCAN_JOB_ERROR_INPUT);
      g_assert_true (g_pattern_match_simple (cases[i].message, error->message));
    }
}

static void
test_unknown_name (void)
{
  g_autoptr (PtlScanOptions) options = job_options ("no-such-host.invalid", "1");
  g_autoptr (PtlSession) session = job_scan (options, PTL_SCAN_JOB_FAILED);

  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-job/few-ports-are-rows", test_few_ports_are_rows);
  g_test_add_func ("/scan-job/many-ports-are-groups", test_many_ports_are_groups);
  g_test_add_func ("/scan-job/udp", test_udp);
  g_test_add_func ("/scan-job/many-hosts", test_many_hosts);
  g_test_add_func ("/scan-job/stop", test_stop);
  g_test_add_func ("/scan-job/stop-at-once", test_stop_at_once);
  g_test_add_func ("/scan-job/shortage", test_shortage);
  g_test_add_func ("/scan-job/one-connection-each", test_one_connection_each);
  g_test_add_func ("/scan-job/exclude", test_exclude);
  g_test_add_func ("/scan-job/bad-input", test_bad_input);
  g_test_add_func ("/scan-job/unknown-name", test_unknown_name);

  return g_test_run ();
}
