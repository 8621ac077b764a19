/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-tls-resumption.c: a TLS session that goes on with the next connection to
 * the same port, where the peer wants that. */
#include "net/stream.h"

#include "lib/tls-peer.h"
#include "recorder.h"

typedef struct
{
  const char *priority;
  gboolean forgets;  /* the server has another key for every connection */
  gboolean breaks;   /* the server cannot bear the second connection */
  const char *first; /* what is said over each connection */
  const char *second;
} Variant;

typedef struct
{
  const Variant *variant;
  TlsIdentity *identities[2];
} Server;

static void
say_script (PeerLink *link, gpointer data)
{
  const Server *server = data;
  guint index = peer_link_get_index (link);
  guint key = server->variant->forgets ? index % 2 : 0;
  g_autoptr (TlsLink) tls = NULL;

  if (server->variant->breaks && index == 1)
    return;

  tls = tls_link_new (link, server->identities[key], server->variant->priority);
  if (tls == NULL)
    return;

  tls_link_send (tls, tls_link_is_resumed (tls) ? "resumed" : "full", -1);
  tls_link_bye (tls);
}

/* Returns: (transfer full): what the server said, "" if there was no connection */
static char *
hear (guint16 port, GBytes **resumption, gboolean *is_resumed)
{
  PtlStreamParams params = {
    .port = port, .tls = TRUE, .timeout_ms = 5000, .resumption = resumption
  };
  Recorder r = { 0 };
  char *said;

  recorder_init (&r);
  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (&r, &params);
  recorder_wait_ended (&r);
  g_byte_array_append (r.received, (const guint8 *) "", 1);
  said = g_strdup ((const char *) r.received->data);
  *is_resumed = r.n_connected > 0 && ptl_stream_get_tls_info (r.stream)->is_resumed;
  recorder_clear (&r);
  return said;
}

static void
test_variant (gconstpointer data)
{
  const Variant *variant = data;
  Server server = { variant, { tls_identity_new (), tls_identity_new () } };
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, say_script, &server);
  g_autoptr (GBytes) resumption = NULL;
  gboolean is_resumed;
  g_autofree char *first = hear (peer_get_port (peer), &resumption, &is_resumed);
  g_autofree char *second = NULL;

  g_assert_cmpstr (first, ==, variant->first);
  g_assert_false (is_resumed);
  g_assert_nonnull (resumption);

  second = hear (peer_get_port (peer), &resumption, &is_resumed);
  g_assert_cmpstr (second, ==, variant->second);
  g_assert_cmpint (is_resumed, ==, g_str_equal (second, "resumed"));

  /* What could not be gone on with is not offered again. */
  g_assert_cmpint (resumption != NULL, ==, !variant->breaks);
  if (variant->breaks)
    {
      g_autofree char *third = hear (peer_get_port (peer), &resumption, &is_resumed);

      g_assert_cmpstr (third, ==, "full");
    }

  g_clear_pointer (&peer, peer_free);
  tls_identity_free (server.identities[0]);
  tls_identity_free (server.identities[1]);
}

int
main (int argc, char **argv)
{
  static const Variant newest = { "NORMAL", FALSE, FALSE, "full", "resumed" };
  static const Variant tls12 = { "NORMAL:-VERS-ALL:+VERS-TLS1.2", FALSE, FALSE, "full",
                                 "resumed" };
  static const Variant forgetful = { "NORMAL", TRUE, FALSE, "full", "full" };
  static const Variant fragile = { "NORMAL", FALSE, TRUE, "full", "" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/tls-resumption/newest", &newest, test_variant);
  g_test_add_data_func ("/tls-resumption/tls-1.2", &tls12, test_variant);
  g_test_add_data_func ("/tls-resumption/forgetful-peer", &forgetful, test_variant);
  g_test_add_data_func ("/tls-resumption/fragile-peer", &fragile, test_variant);

  return g_test_run ();
}
