/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-service-scan.c: the service scan's machine, without network and without
 * a clock. */
#include <string.h>

#include "scan/service-replay.h"
#include "scan/service-scan.h"

#define MS 1000

static const char database[] =
    "Probe TCP NULL q||\n"
    "totalwaitms 6000\n"
    "tcpwrappedms 3000\n"
    "match ftp m|^220 Acme FTP ([\\d.]+)\\r\\n| p/Acme ftpd/ v/$1/\n"
    "softmatch ftp m|^220 | i/generic/\n"
    "Probe TCP Get q|GET / HTTP/1.0\\r\\n\\r\\n|\n"
    "rarity 1\n"
    "ports 80\n"
    "sslports 443\n"
    "match http m|^HTTP/1\\.[01] \\d\\d\\d .*\\r\\nServer: Acme/([\\d.]+)|s p/Acme/ v/$1/\n"
    "Probe TCP Hello q|HELLO\\r\\n|\n"
    "rarity 3\n"
    "ports 443\n"
    "match ssl m|^\\x16\\x03|\n"
    "match ftp m|^500 Acme| p/Acme late ftpd/\n"
    "Probe TCP Rare q|RARE\\r\\n|\n"
    "rarity 9\n"
    "match rare m|^RARE!| p/Rarity/\n"
    "match ftp m|^501 Rare| p/Rare ftpd/\n"
    "Probe UDP Ping q|PING|\n"
    "match pong m|^PONG|\n"
    "match dtls m|^\\x16\\xfe|\n"
    "Probe UDP Inner q|INNER|\n"
    "rarity 9\n"
    "sslports 5684\n"
    "match inner m|^yes| p/Inner/\n";

typedef struct
{
  PtlProbeDb *db;
  PtlServiceScan *scan;
  gint64 now_us;
} Fixture;

