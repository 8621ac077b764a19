/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-rpc-grind-io.c: RPC programs found out over real sockets. */
#include "scan/rpc-grind-io.h"

#include <glib/gstdio.h>

#include "rpc-server.h"

typedef struct
{
  PtlPoller *poller;
  PtlDialer *dialer;
  PtlDialGate gate;
  PtlRpcPrograms *programs;
  PtlRpcGrindIo *io;
  PtlRpcGrindState state; /* RUNNING until "done" */
  PtlRpcFinding finding;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "rpc", "portolan-rpc", NULL);
  g_autoptr (GError) error = NULL;

  f->poller = ptl_poller_new (NULL, ptl_clock_get_real (), &error);
  g_assert_no_error (error);
  f->dialer = ptl_dialer_new (f->poller, 100, 0);
  ptl_dial_gate_init (&f->gate, 10, 0);
  f->programs = ptl_rpc_programs_new ();
  g_assert_true (ptl_rpc_programs_load (f->programs, path, NULL));
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->io, ptl_rpc_grind_io_free);
  g_assert_cmpuint (ptl_dial_places_count (&f->gate.places), ==, 0);
  ptl_rpc_programs_unref (f->programs);
  ptl_dialer_free (f->dialer);
  ptl_poller_free (f->poller);
}

static void
done_cb (PtlRpcGrindIo *io,
         PtlRpcGrindState state,
         const PtlRpcFinding *finding,
         PtlResponse *evidence,
         gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_true (io == f->io);
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_RUNNING);
  g_assert_cmpint (state, !=, PTL_RPC_GRIND_RUNNING);
  g_assert_true ((finding != NULL) == (state == PTL_RPC_GRIND_FOUND));
  f->state = state;
  if (finding != NULL)
    f->finding = *finding;
  g_clear_pointer (&f->io, ptl_rpc_grind_io_free);
}

static void
start (Fixture *f, PtlProtocol protocol, guint16 port)
{
  PtlAddress loopback;

  g_assert_true (ptl_address_parse ("127.0.0.1", &loopback));
  f->io = ptl_rpc_grind_io_new (f->programs, protocol, &loopback, port, f->dialer,
                                &f->gate, done_cb, f);
}

static void
wait (Fixture *f)
{
  while (f->state == PTL_RPC_GRIND_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* Grinds @server; returns over how many connections. */
static guint
grind (Fixture *f, const RpcServer *server)
{
  g_autoptr (Peer) peer = peer_new (server->kind, rpc_server_script, (gpointer) server);

  start (f, server->kind == PEER_UDP4 ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP,
         peer_get_port (peer));
  wait (f);
  return peer_get_n_links (peer);
}

static void
assert_found (const Fixture *f, const char *name, guint32 low, guint32 high)
{
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_FOUND);
  g_assert_cmpstr (f->finding.program->name, ==, name);
  g_assert_true (f->finding.has_versions);
  g_assert_cmpuint (f->finding.low, ==, low);
  g_assert_cmpuint (f->finding.high, ==, high);
}

/* All calls share a connection. */
static void
test_tcp (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_TCP4, 1342177279, 1, 4 }; /* last in the list */

  g_assert_cmpuint (grind (f, &server), ==, 1);
  assert_found (f, "ttsession", 1, 4);
}

static void
test_tcp_pieces (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_TCP4, 100005, 1, 3, .in_pieces = TRUE };

  g_assert_cmpuint (grind (f, &server), ==, 1);
  assert_found (f, "mountd", 1, 3);
}

static void
test_tcp_backward (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_TCP4, 100232, 10, 10, .is_backward = TRUE };

  g_assert_cmpuint (grind (f, &server), ==, 1);
  assert_found (f, "sadmind", 10, 10);
}

static void
test_tcp_closing (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_TCP4, 100068, 2, 5, .n_replies = 3 };
  guint n_links = grind (f, &server);

  g_assert_cmpuint (n_links, >, 5);
  g_assert_cmpuint (n_links, <, 50);
  assert_found (f, "cmsd", 2, 5);
}

static void
test_udp (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_UDP4, 1342177279, 1, 4 };

  grind (f, &server);
  assert_found (f, "ttsession", 1, 4);
}

