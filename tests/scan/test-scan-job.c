/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-scan-job.c: whole scans of scripted services on loopback. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "lib/peer.h"
#include "lib/tls-peer.h"
#include "model/session.h"
#include "scan/scan-job.h"

static const char database[] =
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
    "match pong m|^PONG ([\\d.]+)$| v/$1/\n";

/* Short waits, and one probe more than are asked beside the first connection. */
static const char short_database[] =
    "Probe TCP NULL q||\n"
    "totalwaitms 1500\n"
    "Probe TCP Get q|GET / HTTP/1.0\\r\\n\\r\\n|\n"
    "rarity 1\n"
    "totalwaitms 1000\n"
    "match http m|^HTTP/1\\.[01] \\d\\d\\d .*\\r\\nServer: Acme/([\\d.]+)|s p/Acme/ v/$1/\n"
    "Probe TCP Hello q|HELLO\\r\\n|\n"
    "rarity 2\n"
    "totalwaitms 1000\n"
    "Probe TCP Help q|HELP\\r\\n|\n"
    "rarity 2\n"
    "totalwaitms 1000\n"
    "Probe TCP Quit q|QUIT\\r\\n|\n"
    "rarity 2\n"
    "totalwaitms 1000\n";

static const char *rules = database;

typedef struct
{
  PtlSession *session;
  PtlScanJobEnd end;
  gboolean ended;
} Watch;

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_false (watch->ended);
  ptl_session_apply_all (watch->session, facts);
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  Watch *watch = user_data;

  watch->ended = TRUE;
  watch->end = end;
}

static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };

static guint16 excluded_port = 9; /* of the Exclude line */

static PtlProbeDb *
load_database (void)
{
  char *all = g_strdup_printf ("Exclude T:%u\n%s", excluded_port, rules);
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

static PtlScanOptions *
options_for (const char *target, const char *ports)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup (target));
  options->ports = g_strdup (ports);
  options->no_dns = TRUE;
  return options;
}

static PtlScanJob *
new_job (const PtlScanOptions *options, GError **error)
{
  g_autoptr (PtlProbeDb) db = load_database ();
  g_autoptr (PtlServiceNames) names = load_names ();

  return ptl_scan_job_new (options, db, names, NULL, error);
}

static void
watch_init (Watch *watch, const PtlScanOptions *options)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", options);

  *watch = (Watch){ .session = ptl_session_new (info, TRUE) };
}

static PtlSession *
scan (const PtlScanOptions *options, PtlScanJobEnd end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanJob) job = new_job (options, &error);
  Watch watch;

  g_assert_no_error (error);
  watch_init (&watch, options);
  ptl_scan_job_start (job, &funcs, &watch);
  while (!watch.ended)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (watch.end, ==, end);
  return watch.session;
}

/* Scans the peer's port on 127.0.0.1; returns it as it stands at the end. */
static PtlPort *
scan_peer (Peer *peer, PtlTiming timing)
{
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = options_for ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->timing = timing;
  session = scan (options, PTL_SCAN_JOB_FINISHED);
  host = ptl_session_get_hosts (session)->pdata[0];
  port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, peer_get_port (peer));
  g_assert_nonnull (port);
  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_nonnull (port->service);
  g_assert_true (host->info->finished);
  return ptl_port_ref (port);
}

static void
banner_script (PeerLink *link, gpointer data)
{
  peer_send (link, "220 Acme FTP 2.5\r\n", -1);
  peer_hold (link);
}

static void
test_banner (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->product, ==, "Acme ftpd");
  g_assert_cmpstr (port->service->version, ==, "2.5");
  g_assert_cmpuint (port->responses->len, ==, 1);
  g_assert_cmpuint (peer_get_n_links (peer), ==, 1); /* the port scan's own connection */
}

static void
http_script (PeerLink *link, gpointer data)
{
  if (peer_expect (link, 5))
    peer_send (link, "HTTP/1.0 200 OK\r\nServer: Acme/3\r\n\r\n", -1);
}

static void
test_http_needs_no_silence (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, http_script, NULL);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->name, ==, "http");
  g_assert_cmpstr (port->service->version, ==, "3");
  /* The six seconds of the NULL probe were not waited out. */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_USEC_PER_SEC);
}

static void
late_script (PeerLink *link, gpointer data)
{
  if (peer_delay (link, 1500))
    peer_send (link, "late", 4);
  peer_hold (link);
}

static void
test_late_banner (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, late_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->product, ==, "Latecomer");
}

static void
close_script (PeerLink *link, gpointer data)
{
}

static void
test_tcpwrapped (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, close_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_TCPWRAPPED);
}

static void
hello_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (bytes != NULL && memcmp (g_bytes_get_data (bytes, NULL), "HELLO", 5) == 0)
    peer_send (link, "GREETINGS\r\n", -1);
}

/* The second probe of the plan answers, the first is closed on: in turn and ahead alike.
 */
static void
test_later_probe (gconstpointer timing)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, hello_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, (PtlTiming) GPOINTER_TO_INT (timing));

  g_assert_cmpstr (port->service->product, ==, "Greeter");
}

