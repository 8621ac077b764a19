/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-service-replay.c: other rules on the answers of an earlier scan.
 *
 * That the same rules say the same of any scan is in test-service-scan.c. */
#include <string.h>

#include "scan/service-replay.h"

static const char today[] =
    "Probe TCP NULL q||\n"
    "match ftp m|^220 Acme FTP ([\\d.]+)\\r\\n| p/Acme ftpd/ v/$1/\n"
    "softmatch ftp m|^220 | i/generic/\n"
    "Probe TCP Get q|GET / HTTP/1.0\\r\\n\\r\\n|\n"
    "match http m|^HTTP/1\\.0 200 .*Acme| p/Acme httpd/\n"
    "match ssl/imap m|^\\x2a OK| p/Odd/\n"
    "Probe TCP Hello q|HELLO\\r\\n|\n"
    "fallback Get\n"
    "match ssl m|^\\x16\\x03|\n"
    "match ftp m|^500 Acme| p/Acme late ftpd/\n"
    "match rpcbind m|^\\x80rpc|\n"
    "Probe UDP Ping q|PING|\n"
    "match pong m|^PONG|\n";

typedef struct
{
  PtlServiceReplay *replay;
  GPtrArray *responses;
  PtlService *before;
  PtlService *after; /* (nullable) */
  PtlProtocol protocol;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static (today, sizeof today - 1);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, text, "today", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);

  f->replay = ptl_service_replay_new (db, NULL);
  f->responses = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  f->before = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);
  f->before->name = g_strdup ("table");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ptl_service_replay_free (f->replay);
  g_ptr_array_unref (f->responses);
  ptl_service_unref (f->before);
  g_clear_pointer (&f->after, ptl_service_unref);
}

static void
answer (Fixture *f,
        const char *probe,
        const char *sent,
        PtlTunnel tunnel,
        const char *received)
{
  PtlResponse *response = ptl_response_new ();

  response->sequence = f->responses->len;
  response->probe = g_strdup (probe);
  response->sent = g_bytes_new (sent, strlen (sent));
  response->tunnel = tunnel;
  response->received = g_bytes_new (received, strlen (received));
  response->full_length = strlen (received);
  g_ptr_array_add (f->responses, response);
}

static const PtlService *
replay (Fixture *f)
{
  PtlServiceReplayPort port = { .protocol = f->protocol,
                                .port = 4000,
                                .intensity = 7,
                                .responses = f->responses,
                                .before = f->before };

  g_clear_pointer (&f->after, ptl_service_unref);
  f->after = ptl_service_replay_run (f->replay, &port);
  return f->after;
}

static void
matched_before (Fixture *f, const char *name, guint response)
{
  f->before->outcome = PTL_SERVICE_OUTCOME_HARD_MATCH;
  f->before->rule = ptl_rule_ref_new ();
  f->before->rule->response = response;
  g_free (f->before->name);
  f->before->name = g_strdup (name);
}

