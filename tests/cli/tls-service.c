/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/cli/tls-service.c: greets everyone inside TLS, for the tests of the program.
 *
 * Prints its port on 127.0.0.1 and the SHA-256 of its certificate, and serves until its
 * standard input ends. */
#include <stdio.h>

#include "lib/tls-peer.h"

static void
greet_script (PeerLink *link, gpointer identity)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");

  if (tls == NULL)
    return; /* a plain probe */

  tls_link_send (tls, "HELLO there 1.2\r\n", -1);
  tls_link_bye (tls);
}

int
main (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, greet_script, identity);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (
      G_CHECKSUM_SHA256, tls_identity_get_certificate (identity));

  printf ("%u %s\n", peer_get_port (peer), sha256);
  fflush (stdout);
  while (getchar () != EOF)
    ;
  return 0;
}