static gboolean
is_asked_for (GBytes *bytes, const char *verb)
{
  return bytes != NULL && g_bytes_get_size (bytes) >= strlen (verb) &&
         memcmp (g_bytes_get_data (bytes, NULL), verb, strlen (verb)) == 0;
}

static void
overtaking_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (is_asked_for (bytes, "GET") && peer_delay (link, 450))
    peer_send (link, "HTTP/1.0 200 OK\r\nServer: Acme/3\r\n\r\n", -1);
  if (is_asked_for (bytes, "HELLO") && peer_delay (link, 300))
    peer_send (link, "GREETINGS\r\n", -1);
  peer_hold (link);
}

/* The earlier probe's answer counts, though a slow server gives it later. */
static void
test_answers_overtake (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, overtaking_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->product, ==, "Acme");
}

static void
halting_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (is_asked_for (bytes, "GET") && peer_send (link, "HTTP/1.1 200 OK\r\n", -1) &&
      peer_delay (link, 900))
    peer_send (link, "Server: Acme/5\r\n\r\n", -1);
  peer_hold (link);
}

/* A pause in the midst of a head is not its end. */
static void
test_halting_answer (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, halting_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->version, ==, "5");
}

static void
answer_get (PeerLink *link)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (is_asked_for (bytes, "GET"))
    peer_send (link, "HTTP/1.1 200 OK\r\nServer: Acme/6\r\n\r\n", -1);
  else if (bytes != NULL)
    peer_send (link, "what?\r\n", -1);
}

static void
queue_script (PeerLink *link, gpointer lock)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (lock);

  answer_get (link);
}

static void
only_one_script (PeerLink *link, gpointer lock)
{
  if (!g_mutex_trylock (lock))
    return;

  answer_get (link);
  g_mutex_unlock (lock);
}

/* A server of one client at a time that lets the others wait, or sends them away. */
static void
test_one_client_at_a_time (gconstpointer script)
{
  GMutex lock;
  Peer *peer;
  g_autoptr (PtlPort) port = NULL;

  g_mutex_init (&lock);
  rules = short_database;
  peer = peer_new (PEER_TCP4, script, &lock);
  port = scan_peer (peer, PTL_TIMING_NORMAL);
  g_assert_cmpstr (port->service->version, ==, "6");

  peer_free (peer);
  g_mutex_clear (&lock);
  rules = database;
}

static void
race_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (bytes != NULL && memcmp (g_bytes_get_data (bytes, NULL), "HELLO", 5) == 0)
    peer_send (link, "GREETINGS\r\n", -1);
  else if (bytes != NULL && peer_delay (link, 60))
    peer_send (link, "HTTP/1.0 200 OK\r\nServer: Acme/5\r\n\r\n", -1);
  peer_hold (link);
}

/* Both probes draw an answer that a rule claims; the first probe's is the later one. */
static void
test_no_race (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, race_script, NULL);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->name, ==, "http");
  g_assert_cmpstr (port->service->version, ==, "5");
}

static void
tls_script (PeerLink *link, gpointer identity)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autoptr (GBytes) request = NULL;

  if (tls == NULL)
    return; /* a plain probe, or a hello that this server does not like */

  request = tls_link_receive (tls);
  if (request != NULL)
    tls_link_send (tls, "HTTP/1.1 200 OK\r\nServer: Acme/4\r\n\r\n", -1);
  tls_link_bye (tls);
}

static void
test_service_inside_tls (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, tls_script, identity);
  g_autoptr (PtlPort) port = scan_peer (peer, PTL_TIMING_NORMAL);
  PtlResponse *last = port->responses->pdata[port->responses->len - 1];

  g_assert_cmpstr (port->service->name, ==, "http");
  g_assert_cmpstr (port->service->version, ==, "4");
  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (last->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpuint (last->sequence, ==, port->service->rule->response);
  g_assert_cmpstr (port->tls->version, ==, "TLS1.3");
  g_assert_cmpstr (port->tls->certificate->subject, ==, "CN=test.invalid");
  g_assert_true (g_bytes_equal (port->tls->certificate->der,
                                tls_identity_get_certificate (identity)));
}

