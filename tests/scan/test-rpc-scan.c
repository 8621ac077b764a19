/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-rpc-scan.c: whole scans of RPC servers on loopback. */
#include "rpc-server.h"
#include "scan/scan-job.h"
#include "scan/rpc-message.h"

/* Asks for program 1 in version 1; hard on TCP, soft on UDP. */
#define CALL                                                                             \
  "RPCT\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x01" \
  "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"     \
  "\\x00\\x00\\x00\\x00"

static const char database[] =
    "Probe TCP NULL q||\n"
    "totalwaitms 500\n"
    "Probe TCP Rpc q|\\x80\\x00\\x00(" CALL "|\n"
    "rarity 1\n"
    "match rpcbind m|^\\x80...RPCT\\0\\0\\0\\x01.*\\0\\0\\0[\\x00\\x01]$|s o/Unix/\n"
    "match rpcbind m|^\\x80...RPCT.*\\0\\0\\0\\x02(....)|s i/RPC #1/\n"
    "Probe UDP Rpc q|" CALL "|\n"
    "rarity 1\n"
    "softmatch rpcbind m|^RPCT\\0\\0\\0\\x01|\n";

typedef struct
{
  PtlService *service; /* (nullable): the last that was told */
  guint n_told;
  PtlScanJobEnd end;
  gboolean ended;
} Watch;

/* The last reply to a call of the grinder; (nullable). */
static PtlResponse *evidence;

static void
keep_evidence (PtlResponse *response)
{
  if (!g_str_equal (response->probe, PTL_RESPONSE_OF_RPC))
    return;

  g_clear_pointer (&evidence, ptl_response_unref);
  evidence = ptl_response_ref (response);
}

/* The call and the reply that named the program are on record, behind the answers of the
 * scan. */
static void
assert_evidence (PtlProtocol protocol, const PtlService *service, guint32 program)
{
  g_autoptr (GBytes) sent = NULL;
  gsize len;
  const guint8 *data = g_bytes_get_data (evidence->received, &len);
  PtlRpcReply reply;

  g_assert_true (ptl_rpc_reply_decode (data, len, &reply));
  g_assert_cmpint (reply.kind, ==, PTL_RPC_REPLY_PROGRAM_MISMATCH);
  sent = ptl_rpc_call_encode (protocol, reply.xid, program, 0);
  g_assert_cmpuint (g_bytes_get_size (evidence->sent), ==, g_bytes_get_size (sent));
  g_assert_cmpmem (g_bytes_get_data (evidence->sent, NULL), g_bytes_get_size (sent) - 24,
                   g_bytes_get_data (sent, NULL), g_bytes_get_size (sent) - 24);
  g_assert_cmpuint (evidence->sequence, >, service->rule->response);
  g_clear_pointer (&evidence, ptl_response_unref);
}

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  Watch *watch = user_data;

  for (guint i = 0; i < facts->len; i++)
    {
      PtlFact *fact = facts->pdata[i];

      if (fact->kind == PTL_FACT_RESPONSE)
        keep_evidence (fact->response);
      if (fact->kind != PTL_FACT_SERVICE)
        continue;
      watch->n_told++;
      g_clear_pointer (&watch->service, ptl_service_unref);
      watch->service = ptl_service_ref (fact->service);
    }
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  Watch *watch = user_data;

  watch->ended = TRUE;
  watch->end = end;
}

static char *
find_data (const char *folder, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", folder, name, NULL);
}

static PtlScanJob *
new_job (const PtlScanOptions *options)
{
  g_autoptr (GBytes) text = g_bytes_new_static (database, sizeof database - 1);
  g_autofree char *services = find_data ("services", "portolan-services");
  g_autofree char *rpc = find_data ("rpc", "portolan-rpc");
  g_autoptr (PtlServiceNames) names = ptl_service_names_load (services, NULL);
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;
  PtlScanJob *job;

  ptl_probe_db_load_bytes (db, text, "test", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (ptl_rpc_programs_load (programs, rpc, NULL));
  job = ptl_scan_job_new (options, NULL, db, names, programs, &error);
  g_assert_no_error (error);
  return job;
}

static PtlScanOptions *
new_options (const Peer *peer_port_of, PeerKind kind)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup ("127.0.0.1"));
  options->ports = g_strdup_printf (
      "%s%u", kind == PEER_UDP4 ? "U:" : "T:", peer_get_port ((Peer *) peer_port_of));
  options->tcp = kind != PEER_UDP4;
  options->udp = kind == PEER_UDP4;
  options->no_dns = TRUE;
  options->intensity = 7;
  return options;
}

static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };

