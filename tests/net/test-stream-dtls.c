/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-stream-dtls.c: DTLS streams against servers, over a way that loses
 * datagrams, and against what is no server at all. */
#include "net/stream.h"

#include "lib/tls-peer.h"
#include "recorder.h"

static TlsIdentity *identity;

typedef struct
{
  const char *priority; /* of the server */
  const char *version;  /* expected */
  guint n_lost;         /* datagrams from the client that never arrive */
} Variant;

static void
set_up (Recorder *r, gconstpointer unused)
{
  recorder_init (r);
}

static void
tear_down (Recorder *r, gconstpointer unused)
{
  recorder_clear (r);
}

static void
connect_port (Recorder *r, guint16 port, guint timeout_ms)
{
  PtlStreamParams params = {
    .port = port, .tls = TRUE, .datagram = TRUE, .timeout_ms = timeout_ms
  };

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
}

static void
greet_script (PeerLink *link, gpointer data)
{
  const Variant *variant = data;
  g_autoptr (TlsLink) tls = NULL;
  g_autoptr (GBytes) heard = NULL;

  for (guint i = 0; i < variant->n_lost; i++)
    {
      g_autoptr (GBytes) lost = peer_receive (link);
    }

  tls = tls_link_new (link, identity, variant->priority);
  if (tls == NULL)
    return;

  heard = tls_link_receive (tls);
  if (heard != NULL)
    tls_link_send (tls, g_bytes_get_data (heard, NULL),
                   (gssize) g_bytes_get_size (heard));
  tls_link_send (tls, " again", -1);
  tls_link_bye (tls);
  peer_hold (link);
}

static void
test_variant (Recorder *r, gconstpointer data)
{
  const Variant *variant = data;
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, greet_script, (gpointer) variant);
  const PtlTlsInfo *info;

  r->say = "hello";
  connect_port (r, peer_get_port (peer), 8000);
  recorder_wait_ended (r);

  g_assert_cmpstr (ptl_stream_get_detail (r->stream), ==, NULL);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  recorder_assert_received (r, "hello again");
  info = ptl_stream_get_tls_info (r->stream);
  g_assert_cmpstr (info->version, ==, variant->version);
  g_assert_nonnull (info->cipher);
  g_assert_true (
      g_bytes_equal (info->certificate->der, tls_identity_get_certificate (identity)));
}

static void
silent_script (PeerLink *link, gpointer unused)
{
  peer_hold (link);
}

static void
test_silent (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, silent_script, NULL);
  gint64 start = g_get_monotonic_time ();

  connect_port (r, peer_get_port (peer), 300);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TIMEOUT);
  g_assert_cmpuint (r->n_connected, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* What is no record is not even looked at; an alert ends the handshake. */
static void
babble_script (PeerLink *link, gpointer words)
{
  g_autoptr (GBytes) hello = peer_receive (link);

  peer_send (link, "", 0);
  peer_send (link, "what?", -1);
  peer_send (link, "\x15\xfe\xfd\0\0\0\0\0\0\0\0\0\x02\x02\x28", 15);
  peer_hold (link);
}

static void
test_babble (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, babble_script, NULL);

  connect_port (r, peer_get_port (peer), 3000);
  recorder_wait_ended (r);
  g_assert_true (r->end == PTL_STREAM_END_TLS || r->end == PTL_STREAM_END_TIMEOUT);
  g_assert_cmpuint (r->n_connected, ==, 0);
}

/* The kernel tells of the ICMP error. */
static void
test_nobody_there (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, silent_script, NULL);
  guint16 port = peer_get_port (peer);

  g_clear_pointer (&peer, peer_free);
  connect_port (r, port, 8000);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TLS);
  g_assert_cmpuint (r->n_connected, ==, 0);
}

int
main (int argc, char **argv)
{
  static const Variant newest = { "NORMAL", "DTLS1.2", 0 };
  static const Variant old = { "NORMAL:-VERS-ALL:+VERS-DTLS1.0:%COMPAT", "DTLS1.0", 0 };
  static const Variant lossy = { "NORMAL", "DTLS1.2", 1 };
  int status;

  g_test_init (&argc, &argv, NULL);
  identity = tls_identity_new ();

#define ADD(name, data, func)                                                            \
  g_test_add ("/stream-dtls/" name, Recorder, data, set_up, func, tear_down)
  ADD ("newest", &newest, test_variant);
  ADD ("old", &old, test_variant);
  ADD ("lossy", &lossy, test_variant);
  ADD ("silent", NULL, test_silent);
  ADD ("babble", NULL, test_babble);
  ADD ("nobody-there", NULL, test_nobody_there);
#undef ADD

  status = g_test_run ();
  tls_identity_free (identity);
  return status;
}