static void
test_newly_named (Fixture *f, gconstpointer data)
{
  answer (f, "NULL", "", PTL_TUNNEL_NONE, "hello\r\n");
  answer (f, "Get", "GET / HTTP/1.0\r\n\r\n", PTL_TUNNEL_NONE, "HTTP/1.0 200 OK Acme");

  replay (f);
  g_assert_cmpstr (f->after->product, ==, "Acme httpd");
  g_assert_cmpint (f->after->outcome, ==, PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_assert_cmpuint (f->after->rule->response, ==, 1);
  g_assert_null (f->after->fingerprint);
}

static void
test_no_longer_named (Fixture *f, gconstpointer data)
{
  matched_before (f, "gone", 0);
  answer (f, "NULL", "", PTL_TUNNEL_NONE, "hello\r\n");

  replay (f);
  g_assert_cmpint (f->after->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_null (f->after->name); /* there is no list of names here */
  g_assert_nonnull (strstr (f->after->fingerprint, "%r(NULL,7,\"hello\\r\\n\")"));
}

/* By its bytes, whatever it was called; a name alone when the bytes are new. */
static void
test_probe_is_known_by_bytes (Fixture *f, gconstpointer data)
{
  answer (f, "OldName", "HELLO\r\n", PTL_TUNNEL_NONE, "500 Acme");
  g_assert_cmpstr (replay (f)->product, ==, "Acme late ftpd");

  g_ptr_array_set_size (f->responses, 0);
  answer (f, "Hello", "HELO\r\n", PTL_TUNNEL_NONE, "500 Acme");
  g_assert_cmpstr (replay (f)->product, ==, "Acme late ftpd");

  /* Read from a file that does not say what was sent. */
  g_ptr_array_set_size (f->responses, 0);
  answer (f, "Hello", "", PTL_TUNNEL_NONE, "500 Acme");
  g_assert_cmpstr (replay (f)->product, ==, "Acme late ftpd");

  g_ptr_array_set_size (f->responses, 0);
  answer (f, "Unheard", "of", PTL_TUNNEL_NONE, "220 Acme FTP 3.1\r\n");
  g_assert_cmpstr (replay (f)->version, ==, "3.1"); /* rules of NULL read every answer */
}

static void
test_fallback (Fixture *f, gconstpointer data)
{
  answer (f, "Hello", "HELLO\r\n", PTL_TUNNEL_NONE, "HTTP/1.0 200 Acme");

  replay (f);
  g_assert_cmpstr (f->after->product, ==, "Acme httpd");
  g_assert_cmpint (f->after->rule->via, ==, PTL_MATCH_VIA_FALLBACK);
}

/* What a scan would not have asked after a soft match does not count. */
static void
test_soft_match_narrows (Fixture *f, gconstpointer data)
{
  answer (f, "NULL", "", PTL_TUNNEL_NONE, "220 hi\r\n");
  answer (f, "Get", "GET / HTTP/1.0\r\n\r\n", PTL_TUNNEL_NONE, "HTTP/1.0 200 OK Acme");
  replay (f);
  g_assert_cmpint (f->after->outcome, ==, PTL_SERVICE_OUTCOME_SOFT_MATCH);
  g_assert_cmpstr (f->after->name, ==, "ftp");

  answer (f, "Hello", "HELLO\r\n", PTL_TUNNEL_NONE, "500 Acme");
  replay (f);
  g_assert_cmpstr (f->after->product, ==, "Acme late ftpd");
  g_assert_cmpstr (f->after->extra_info, ==, "generic"); /* kept of the soft match */
}

static void
test_tunnel (Fixture *f, gconstpointer data)
{
  answer (f, "Hello", "HELLO\r\n", PTL_TUNNEL_NONE, "\x16\x03\x01");
  g_assert_cmpstr (replay (f)->name, ==, "ssl"); /* nobody has looked inside */

  answer (f, "NULL", "", PTL_TUNNEL_SSL, "220 Acme FTP 2\r\n");
  replay (f);
  g_assert_cmpstr (f->after->name, ==, "ftp");
  g_assert_cmpint (f->after->tunnel, ==, PTL_TUNNEL_SSL);
}

/* TLS is a fact even if no rule of today knows its first bytes. */
static void
test_tunnel_without_its_rule (Fixture *f, gconstpointer data)
{
  answer (f, "Hello", "HELLO\r\n", PTL_TUNNEL_NONE, "\x15\x03\x01");
  answer (f, "NULL", "", PTL_TUNNEL_SSL, "220 Acme FTP 2\r\n");
  g_assert_cmpstr (replay (f)->name, ==, "ftp");
  g_assert_cmpint (f->after->tunnel, ==, PTL_TUNNEL_SSL);

  g_ptr_array_set_size (f->responses, 1);
  f->before->tunnel = PTL_TUNNEL_SSL;
  replay (f);
  g_assert_cmpint (f->after->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (f->after->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_cmpstr (f->after->name, ==, "table");
}

/* A rule said "ssl/..." of what came in the open: the port was never entered. */
static void
test_tunnel_by_name_alone (Fixture *f, gconstpointer data)
{
  matched_before (f, "imap", 0);
  f->before->tunnel = PTL_TUNNEL_SSL;
  answer (f, "Get", "GET / HTTP/1.0\r\n\r\n", PTL_TUNNEL_NONE, "* BYE");
  replay (f);
  g_assert_cmpint (f->after->tunnel, ==, PTL_TUNNEL_NONE);
  g_assert_nonnull (f->after->fingerprint);
}

static void
test_early_end_stays (Fixture *f, gconstpointer data)
{
  f->before->outcome = PTL_SERVICE_OUTCOME_INCOMPLETE;
  answer (f, "NULL", "", PTL_TUNNEL_NONE, "hello\r\n");
  replay (f);
  g_assert_cmpint (f->after->outcome, ==, PTL_SERVICE_OUTCOME_INCOMPLETE);
  g_assert_cmpstr (f->after->name, ==, "table");
}

static void
test_ground_rpc_stays (Fixture *f, gconstpointer data)
{
  matched_before (f, "nfs", 0);
  f->before->version = g_strdup ("2-4");
  f->before->extra_info = g_strdup ("RPC #100003");
  answer (f, "Hello", "HELLO\r\n", PTL_TUNNEL_NONE, "\x80rpc");
  replay (f);
  g_assert_cmpstr (f->after->name, ==, "nfs");
  g_assert_cmpstr (f->after->version, ==, "2-4");
  g_assert_cmpstr (f->after->extra_info, ==, "RPC #100003");

  g_ptr_array_set_size (f->responses, 0); /* and goes when today's rules know better */
  answer (f, "NULL", "", PTL_TUNNEL_NONE, "220 Acme FTP 1\r\n");
  replay (f);
  g_assert_cmpstr (f->after->name, ==, "ftp");
  g_assert_null (f->after->extra_info);
}

static void
test_udp (Fixture *f, gconstpointer data)
{
  f->protocol = PTL_PROTOCOL_UDP;
  answer (f, "Ping", "PING", PTL_TUNNEL_NONE, "PONG");
  g_assert_cmpstr (replay (f)->name, ==, "pong");

  g_ptr_array_set_size (f->responses, 0);
  answer (f, "Other", "OTHER", PTL_TUNNEL_NONE, "220 Acme FTP 1\r\n");
  g_assert_cmpint (replay (f)->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/service-replay/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("newly-named", test_newly_named);
  ADD ("no-longer-named", test_no_longer_named);
  ADD ("probe-is-known-by-bytes", test_probe_is_known_by_bytes);
  ADD ("fallback", test_fallback);
  ADD ("soft-match-narrows", test_soft_match_narrows);
  ADD ("tunnel", test_tunnel);
  ADD ("tunnel-without-its-rule", test_tunnel_without_its_rule);
  ADD ("tunnel-by-name-alone", test_tunnel_by_name_alone);
  ADD ("early-end-stays", test_early_end_stays);
  ADD ("ground-rpc-stays", test_ground_rpc_stays);
  ADD ("udp", test_udp);

  return g_test_run ();
}
