/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-job-hostile.c: whole scans of peers that mean no good: each ends in its
 * time, within its bounds, and with what there was to learn. */
#include <string.h>

#include "lib/tls-peer.h"

#include "job-fixture.h"

/* Short waits; "ssl" is found by the probe Tls. */
static const char database[] =
    "Probe TCP NULL q||\n"
    "totalwaitms 1500\n"
    "match ftp m|^220 Acme FTP ([\\d.]+)\\r\\n| p/Acme ftpd/ v/$1/\n"
    "softmatch ftp m|^220 |\n"
    "Probe TCP Get q|GET / HTTP/1.0\\r\\n\\r\\n|\n"
    "rarity 1\n"
    "totalwaitms 1500\n"
    "match http m|^HTTP/1\\.[01] \\d\\d\\d .*\\r\\nServer: Acme/([\\d.]+)|s p/Acme/ v/$1/\n"
    "Probe TCP Tls q|\\x16\\x03\\x01\\x00\\x2f\\x01\\x00\\x00\\x2b\\x03\\x03"
    "0123456789abcdef0123456789abcdef\\x00\\x00\\x04\\xc0\\x2b\\xc0\\x2f\\x01\\x00|\n"
    "rarity 2\n"
    "totalwaitms 1500\n"
    "match ssl m|^[\\x15\\x16]\\x03|\n";

/* Scans; it must not take longer than @max_s. */
static PtlPort *
scan_within (PeerScript script, gpointer data, guint max_s)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, script, data);
  gint64 start_us = g_get_monotonic_time ();
  PtlPort *port;

  job_rules = database;
  port = job_scan_peer (peer, PTL_TIMING_NORMAL);
  job_rules = job_database;
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, max_s * G_USEC_PER_SEC);
  return port;
}

static const PtlResponse *
nth_response (const PtlPort *port, guint n)
{
  g_assert_cmpuint (port->responses->len, >, n);
  return port->responses->pdata[n];
}

static gsize
count_kept (const PtlPort *port)
{
  gsize kept = 0;

  for (guint i = 0; i < port->responses->len; i++)
    {
      const PtlResponse *response = port->responses->pdata[i];

      g_assert_cmpuint (g_bytes_get_size (response->received), <=, PTL_RESPONSE_MAX_KEPT);
      kept += g_bytes_get_size (response->received);
    }
  return kept;
}

/* A byte now and then, for ever, whatever it is asked: no wait starts anew with each. */
static void
drip_script (PeerLink *link, gpointer data)
{
  while (peer_send (link, "a", 1) && peer_delay (link, 100))
    continue;
}

static void
test_slow_drip (void)
{
  g_autoptr (PtlPort) port = scan_within (drip_script, NULL, 12);

  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_nonnull (port->service->fingerprint);
  g_assert_cmpuint (nth_response (port, 0)->full_length, >, 1);
}

static void
endless_script (PeerLink *link, gpointer data)
{
  g_autofree char *chunk = g_strnfill (65536, 'x');

  while (peer_send (link, chunk, 65536))
    continue;
}

static void
test_endless_data (void)
{
  g_autoptr (PtlPort) port = scan_within (endless_script, NULL, 12);

  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_cmpint (nth_response (port, 0)->end, ==, PTL_RESPONSE_END_FULL);
  g_assert_cmpuint (count_kept (port), <=, 4 * PTL_RESPONSE_MAX_KEPT);
}

static void
reset_script (PeerLink *link, gpointer data)
{
  if (peer_send (link, "220 Acme FT", -1) && peer_delay (link, 100))
    peer_reset (link);
}

/* What was said before the reset counts, and what it said softly is kept. */
static void
test_reset_in_the_midst (void)
{
  g_autoptr (PtlPort) port = scan_within (reset_script, NULL, 12);
  const PtlResponse *first = nth_response (port, 0);

  g_assert_cmpstr (port->service->name, ==, "ftp");
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_SOFT_MATCH);
  g_assert_cmpint (first->end, ==, PTL_RESPONSE_END_RESET);
  g_assert_cmpmem (g_bytes_get_data (first->received, NULL),
                   g_bytes_get_size (first->received), "220 Acme FT", 11);
}

static gboolean
is_hello (GBytes *bytes)
{
  return bytes != NULL && g_bytes_get_size (bytes) > 5 &&
         memcmp (g_bytes_get_data (bytes, NULL), "\x16\x03", 2) == 0;
}

/* Half a record in answer to each hello: TLS is there, and will never be done. */
static void
half_record_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  if (is_hello (bytes))
    peer_send (link, "\x16\x03\x03\x00\x7a\x02\x00\x00", 8);
  peer_hold (link);
}

static void
test_half_a_tls_record (void)
{
  g_autoptr (PtlPort) port = scan_within (half_record_script, NULL, 18);

  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_INCOMPLETE);
  g_assert_null (port->tls);
}

/* A handshake that never ends though it goes on: warnings without number. */
static void
alert_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) bytes = peer_receive (link);

  while (is_hello (bytes) && peer_send (link, "\x15\x03\x03\x00\x02\x01\x5a", 7))
    continue;
}

static void
test_endless_alerts (void)
{
  g_autoptr (PtlPort) port = scan_within (alert_script, NULL, 40);

  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_INCOMPLETE);
}

static void
tls_script (PeerLink *link, gpointer identity)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autoptr (GBytes) request = NULL;

  if (tls == NULL)
    return;

  request = tls_link_receive (tls);
  if (request != NULL)
    tls_link_send (tls, "HTTP/1.1 200 OK\r\nServer: Acme/4\r\n\r\n", -1);
  tls_link_bye (tls);
}

static void
test_large_certificate (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new_large (60000);
  g_autoptr (PtlPort) port = scan_within (tls_script, identity, 20);

  g_assert_cmpstr (port->service->version, ==, "4");
  g_assert_true (g_bytes_equal (port->tls->certificate->der,
                                tls_identity_get_certificate (identity)));
}

/* Ends the tunnel in the midst of a record of the answer. */
static void
cut_tunnel_script (PeerLink *link, gpointer identity)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autoptr (GBytes) request = tls != NULL ? tls_link_receive (tls) : NULL;

  if (request != NULL && tls_link_send (tls, "HTTP/1.1 200 OK\r\n", -1))
    peer_send (link, "\x17\x03\x03\x40\x00x", 6);
}

static void
test_cut_tunnel (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (PtlPort) port = scan_within (cut_tunnel_script, identity, 20);
  const PtlResponse *last = nth_response (port, port->responses->len - 1);

  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_cmpint (last->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_nonnull (port->tls->certificate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/job-hostile/slow-drip", test_slow_drip);
  g_test_add_func ("/job-hostile/endless-data", test_endless_data);
  g_test_add_func ("/job-hostile/reset-in-the-midst", test_reset_in_the_midst);
  g_test_add_func ("/job-hostile/half-a-tls-record", test_half_a_tls_record);
  g_test_add_func ("/job-hostile/endless-alerts", test_endless_alerts);
  g_test_add_func ("/job-hostile/large-certificate", test_large_certificate);
  g_test_add_func ("/job-hostile/cut-tunnel", test_cut_tunnel);

  return g_test_run ();
}
