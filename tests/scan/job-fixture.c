/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/job-fixture.c: what tests of whole scans share. */
#include "job-fixture.h"

#include <string.h>

const char job_database[] =
    "Probe TCP NULL q||\n"
    "totalwaitms 6000\n"
    "match ftp m|^220 Acme FTP ([\\d.]+)\\r\\n| p/Acme ftpd/ v/$1/\n"
    "match slow m|^late| p/Latecomer/\n"
    "Probe TCP Get q|GET / HTTP/1.0\\r\\n\\r\\n|\n"
    "rarity 1\n"
    "match http m|^HTTP/1\\.[01] \\d\\d\\d .*\\r\\nServer: Acme/([\\d.]+)|s p/Acme/ v/$1/\n"
    "Probe TCP Hello q|HELLO\\r\\n|\n"
    "rarity 2\n"
    "match hello m|^GREETINGS| p/Greeter/\n"
    "Probe TCP Tls q|\\x16\\x03\\x01\\x00\\x2f\\x01\\x00\\x00\\x2b\\x03\\x03"
    "0123456789abcdef0123456789abcdef\\x00\\x00\\x04\\xc0\\x2b\\xc0\\x2f\\x01\\x00|\n"
    "rarity 2\n"
    "match ssl m|^[\\x15\\x16]\\x03|\n"
    "Probe UDP Ping q|PING|\n"
    "rarity 1\n"
    "match pong m|^PONG ([\\d.]+)$| v/$1/\n"
    "match dtls m|^\\x16\\xfe|\n";

const char *job_rules = job_database;

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  JobWatch *watch = user_data;

  g_assert_false (watch->ended);
  ptl_session_apply_all (watch->session, facts);
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  JobWatch *watch = user_data;

  watch->ended = TRUE;
  watch->end = end;
}

const PtlScanJobFuncs job_funcs = { facts_cb, ended_cb };

guint16 job_excluded_port = 9;

static PtlProbeDb *
load_database (void)
{
  char *all = g_strdup_printf ("Exclude T:%u\n%s", job_excluded_port, job_rules);
  g_autoptr (GBytes) text = g_bytes_new_take (all, strlen (all));
  g_autoptr (GError) error = NULL;
  PtlProbeDb *db = ptl_probe_db_new ();

  ptl_probe_db_load_bytes (db, text, "test", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static PtlServiceNames *
load_names (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "services",
                                                 "portolan-services", NULL);
  g_autoptr (GError) error = NULL;
  PtlServiceNames *names = ptl_service_names_load (path, &error);

  g_assert_no_error (error);
  return names;
}

PtlScanOptions *
job_options (const char *target, const char *ports)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup (target));
  options->ports = g_strdup (ports);
  options->no_dns = TRUE;
  return options;
}

PtlScanJob *
job_new_to_go_on (const PtlScanOptions *options,
                  const PtlUnfinished *unfinished,
                  GError **error)
{
  g_autoptr (PtlProbeDb) db = load_database ();
  g_autoptr (PtlServiceNames) names = load_names ();

  return ptl_scan_job_new (options, unfinished, db, names, NULL, error);
}

PtlScanJob *
job_new (const PtlScanOptions *options, GError **error)
{
  return job_new_to_go_on (options, NULL, error);
}

void
job_watch_init (JobWatch *watch, const PtlScanOptions *options)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", options);

  *watch = (JobWatch){ .session = ptl_session_new (info, TRUE) };
}

PtlSession *
job_scan (const PtlScanOptions *options, PtlScanJobEnd end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanJob) job = job_new (options, &error);
  JobWatch watch;

  g_assert_no_error (error);
  job_watch_init (&watch, options);
  ptl_scan_job_start (job, &job_funcs, &watch);
  while (!watch.ended)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (watch.end, ==, end);
  return watch.session;
}

PtlPort *
job_scan_peer (Peer *peer, PtlTiming timing)
{
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->timing = timing;
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  host = ptl_session_get_hosts (session)->pdata[0];
  port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, peer_get_port (peer));
  g_assert_nonnull (port);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_nonnull (port->service);
  g_assert_true (host->info->finished);
  return ptl_port_ref (port);
}

void
job_banner_script (PeerLink *link, gpointer data)
{
  peer_send (link, "220 Acme FTP 2.5\r\n", -1);
  peer_hold (link);
}

void
job_http_script (PeerLink *link, gpointer data)
{
  if (peer_expect (link, 5))
    peer_send (link, "HTTP/1.0 200 OK\r\nServer: Acme/3\r\n\r\n", -1);
}
