/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-job-services.c: whole scans that identify one scripted service each. */
#include <string.h>

#include "lib/tls-peer.h"

#include "job-fixture.h"

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

static void
test_banner (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, job_banner_script, NULL);
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

  g_assert_cmpstr (port->service->product, ==, "Acme ftpd");
  g_assert_cmpstr (port->service->version, ==, "2.5");
  g_assert_cmpuint (port->responses->len, ==, 1);
  g_assert_cmpuint (peer_get_n_links (peer), ==, 1); /* the port scan's own connection */
}

static void
test_http_needs_no_silence (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, job_http_script, NULL);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, (PtlTiming) GPOINTER_TO_INT (timing));

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
silent_script (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

/* @returns: (transfer full): the NULL probe and so many others, of a second each */
static char *
write_long_database (guint n_probes)
{
  GString *text = g_string_new ("Probe TCP NULL q||\ntotalwaitms 1500\n");

  for (guint i = 0; i < n_probes; i++)
    g_string_append_printf (
        text, "Probe TCP Ask%u q|ASK %u\\r\\n|\nrarity 5\ntotalwaitms 1000\n", i, i);
  return g_string_free (text, FALSE);
}

/* On an idle host a port that answers nothing is asked all there is in little more than
 * the time of one probe, and each probe once. */
static void
test_silent_port (void)
{
  g_autofree char *rules = write_long_database (40);
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, silent_script, NULL);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (PtlPort) port = NULL;

  job_rules = rules;
  port = job_scan_peer (peer, PTL_TIMING_NORMAL);
  job_rules = job_database;

  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 6 * G_USEC_PER_SEC);
  /* The NULL probe, all others, and the NULL probe again when all are closed. */
  g_assert_cmpuint (peer_get_n_links (peer), ==, 42);
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
  job_rules = short_database;
  peer = peer_new (PEER_TCP4, script, &lock);
  port = job_scan_peer (peer, PTL_TIMING_NORMAL);
  g_assert_cmpstr (port->service->version, ==, "6");

  peer_free (peer);
  g_mutex_clear (&lock);
  job_rules = job_database;
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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);

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
  g_autoptr (PtlPort) port = job_scan_peer (peer, PTL_TIMING_NORMAL);
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

/* The protocol that the server chooses of those offered: one connection more, which Nmap
 * does not make. */
static void
test_alpn (gconstpointer compat)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, tls_script, identity);
  g_autofree char *ports = g_strdup_printf ("%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (PtlSession) session = NULL;
  const PtlPort *port;
  PtlHost *host;

  options->compat_nmap = GPOINTER_TO_INT (compat);
  job_rules = strstr (job_database, "Probe TCP Get"); /* there is no NULL to wait for */
  session = job_scan (options, PTL_SCAN_JOB_FINISHED);
  job_rules = job_database;
  host = ptl_session_get_hosts (session)->pdata[0];
  port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, peer_get_port (peer));

  g_assert_cmpstr (port->service->name, ==, "http");
  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpstr (port->tls->version, ==, "TLS1.3");
  g_assert_cmpstr (port->tls->alpn, ==, options->compat_nmap ? NULL : "http/1.1");
  g_assert_nonnull (port->tls->certificate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/job-services/banner", test_banner);
  g_test_add_func ("/job-services/http-needs-no-silence", test_http_needs_no_silence);
  g_test_add_func ("/job-services/late-banner", test_late_banner);
  g_test_add_func ("/job-services/tcpwrapped", test_tcpwrapped);
  g_test_add_data_func ("/job-services/later-probe/ahead",
                        GINT_TO_POINTER (PTL_TIMING_NORMAL), test_later_probe);
  g_test_add_data_func ("/job-services/later-probe/in-turn",
                        GINT_TO_POINTER (PTL_TIMING_POLITE), test_later_probe);
  g_test_add_func ("/job-services/no-race", test_no_race);
  g_test_add_func ("/job-services/answers-overtake", test_answers_overtake);
  g_test_add_func ("/job-services/halting-answer", test_halting_answer);
  g_test_add_func ("/job-services/silent-port", test_silent_port);
  g_test_add_data_func ("/job-services/one-client-at-a-time/queue", queue_script,
                        test_one_client_at_a_time);
  g_test_add_data_func ("/job-services/one-client-at-a-time/sent-away", only_one_script,
                        test_one_client_at_a_time);
  g_test_add_func ("/job-services/service-inside-tls", test_service_inside_tls);
  g_test_add_data_func ("/job-services/alpn/ours", GINT_TO_POINTER (FALSE), test_alpn);
  g_test_add_data_func ("/job-services/alpn/nmap", GINT_TO_POINTER (TRUE), test_alpn);

  return g_test_run ();
}