/* Who asks about a few ports gets a row for each. */
static void
test_few_ports_are_rows (void)
{
  int fd = -1;
  guint16 closed = peer_reserve_closed_port (&fd);
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);
  g_autofree char *ports = g_strdup_printf ("%u,%u", closed, peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = options_for ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = scan (options, PTL_SCAN_JOB_FINISHED);
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
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);
  g_autoptr (GString) ports = g_string_new (NULL);
  g_autoptr (PtlScanOptions) options = NULL;
  g_autoptr (PtlSession) session = NULL;
  const PtlPortGroup *group;
  PtlHost *host;

  g_string_append_printf (ports, "%u", peer_get_port (peer));
  for (guint i = 0; i < N_CLOSED; i++)
    g_string_append_printf (ports, ",%u", peer_reserve_closed_port (&fds[i]));
  options = options_for ("127.0.0.1", ports->str);
  session = scan (options, PTL_SCAN_JOB_FINISHED);

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
  g_autoptr (PtlScanOptions) options = options_for ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->tcp = FALSE;
  options->udp = TRUE;
  session = scan (options, PTL_SCAN_JOB_FINISHED);
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
  g_autoptr (PtlScanOptions) options = options_for ("127.1.0.0/20", "1");
  g_autoptr (PtlSession) session = scan (options, PTL_SCAN_JOB_FINISHED);

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
  g_autoptr (PtlScanOptions) options = options_for ("127.0.0.1", ports);
  g_autoptr (PtlScanJob) job = new_job (options, NULL);
  gint64 start_us = g_get_monotonic_time ();
  PtlHost *host;
  PtlPort *port;
  Watch watch;

  watch_init (&watch, options);
  ptl_scan_job_start (job, &funcs, &watch);
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
  g_autoptr (PtlScanOptions) options = options_for ("127.128.0.0/9", "1");
  g_autoptr (PtlScanJob) job = NULL;
  Watch watch;

  g_ptr_array_add (options->excludes, g_strdup ("127.128.0.0/9"));
  job = new_job (options, NULL);
  watch_init (&watch, options);
  ptl_scan_job_start (job, &funcs, &watch);
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
      options_for ("127.0.0.1", g_getenv ("PTL_TEST_PORTS"));
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  guint n_named = 0;

  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  for (guint i = 0; i < 160; i++)
    g_assert_cmpint (open ("/dev/null", O_RDONLY | O_CLOEXEC), >=, 0);

  session = scan (options, PTL_SCAN_JOB_FINISHED);
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
      peers[i] = peer_new (PEER_TCP4, http_script, NULL);
      g_string_append_printf (ports, "%s%u", i > 0 ? "," : "", peer_get_port (peers[i]));
    }
  g_setenv ("PTL_TEST_PORTS", ports->str, TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  for (guint i = 0; i < N_HUNGRY; i++)
    peer_free (peers[i]);
  g_test_trap_assert_passed ();
}

static void
scan_excluded (gboolean all_ports, PtlServiceOutcome outcome)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = options_for ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  PtlHost *host;
  PtlPort *port;

  options->all_ports = all_ports;
  excluded_port = peer_get_port (peer);
  session = scan (options, PTL_SCAN_JOB_FINISHED);
  excluded_port = 9;

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
      g_autoptr (PtlScanOptions) options = options_for (cases[i].target, cases[i].ports);
      g_autoptr (GError) error = NULL;

      g_assert_null (new_job (options, &error));
      g_assert_error (error, PTL_SCAN_JOB_ERROR, PTL_SCAN_JOB_ERROR_INPUT);
      g_assert_true (g_pattern_match_simple (cases[i].message, error->message));
    }
}

static void
test_unknown_name (void)
{
  g_autoptr (PtlScanOptions) options = options_for ("no-such-host.invalid", "1");
  g_autoptr (PtlSession) session = scan (options, PTL_SCAN_JOB_FAILED);

  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-job/banner", test_banner);
  g_test_add_func ("/scan-job/http-needs-no-silence", test_http_needs_no_silence);
  g_test_add_func ("/scan-job/late-banner", test_late_banner);
  g_test_add_func ("/scan-job/tcpwrapped", test_tcpwrapped);
  g_test_add_data_func ("/scan-job/later-probe/ahead",
                        GINT_TO_POINTER (PTL_TIMING_NORMAL), test_later_probe);
  g_test_add_data_func ("/scan-job/later-probe/in-turn",
                        GINT_TO_POINTER (PTL_TIMING_POLITE), test_later_probe);
  g_test_add_func ("/scan-job/no-race", test_no_race);
  g_test_add_func ("/scan-job/answers-overtake", test_answers_overtake);
  g_test_add_func ("/scan-job/halting-answer", test_halting_answer);
  g_test_add_data_func ("/scan-job/one-client-at-a-time/queue", queue_script,
                        test_one_client_at_a_time);
  g_test_add_data_func ("/scan-job/one-client-at-a-time/sent-away", only_one_script,
                        test_one_client_at_a_time);
  g_test_add_func ("/scan-job/service-inside-tls", test_service_inside_tls);
  g_test_add_func ("/scan-job/few-ports-are-rows", test_few_ports_are_rows);
  g_test_add_func ("/scan-job/many-ports-are-groups", test_many_ports_are_groups);
  g_test_add_func ("/scan-job/udp", test_udp);
  g_test_add_func ("/scan-job/many-hosts", test_many_hosts);
  g_test_add_func ("/scan-job/stop", test_stop);
  g_test_add_func ("/scan-job/stop-at-once", test_stop_at_once);
  g_test_add_func ("/scan-job/shortage", test_shortage);
  g_test_add_func ("/scan-job/exclude", test_exclude);
  g_test_add_func ("/scan-job/bad-input", test_bad_input);
  g_test_add_func ("/scan-job/unknown-name", test_unknown_name);

  return g_test_run ();
}