static void
wait (const Watch *watch)
{
  while (!watch->ended)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: (transfer full): what is said of @server's port */
static PtlService *
scan (const RpcServer *server, guint intensity, gboolean compat_nmap)
{
  g_autoptr (Peer) peer = peer_new (server->kind, rpc_server_script, (gpointer) server);
  g_autoptr (PtlScanOptions) options = new_options (peer, server->kind);
  g_autoptr (PtlScanJob) job = NULL;
  Watch watch = { 0 };

  options->intensity = intensity;
  options->compat_nmap = compat_nmap;
  job = new_job (options);
  ptl_scan_job_start (job, &funcs, &watch);
  wait (&watch);
  g_assert_cmpint (watch.end, ==, PTL_SCAN_JOB_FINISHED);
  g_assert_cmpuint (watch.n_told, ==, 1);
  return watch.service;
}

static void
assert_service (const PtlService *service,
                const char *name,
                const char *version,
                const char *extra_info,
                PtlServiceOutcome outcome)
{
  g_assert_cmpstr (service->name, ==, name);
  g_assert_cmpstr (service->version, ==, version);
  g_assert_cmpstr (service->extra_info, ==, extra_info);
  g_assert_cmpint (service->outcome, ==, outcome);
  g_assert_null (outcome == PTL_SERVICE_OUTCOME_HARD_MATCH ? service->fingerprint : NULL);
}

/* As the documents show it: "2-4 (RPC #100003)". */
static void
test_named (gconstpointer kind)
{
  const RpcServer server = { (PeerKind) GPOINTER_TO_INT (kind), 100003, 2, 4 };
  g_autoptr (PtlService) service = scan (&server, 7, FALSE);
  g_autofree char *text = ptl_service_get_version_text (service);

  assert_service (service, "nfs", "2-4", "RPC #100003", PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_assert_cmpstr (text, ==, "2-4 (RPC #100003)");
  assert_evidence (server.kind == PEER_UDP4 ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP,
                   service, 100003);
  g_assert_cmpuint (ptl_service_get_confidence (service), ==, 10);
}

/* What the rule said otherwise stays, and so does the way to it. */
static void
test_rule_is_kept (void)
{
  static const RpcServer server = { PEER_TCP4, 100024, 1, 1 };
  g_autoptr (PtlService) service = scan (&server, 7, TRUE);

  assert_service (service, "status", "1", "RPC #100024", PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_assert_cmpstr (service->os_type, ==, "Unix");
  g_assert_nonnull (service->rule);
  g_assert_cmpuint (service->rule->line, ==, 5);
}

static void
test_port_mapper (void)
{
  static const RpcServer server = { PEER_TCP4, 100000, 2, 4 };
  g_autoptr (PtlService) service = scan (&server, 7, FALSE);

  assert_service (service, "rpcbind", "2-4", "RPC #100000",
                  PTL_SERVICE_OUTCOME_HARD_MATCH);
}

/* The version of our call is one that this server has. */
static void
test_any_version (void)
{
  static const RpcServer server = { PEER_TCP4, 100005, 1, G_MAXUINT32 };
  g_autoptr (PtlService) service = scan (&server, 7, FALSE);

  assert_service (service, "mountd", NULL, "RPC #100005", PTL_SERVICE_OUTCOME_HARD_MATCH);
}

static void
test_unknown_program (void)
{
  static const RpcServer server = { PEER_TCP4, 4242, 1, 1 };
  g_autoptr (PtlService) service = scan (&server, 7, FALSE);
  g_autoptr (PtlService) as_nmap = scan (&server, 7, TRUE);

  assert_service (service, "rpc.unknown", NULL, NULL, PTL_SERVICE_OUTCOME_SOFT_MATCH);
  assert_service (as_nmap, "rpcbind", NULL, NULL, PTL_SERVICE_OUTCOME_HARD_MATCH);
}

/* Neither below intensity 7 nor where the rule has named the program. */
static void
test_not_ground (void)
{
  static const RpcServer nfs = { PEER_TCP4, 100003, 2, 4 };
  static const RpcServer one = { PEER_TCP4, 1, 2, 4 };
  g_autoptr (PtlService) light = scan (&nfs, 6, FALSE);
  g_autoptr (PtlService) by_rule = scan (&one, 7, FALSE);

  assert_service (light, "rpcbind", NULL, NULL, PTL_SERVICE_OUTCOME_HARD_MATCH);
  assert_service (by_rule, "rpcbind", NULL, "RPC #1", PTL_SERVICE_OUTCOME_HARD_MATCH);
}

/* Answers one call, by which it is known as RPC, and no more. */
static void
one_reply_script (PeerLink *link, gpointer data)
{
  static const RpcServer server = { PEER_TCP4, 4242, 1, 1, .n_replies = 1 };

  if (peer_link_get_index (link) < 2)
    rpc_server_script (link, (gpointer) &server);
  else
    peer_hold (link);
}

static gboolean
stop_cb (gpointer job)
{
  ptl_scan_job_stop (job);
  return G_SOURCE_REMOVE;
}

/* A scan that is stopped while it grinds tells what the rule said. */
static void
test_stop (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, one_reply_script, NULL);
  g_autoptr (PtlScanOptions) options = new_options (peer, PEER_TCP4);
  g_autoptr (PtlScanJob) job = new_job (options);
  gint64 start_us = g_get_monotonic_time ();
  Watch watch = { 0 };

  ptl_scan_job_start (job, &funcs, &watch);
  g_timeout_add (1500, stop_cb, job);
  wait (&watch);
  g_assert_cmpint (watch.end, ==, PTL_SCAN_JOB_STOPPED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_USEC_PER_SEC);
  g_assert_cmpuint (watch.n_told, ==, 1);
  assert_service (watch.service, "rpcbind", NULL, NULL, PTL_SERVICE_OUTCOME_HARD_MATCH);
  ptl_service_unref (watch.service);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/rpc-scan/named/tcp", GINT_TO_POINTER (PEER_TCP4), test_named);
  g_test_add_data_func ("/rpc-scan/named/udp", GINT_TO_POINTER (PEER_UDP4), test_named);
  g_test_add_func ("/rpc-scan/rule-is-kept", test_rule_is_kept);
  g_test_add_func ("/rpc-scan/port-mapper", test_port_mapper);
  g_test_add_func ("/rpc-scan/any-version", test_any_version);
  g_test_add_func ("/rpc-scan/unknown-program", test_unknown_program);
  g_test_add_func ("/rpc-scan/not-ground", test_not_ground);
  g_test_add_func ("/rpc-scan/stop", test_stop);

  return g_test_run ();
}