static void
test_udp_loss (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_UDP4, 100083, 1, 1, .lose_every = 4 };

  grind (f, &server);
  assert_found (f, "ttdbserverd", 1, 1);
}

static void
test_udp_noise (Fixture *f, gconstpointer unused)
{
  static const RpcServer server = { PEER_UDP4, 100001, 2, 4, .with_noise = TRUE };

  grind (f, &server);
  assert_found (f, "rstatd", 2, 4);
}

static void
test_unknown (Fixture *f, gconstpointer kind)
{
  const RpcServer server = { (PeerKind) GPOINTER_TO_INT (kind), 4242, 1, 1 };

  grind (f, &server);
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_UNKNOWN);
}

static void
http_script (PeerLink *link, gpointer data)
{
  if (peer_expect (link, 1))
    peer_send (link, "HTTP/1.1 400 Bad Request\r\n\r\n", -1);
  peer_hold (link);
}

static void
close_script (PeerLink *link, gpointer data)
{
}

static void
hold_script (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

/* Whatever speaks no RPC is left soon. */
static void
test_other_protocols (Fixture *f, gconstpointer unused)
{
  const PeerScript scripts[] = { http_script, close_script };
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (Peer) peer = peer_new (PEER_TCP4, scripts[i], NULL);

      f->state = PTL_RPC_GRIND_RUNNING;
      start (f, PTL_PROTOCOL_TCP, peer_get_port (peer));
      wait (f);
      g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_GAVE_UP);
      g_assert_cmpuint (peer_get_n_links (peer), ==, 3);
    }
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_USEC_PER_SEC);
}

static void
test_closed (Fixture *f, gconstpointer protocol)
{
  int fd = -1;
  guint16 port = peer_reserve_closed_port (&fd); /* of UDP nobody has it either */

  start (f, (PtlProtocol) GPOINTER_TO_INT (protocol), port);
  wait (f);
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_GAVE_UP);
  g_close (fd, NULL);
}

static gboolean
stop_cb (gpointer io)
{
  ptl_rpc_grind_io_stop (io);
  return G_SOURCE_REMOVE;
}

static void
test_stop (Fixture *f, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, hold_script, NULL);
  gint64 start_us = g_get_monotonic_time ();

  start (f, PTL_PROTOCOL_TCP, peer_get_port (peer));
  g_timeout_add (200, stop_cb, f->io);
  wait (f);
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_GAVE_UP);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_USEC_PER_SEC);
}

/* Freed in the midst of it. */
static void
test_free (Fixture *f, gconstpointer kind)
{
  static const RpcServer server = { PEER_UDP4, 4242, 1, 1, .lose_every = 2 };
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, rpc_server_script, (gpointer) &server);

  start (f, PTL_PROTOCOL_UDP, peer_get_port (peer));
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->state, ==, PTL_RPC_GRIND_RUNNING);
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/rpc-grind-io/tcp", NULL, test_tcp);
  add ("/rpc-grind-io/tcp/pieces", NULL, test_tcp_pieces);
  add ("/rpc-grind-io/tcp/backward", NULL, test_tcp_backward);
  add ("/rpc-grind-io/tcp/closing", NULL, test_tcp_closing);
  add ("/rpc-grind-io/udp", NULL, test_udp);
  add ("/rpc-grind-io/udp/loss", NULL, test_udp_loss);
  add ("/rpc-grind-io/udp/noise", NULL, test_udp_noise);
  add ("/rpc-grind-io/unknown/tcp", GINT_TO_POINTER (PEER_TCP4), test_unknown);
  add ("/rpc-grind-io/unknown/udp", GINT_TO_POINTER (PEER_UDP4), test_unknown);
  add ("/rpc-grind-io/other-protocols", NULL, test_other_protocols);
  add ("/rpc-grind-io/closed/tcp", GINT_TO_POINTER (PTL_PROTOCOL_TCP), test_closed);
  add ("/rpc-grind-io/closed/udp", GINT_TO_POINTER (PTL_PROTOCOL_UDP), test_closed);
  add ("/rpc-grind-io/stop", NULL, test_stop);
  add ("/rpc-grind-io/free", NULL, test_free);

  return g_test_run ();
}