static PtlProbeDb *
load_database (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static (database, sizeof database - 1);
  g_autoptr (GError) error = NULL;
  PtlProbeDb *db = ptl_probe_db_new ();

  ptl_probe_db_load_bytes (db, text, "test", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static PtlServiceScan *
new_scan (PtlProbeDb *db, guint16 port, guint intensity, gboolean compat)
{
  PtlServiceScanParams params = { .db = db,
                                  .protocol = PTL_PROTOCOL_TCP,
                                  .port = port,
                                  .intensity = intensity,
                                  .compat_nmap = compat,
                                  .table_name = "table" };

  return ptl_service_scan_new (&params);
}

static void
set_up (Fixture *f, gconstpointer port)
{
  f->db = load_database ();
  f->scan = new_scan (f->db, (guint16) GPOINTER_TO_UINT (port), 7, FALSE);
  f->now_us = 5 * G_USEC_PER_SEC;
}

static void
tear_down (Fixture *f, gconstpointer port)
{
  ptl_service_scan_free (f->scan);
  ptl_probe_db_unref (f->db);
}

static PtlServiceScanStep
feed (Fixture *f, const char *text)
{
  f->now_us += 10 * MS;
  return ptl_service_scan_on_data (f->scan, (const guint8 *) text, strlen (text),
                                   f->now_us);
}

static PtlServiceScanStep
time_out (Fixture *f)
{
  f->now_us += (gint64) ptl_service_scan_get_wait_ms (f->scan) * MS;
  return ptl_service_scan_on_timeout (f->scan, TRUE, f->now_us);
}

static PtlServiceScanStep
connect_ok (Fixture *f)
{
  return ptl_service_scan_on_connected (f->scan, f->now_us);
}

static void
assert_probe (Fixture *f, const char *name)
{
  g_assert_cmpstr (ptl_probe_get_name (ptl_service_scan_get_probe (f->scan)), ==, name);
}

static void
begin_listening (Fixture *f)
{
  g_assert_cmpint (ptl_service_scan_start (f->scan), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (connect_ok (f), ==, PTL_SERVICE_SCAN_LISTEN);
  g_assert_cmpuint (ptl_service_scan_get_wait_ms (f->scan), ==, 6000);
}

static void
test_banner (Fixture *f, gconstpointer port)
{
  g_autoptr (PtlResponse) response = NULL;
  PtlService *service;

  begin_listening (f);
  g_assert_cmpint (feed (f, "220 Acme FT"), ==, PTL_SERVICE_SCAN_WAIT);
  g_assert_cmpint (feed (f, "P 1.2\r\n"), ==, PTL_SERVICE_SCAN_REPORT);

  service = ptl_service_scan_get_service (f->scan);
  g_assert_cmpstr (service->name, ==, "ftp");
  g_assert_cmpstr (service->product, ==, "Acme ftpd");
  g_assert_cmpstr (service->version, ==, "1.2");
  /* The soft match that came first fills what the hard one leaves open. */
  g_assert_cmpstr (service->extra_info, ==, "generic");
  g_assert_cmpuint (service->rule->line, ==, 4);

  response = ptl_service_scan_take_response (f->scan);
  g_assert_cmpstr (response->probe, ==, "NULL");
  g_assert_cmpint (response->end, ==, PTL_RESPONSE_END_MATCHED);
  g_assert_cmpuint (response->sequence, ==, service->rule->response);
  g_assert_cmpuint (response->elapsed_ms, ==, 20);
  g_assert_null (ptl_service_scan_take_response (f->scan));
}

static void
test_listed_probe_reuses_connection (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (f, "Get"); /* port 80 */
  g_assert_cmpint (feed (f, "HTTP/1.1 200 OK\r\nServer: Acme/7.1\r\n\r\n"), ==,
                   PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpstr (ptl_service_scan_get_service (f->scan)->version, ==, "7.1");
}

static void
test_close_forces_new_connection (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  f->now_us += 4 * G_USEC_PER_SEC; /* later than tcpwrappedms */
  g_assert_cmpint (ptl_service_scan_on_lost (f->scan, PTL_SERVICE_SCAN_CLOSED, f->now_us),
                   ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (connect_ok (f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (f, "Get");
}

static void
test_tcpwrapped (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  f->now_us += 20 * MS;
  g_assert_cmpint (ptl_service_scan_on_lost (f->scan, PTL_SERVICE_SCAN_CLOSED, f->now_us),
                   ==, PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpstr (ptl_service_scan_get_service (f->scan)->name, ==, "tcpwrapped");
  g_assert_cmpuint (ptl_service_get_confidence (ptl_service_scan_get_service (f->scan)),
                    ==, 8);
}

static void
test_soft_match_narrows (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  g_assert_cmpint (feed (f, "220 somebody\r\n"), ==, PTL_SERVICE_SCAN_WAIT);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (f, "Hello"); /* Get cannot name ftp */
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_CONNECT);
  assert_probe (f, "Rare"); /* can, and rarity does not count after a soft match */
  g_assert_cmpint (connect_ok (f), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpint (ptl_service_scan_get_service (f->scan)->outcome, ==,
                   PTL_SERVICE_OUTCOME_SOFT_MATCH);
  g_assert_cmpstr (ptl_service_scan_get_service (f->scan)->name, ==, "ftp");
}

static void
test_tunnel (Fixture *f, gconstpointer port)
{
  PtlService *service;

  begin_listening (f);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (f, "Hello"); /* port 443 */
  g_assert_cmpint (feed (f, "\x16\x03\x03"), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (ptl_service_scan_get_tunnel (f->scan), ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (connect_ok (f), ==,
                   PTL_SERVICE_SCAN_LISTEN); /* the NULL probe again */
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (f, "Get"); /* by sslports */
  g_assert_cmpint (feed (f, "HTTP/1.0 404 No\r\nServer: Acme/9\r\n"), ==,
                   PTL_SERVICE_SCAN_REPORT);

  service = ptl_service_scan_get_service (f->scan);
  g_assert_cmpint (service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpstr (service->name, ==, "http");
}

static void
test_nothing_matches (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_CONNECT);
  assert_probe (f, "Hello");
  g_assert_cmpint (connect_ok (f), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (feed (f, "what?"), ==, PTL_SERVICE_SCAN_WAIT);
  g_assert_cmpint (ptl_service_scan_on_lost (f->scan, PTL_SERVICE_SCAN_CLOSED, f->now_us),
                   ==, PTL_SERVICE_SCAN_REPORT); /* Rare is beyond intensity 7 */
  g_assert_cmpint (ptl_service_scan_get_service (f->scan)->outcome, ==,
                   PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_cmpstr (ptl_service_scan_get_service (f->scan)->name, ==, "table");
}

static void
test_connect_is_retried (Fixture *f, gconstpointer port)
{
  begin_listening (f);
  g_assert_cmpint (feed (f, "220 hi\r\n"), ==, PTL_SERVICE_SCAN_WAIT);
  g_assert_cmpint (ptl_service_scan_on_lost (f->scan, PTL_SERVICE_SCAN_RESET, f->now_us),
                   ==, PTL_SERVICE_SCAN_CONNECT);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (ptl_service_scan_on_connect_failed (f->scan, TRUE), ==,
                       PTL_SERVICE_SCAN_CONNECT);
      g_assert_cmpuint (ptl_service_scan_get_wait_ms (f->scan), >, 0);
    }
  g_assert_cmpint (ptl_service_scan_on_connect_failed (f->scan, TRUE), ==,
                   PTL_SERVICE_SCAN_REPORT);
  /* What was learned before is kept, with less confidence. */
  g_assert_cmpstr (ptl_service_scan_get_service (f->scan)->name, ==, "ftp");
  g_assert_cmpint (ptl_service_scan_get_service (f->scan)->outcome, ==,
                   PTL_SERVICE_OUTCOME_INCOMPLETE);
}

/* All but NULL is asked once more, from the first. */
static void
test_ask_again (Fixture *f, gconstpointer port)
{
  const PtlProbe *first;

  ptl_service_scan_start (f->scan);
  ptl_service_scan_on_connected (f->scan, f->now_us);
  ptl_service_scan_on_timeout (f->scan, FALSE, f->now_us);
  first = ptl_service_scan_get_probe (f->scan);
  ptl_service_scan_on_connected (f->scan, f->now_us);
  ptl_service_scan_on_timeout (f->scan, FALSE, f->now_us);
  g_assert_true (ptl_service_scan_get_probe (f->scan) != first);

  g_assert_cmpint (ptl_service_scan_ask_again (f->scan), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_true (ptl_service_scan_get_probe (f->scan) == first);
}

/* After the verdict, too: what was learned stays, and answers are numbered on. */
static void
test_ask_again_after_the_end (Fixture *f, gconstpointer port)
{
  g_autoptr (PtlResponse) banner = NULL;

  begin_listening (f);
  feed (f, "220 somebody\r\n");
  time_out (f);
  time_out (f);
  connect_ok (f);
  g_assert_cmpint (time_out (f), ==, PTL_SERVICE_SCAN_REPORT);
  banner = ptl_service_scan_take_response (f->scan);

  g_assert_cmpint (ptl_service_scan_ask_again (f->scan), ==, PTL_SERVICE_SCAN_CONNECT);
  assert_probe (f, "Hello"); /* narrowed by the banner */
  g_assert_cmpint (connect_ok (f), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (feed (f, "500 Acme\r\n"), ==, PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpuint (ptl_service_scan_get_service (f->scan)->rule->response, ==, 1);
}

static void
test_compat_gives_up_at_once (void)
{
  g_autoptr (PtlProbeDb) db = load_database ();
  g_autoptr (PtlServiceScan) scan = new_scan (db, 80, 7, TRUE);

  g_assert_cmpint (ptl_service_scan_start (scan), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (ptl_service_scan_on_connect_failed (scan, TRUE), ==,
                   PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpstr (ptl_service_scan_get_service (scan)->name, ==, "tcpwrapped");
}

/* An ICMP error of a UDP port wraps nothing, though Nmap says so. */
static void
test_udp_is_never_wrapped (gconstpointer compat)
{
  g_autoptr (PtlProbeDb) db = load_database ();
  PtlServiceScanParams params = { .db = db,
                                  .protocol = PTL_PROTOCOL_UDP,
                                  .port = 9,
                                  .intensity = 7,
                                  .compat_nmap = GPOINTER_TO_INT (compat) };
  g_autoptr (PtlServiceScan) scan = ptl_service_scan_new (&params);

  g_assert_cmpint (ptl_service_scan_start (scan), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (ptl_service_scan_on_connected (scan, 0), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (ptl_service_scan_on_lost (scan, PTL_SERVICE_SCAN_CLOSED, MS), ==,
                   PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpint (ptl_service_scan_get_service (scan)->outcome, ==,
                   params.compat_nmap ? PTL_SERVICE_OUTCOME_TCPWRAPPED
                                      : PTL_SERVICE_OUTCOME_NO_MATCH);
}

/* Over UDP "dtls" leads inside, where there is no NULL probe; not so in the version of
 * Nmap that compat is about. */
static void
test_dtls (gconstpointer compat)
{
  g_autoptr (PtlProbeDb) db = load_database ();
  PtlServiceScanParams params = { .db = db,
                                  .protocol = PTL_PROTOCOL_UDP,
                                  .port = 5684,
                                  .intensity = 7,
                                  .compat_nmap = GPOINTER_TO_INT (compat) };
  Fixture f = { .scan = ptl_service_scan_new (&params) };
  PtlService *service;

  g_assert_cmpint (ptl_service_scan_start (f.scan), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (connect_ok (&f), ==, PTL_SERVICE_SCAN_SEND);
  assert_probe (&f, "Ping");
  if (params.compat_nmap)
    {
      g_assert_cmpint (feed (&f, "\x16\xfe\xff"), ==, PTL_SERVICE_SCAN_REPORT);
      g_assert_cmpstr (ptl_service_scan_get_service (f.scan)->name, ==, "dtls");
      ptl_service_scan_free (f.scan);
      return;
    }

  g_assert_cmpint (feed (&f, "\x16\xfe\xff"), ==, PTL_SERVICE_SCAN_CONNECT);
  g_assert_cmpint (ptl_service_scan_get_tunnel (f.scan), ==, PTL_TUNNEL_SSL);
  assert_probe (&f, "Inner"); /* by sslports, whatever its rarity */
  g_assert_cmpint (connect_ok (&f), ==, PTL_SERVICE_SCAN_SEND);
  g_assert_cmpint (feed (&f, "yes"), ==, PTL_SERVICE_SCAN_REPORT);
  service = ptl_service_scan_get_service (f.scan);
  g_assert_cmpint (service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpstr (service->product, ==, "Inner");
  ptl_service_scan_free (f.scan);
}

static void
test_endless_talker (Fixture *f, gconstpointer port)
{
  g_autofree char *chunk = g_strnfill (4000, 'x');
  guint n_reads = 0;

  begin_listening (f);
  while (feed (f, chunk) == PTL_SERVICE_SCAN_WAIT)
    n_reads++;

  g_assert_cmpuint (n_reads, <=, 2); /* then it is asked the next probe */
  assert_probe (f, "Get");
}

/* --- thousands of event sequences --- */

typedef struct
{
  Fixture f;
  GRand *rand;
  guint intensity;
  guint n_events;
  guint n_connects;
  gboolean is_asking; /* before the last event */
  gboolean hung_up;   /* that event was the end of the connection */
  GByteArray *heard;  /* of the probe being asked, with the banner before it */
  guint n_old;        /* bytes of it that are on record */
} Walk;

/* No answer goes unmatched, and none is matched against another probe's rules: the scan
 * ends, or enters the tunnel, where a hard rule claims all that was heard, and only
 * there. */
static PtlServiceScanStep
feed_walk (Walk *walk, const char *text, gboolean compat)
{
  PtlTunnel tunnel = ptl_service_scan_get_tunnel (walk->f.scan);
  const PtlProbe *probe = ptl_service_scan_get_probe (walk->f.scan);
  g_autoptr (PtlMatch) match = NULL;
  PtlServiceScanStep step;

  g_byte_array_append (walk->heard, (const guint8 *) text, (guint) strlen (text));
  match =
      ptl_match_response (walk->f.db, probe, walk->heard->data, walk->heard->len, compat);
  step = feed (&walk->f, text);
  if (match == NULL || match->soft)
    g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_WAIT);
  else if (match->tunnels && tunnel == PTL_TUNNEL_NONE)
    g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_CONNECT);
  else
    g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_REPORT);
  return step;
}

static PtlServiceScanStep
random_event (Walk *walk, gboolean connecting, gboolean compat)
{
  static const char *const texts[] = {
    "220 hi\r\n", "500 Acme\r\n", "\x16\x03\x01",      "HTTP/1.0 200 OK",
    "x",          "501 Rare",     "220 Acme FTP 1\r\n"
  };
  PtlServiceScan *scan = walk->f.scan;

  walk->is_asking = !connecting;
  walk->f.now_us += g_rand_int_range (walk->rand, 0, 2000) * MS;
  if (g_rand_int_range (walk->rand, 0, 200) == 0)
    return ptl_service_scan_on_stopped (scan, walk->f.now_us);
  if (connecting)
    return g_rand_int_range (walk->rand, 0, 4) > 0
               ? ptl_service_scan_on_connected (scan, walk->f.now_us)
               : ptl_service_scan_on_connect_failed (scan, TRUE);

  switch (g_rand_int_range (walk->rand, 0, 4))
    {
    case 0:
      return ptl_service_scan_on_timeout (scan, g_rand_boolean (walk->rand),
                                          walk->f.now_us);
    case 1:
      walk->hung_up = TRUE;
      return ptl_service_scan_on_lost (
          scan, (PtlServiceScanLoss) g_rand_int_range (walk->rand, 0, 4), walk->f.now_us);
    default:
      return feed_walk (
          walk, texts[g_rand_int_range (walk->rand, 0, G_N_ELEMENTS (texts))], compat);
    }
}

/* The same rules on the answers on record say the same, which is what re-identifying
 * stands on. */
static void
assert_replayed (Walk *walk, GPtrArray *responses, gboolean compat, guint16 port)
{
  g_autoptr (PtlServiceReplay) replay = ptl_service_replay_new (walk->f.db, NULL);
  const PtlService *before = ptl_service_scan_get_service (walk->f.scan);
  PtlServiceReplayPort what = { .protocol = PTL_PROTOCOL_TCP,
                                .port = port,
                                .intensity = walk->intensity,
                                .compat_nmap = compat,
                                .responses = responses,
                                .before = before };
  g_autoptr (PtlService) again = ptl_service_replay_run (replay, &what);

  g_assert_cmpint (again->outcome, ==, before->outcome);
  g_assert_cmpint (again->tunnel, ==, before->tunnel);
  g_assert_cmpstr (again->name, ==, before->name);
  g_assert_cmpstr (again->product, ==, before->product);
  g_assert_cmpstr (again->version, ==, before->version);
  g_assert_cmpstr (again->extra_info, ==, before->extra_info);
  g_assert_true ((again->rule != NULL) == (before->rule != NULL));
  if (again->rule != NULL)
    {
      g_assert_cmpuint (again->rule->line, ==, before->rule->line);
      g_assert_cmpuint (again->rule->response, ==, before->rule->response);
    }
  if (!compat) /* Nmap's repeats a banner, which is on record once */
    g_assert_cmpstr (again->fingerprint, ==, before->fingerprint);
}

/* No event is lost: when a probe is over, what was heard of it is on record, every byte
 * and once, and that the peer hung up; silence is not. */
static void
check_record (Walk *walk, PtlServiceScanStep step, GPtrArray *responses)
{
  PtlResponse *response = ptl_service_scan_take_response (walk->f.scan);
  gboolean is_over = step != PTL_SERVICE_SCAN_WAIT && walk->is_asking;
  gboolean has_news = walk->heard->len > walk->n_old;

  g_assert_null (ptl_service_scan_take_response (walk->f.scan));
  g_assert_cmpint (response != NULL, ==, is_over && (has_news || walk->hung_up));
  if (response != NULL)
    {
      g_assert_cmpuint (response->sequence, ==, responses->len);
      g_assert_cmpmem (g_bytes_get_data (response->received, NULL),
                       g_bytes_get_size (response->received), walk->heard->data,
                       has_news ? walk->heard->len : 0);
      g_ptr_array_add (responses, response);
    }
  if (!is_over)
    return;

  walk->hung_up = FALSE;
  if (step != PTL_SERVICE_SCAN_SEND) /* that goes on with the banner's connection */
    g_byte_array_set_size (walk->heard, 0);
  walk->n_old = walk->heard->len;
}

/* Every sequence ends, in one verdict, with at most one response for each probe asked. */
static void
walk_once (Walk *walk, guint seed)
{
  PtlServiceScanStep step;
  gboolean connecting;
  gboolean was_tunnel = FALSE;
  guint16 port = (guint16[]){ 80, 443, 9 }[seed % 3];
  g_autoptr (GPtrArray) responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  walk->rand = g_rand_new_with_seed (seed);
  walk->intensity = seed % 10;
  walk->f.scan = new_scan (walk->f.db, port, walk->intensity, seed % 2);
  walk->n_events = walk->n_connects = walk->n_old = 0;
  walk->hung_up = FALSE;
  g_byte_array_set_size (walk->heard, 0);

  step = ptl_service_scan_start (walk->f.scan);
  connecting = TRUE;
  while (step != PTL_SERVICE_SCAN_REPORT)
    {
      g_assert_cmpuint (walk->n_events++, <, 10000);
      if (step == PTL_SERVICE_SCAN_CONNECT)
        walk->n_connects++;
      connecting = step == PTL_SERVICE_SCAN_CONNECT ||
                   (connecting && step == PTL_SERVICE_SCAN_WAIT);
      if (ptl_service_scan_get_tunnel (walk->f.scan) == PTL_TUNNEL_SSL)
        was_tunnel = TRUE;
      else
        g_assert_false (was_tunnel); /* never back out of the tunnel */
      step = random_event (walk, connecting, seed % 2);
      check_record (walk, step, responses);
    }

  g_assert_cmpuint (responses->len, <=,
                    2 * 4); /* four probes, in the open and in the tunnel */
  g_assert_nonnull (ptl_service_scan_get_service (walk->f.scan));
  assert_replayed (walk, responses, seed % 2, port);
  ptl_service_scan_free (walk->f.scan);
  g_rand_free (walk->rand);
}

static void
test_random_walks (void)
{
  Walk walk = { .heard = g_byte_array_new () };

  walk.f.db = load_database ();
  for (guint seed = 0; seed < 20000; seed++)
    walk_once (&walk, seed);
  ptl_probe_db_unref (walk.f.db);
  g_byte_array_unref (walk.heard);
}

#define ADD(path, port, func)                                                            \
  g_test_add ("/service-scan/" path, Fixture, GUINT_TO_POINTER (port), set_up, func,     \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("banner", 21, test_banner);
  ADD ("listed-probe-reuses-connection", 80, test_listed_probe_reuses_connection);
  ADD ("close-forces-new-connection", 80, test_close_forces_new_connection);
  ADD ("tcpwrapped", 80, test_tcpwrapped);
  ADD ("soft-match-narrows", 80, test_soft_match_narrows);
  ADD ("tunnel", 443, test_tunnel);
  ADD ("nothing-matches", 80, test_nothing_matches);
  ADD ("connect-is-retried", 21, test_connect_is_retried);
  ADD ("endless-talker", 80, test_endless_talker);
  ADD ("ask-again", 80, test_ask_again);
  ADD ("ask-again-after-the-end", 80, test_ask_again_after_the_end);
  g_test_add_func ("/service-scan/compat-gives-up-at-once", test_compat_gives_up_at_once);
  g_test_add_data_func ("/service-scan/udp-is-never-wrapped/ours",
                        GINT_TO_POINTER (FALSE), test_udp_is_never_wrapped);
  g_test_add_data_func ("/service-scan/udp-is-never-wrapped/compat",
                        GINT_TO_POINTER (TRUE), test_udp_is_never_wrapped);
  g_test_add_data_func ("/service-scan/dtls/ours", GINT_TO_POINTER (FALSE), test_dtls);
  g_test_add_data_func ("/service-scan/dtls/compat", GINT_TO_POINTER (TRUE), test_dtls);
  g_test_add_func ("/service-scan/random-walks", test_random_walks);

  return g_test_run ();
}
