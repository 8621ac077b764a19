/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-job-datagrams.c: whole scans that identify one scripted UDP service. */
#include <string.h>

#include "lib/tls-peer.h"

#include "job-fixture.h"

/* What a scan tells besides what a session keeps. */
typedef struct
{
  JobWatch watch;
  GString *trace; /* a line for each step */
} Watch;

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  Watch *watch = user_data;

  for (guint i = 0; i < facts->len; i++)
    {
      const PtlFact *fact = facts->pdata[i];
      g_autofree char *line =
          fact->kind == PTL_FACT_TRACE ? ptl_trace_event_describe (fact->event) : NULL;

      if (line != NULL)
        g_string_append_printf (watch->trace, "%s\n", line);
    }
  job_funcs.facts (facts, &watch->watch);
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  Watch *watch = user_data;

  job_funcs.ended (end, &watch->watch);
}

/* Returns: (transfer full): the peer's port at the end; @trace: (out) (transfer full) */
static PtlPort *
scan_peer (Peer *peer, gboolean compat_nmap, char **trace)
{
  static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };
  g_autofree char *ports = g_strdup_printf ("U:%u", peer_get_port (peer));
  g_autoptr (PtlScanOptions) options = job_options ("127.0.0.1", ports);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanJob) job = NULL;
  g_autoptr (PtlSession) session = NULL;
  Watch watch = { .trace = g_string_new (NULL) };
  PtlPort *port;

  options->tcp = FALSE;
  options->udp = TRUE;
  options->trace = TRUE;
  options->compat_nmap = compat_nmap;
  job = job_new (options, &error);
  g_assert_no_error (error);
  job_watch_init (&watch.watch, options);
  ptl_scan_job_start (job, &funcs, &watch);
  while (!watch.watch.ended)
    g_main_context_iteration (NULL, TRUE);

  session = watch.watch.session;
  port = ptl_host_find_port (ptl_session_get_hosts (session)->pdata[0], PTL_PROTOCOL_UDP,
                             peer_get_port (peer));
  *trace = g_string_free (watch.trace, FALSE);
  g_assert_nonnull (port->service);
  return ptl_port_ref (port);
}

static gboolean
is_ping (GBytes *question)
{
  return question != NULL && g_bytes_get_size (question) == 4 &&
         memcmp (g_bytes_get_data (question, NULL), "PING", 4) == 0;
}

/* --- answers from another port --- */

typedef struct
{
  gboolean is_late; /* the first question of each kind is lost */
  guint n_heard;    /* questions */
  gint last_from;   /* atomic: the port of the last answer */
} Tftp;

static void
tftp_script (PeerLink *link, gpointer data)
{
  Tftp *tftp = data;

  while (TRUE)
    {
      g_autoptr (GBytes) question = peer_receive (link);

      if (question == NULL)
        return;
      if (is_ping (question) && !(tftp->is_late && tftp->n_heard++ % 2 == 0))
        g_atomic_int_set (&tftp->last_from,
                          peer_send_from_other_port (link, "PONG 3", -1));
    }
}

/* The port scan and Nmap's version detection hear nothing of it. */
static void
test_other_port (gconstpointer is_late)
{
  Tftp tftp = { .is_late = is_late != NULL };
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, tftp_script, &tftp);
  g_autofree char *trace = NULL;
  g_autofree char *step = NULL;
  g_autoptr (PtlPort) port = scan_peer (peer, FALSE, &trace);
  const PtlResponse *response;

  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_cmpint (port->reason, ==, PTL_REASON_UDP_RESPONSE);
  g_assert_cmpstr (port->service->name, ==, "pong");
  g_assert_cmpstr (port->service->version, ==, "3");
  response = ptl_response_find (port->responses, port->service->rule->response);
  g_assert_cmpuint (response->other_port, ==, g_atomic_int_get (&tftp.last_from));
  step = g_strdup_printf ("received [Ping] 6 bytes \"PONG 3\": from port %u\n",
                          response->other_port);
  g_assert_nonnull (strstr (trace, step));
}

static void
test_other_port_is_not_nmaps (void)
{
  Tftp tftp = { .is_late = FALSE };
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, tftp_script, &tftp);
  g_autofree char *trace = NULL;
  g_autoptr (PtlPort) port = scan_peer (peer, TRUE, &trace);

  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN_FILTERED);
  g_assert_cmpint (port->service->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  g_assert_null (port->responses);
}

/* --- losses --- */

static void
forgetful_script (PeerLink *link, gpointer data)
{
  guint n_asked = 0;

  while (TRUE)
    {
      g_autoptr (GBytes) question = peer_receive (link);

      if (question == NULL)
        return;
      if (!is_ping (question))
        peer_send (link, "?", 1); /* to the port scan, so that the port is open */
      else if (++n_asked == 2)
        peer_send (link, "PONG 8", -1);
    }
}

/* One lost datagram hides no service; Nmap asks once. */
static void
test_lost_datagram (gconstpointer compat_nmap)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, forgetful_script, NULL);
  g_autofree char *trace = NULL;
  g_autoptr (PtlPort) port = scan_peer (peer, compat_nmap != NULL, &trace);

  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_cmpstr (port->service->version, ==, compat_nmap == NULL ? "8" : NULL);
}

/* --- inside DTLS --- */

/* An association for each question, one after the other. */
static void
dtls_script (PeerLink *link, gpointer identity)
{
  while (TRUE)
    {
      g_autoptr (GBytes) first = peer_receive (link);
      g_autoptr (TlsLink) tls = NULL;
      g_autoptr (GBytes) request = NULL;

      if (first == NULL)
        return;
      if (g_bytes_get_size (first) == 0 ||
          memcmp (g_bytes_get_data (first, NULL), "PING",
                  MIN (4, g_bytes_get_size (first))) == 0)
        {
          peer_send (link, "\x16\xfe\xfd", 3);
          continue;
        }

      tls = tls_link_new (link, identity, "NORMAL"); /* by the second flight */
      request = tls != NULL ? tls_link_receive (tls) : NULL;
      if (request != NULL)
        tls_link_send (tls, "PONG 7", -1);
    }
}

static void
test_service_inside_dtls (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, dtls_script, identity);
  g_autofree char *trace = NULL;
  g_autoptr (PtlPort) port = scan_peer (peer, FALSE, &trace);

  g_assert_cmpint (port->state, ==, PTL_PORT_STATE_OPEN);
  g_assert_cmpstr (port->service->name, ==, "pong");
  g_assert_cmpstr (port->service->version, ==, "7");
  g_assert_cmpint (port->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpstr (port->tls->version, ==, "DTLS1.2");
  g_assert_true (g_bytes_equal (port->tls->certificate->der,
                                tls_identity_get_certificate (identity)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/job-datagrams/other-port/at-once", NULL, test_other_port);
  g_test_add_data_func ("/job-datagrams/other-port/when-asked-again", "late",
                        test_other_port);
  g_test_add_func ("/job-datagrams/other-port/not-nmaps", test_other_port_is_not_nmaps);
  g_test_add_data_func ("/job-datagrams/lost-datagram/ours", NULL, test_lost_datagram);
  g_test_add_data_func ("/job-datagrams/lost-datagram/nmap", "compat",
                        test_lost_datagram);
  g_test_add_func ("/job-datagrams/service-inside-dtls", test_service_inside_dtls);

  return g_test_run ();
}
