/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/tls-peer.c: TLS for scripts of lib/peer.h, with a certificate made on the
 * spot. */
#include "lib/tls-peer.h"

#include <gnutls/dtls.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* No test waits this long for its peer. */
#define TIMEOUT_MS 20000

struct _TlsIdentity
{
  gnutls_certificate_credentials_t credentials;
  gnutls_anon_server_credentials_t anonymous;
  gnutls_dh_params_t dh_params;
  gnutls_datum_t ticket_key;
  GBytes *certificate;
};

struct _TlsLink
{
  PeerLink *link;
  gnutls_session_t session;
};

static void
must (int code)
{
  if (code < 0)
    g_error ("%s", gnutls_strerror (code));
}

/* @n_bytes: of an extension that nobody knows; 0: without it */
static void
sign_certificate (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, guint n_bytes)
{
  g_autofree char *padding = g_strnfill (n_bytes, 'x');

  static const unsigned char serial[] = { 1 };
  static const char name[] = "test.invalid";
  time_t now = (time_t) (g_get_real_time () / G_USEC_PER_SEC);

  must (gnutls_x509_crt_set_version (certificate, 3));
  must (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
  must (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                       strlen (name)));
  must (gnutls_x509_crt_set_activation_time (certificate, now - 3600));
  must (gnutls_x509_crt_set_expiration_time (certificate, now + 3600));
  must (gnutls_x509_crt_set_key (certificate, key));
  if (n_bytes > 0)
    must (gnutls_x509_crt_set_extension_by_oid (certificate, "2.25.1", padding, n_bytes,
                                                0));
  must (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
}

/* For clients that do not know the groups of RFC 7919. */
static void
set_dh_params (TlsIdentity *self)
{
  must (gnutls_dh_params_init (&self->dh_params));
  must (gnutls_dh_params_import_raw (self->dh_params, &gnutls_ffdhe_2048_group_prime,
                                     &gnutls_ffdhe_2048_group_generator));
  gnutls_certificate_set_dh_params (self->credentials, self->dh_params);
  gnutls_anon_set_server_dh_params (self->anonymous, self->dh_params);
}

TlsIdentity *
tls_identity_new_large (guint n_bytes)
{
  TlsIdentity *self = g_new0 (TlsIdentity, 1);
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t der;

  must (gnutls_x509_privkey_init (&key));
  must (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0));
  must (gnutls_x509_crt_init (&certificate));
  sign_certificate (certificate, key, n_bytes);

  must (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &der));
  self->certificate = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);

  must (gnutls_certificate_allocate_credentials (&self->credentials));
  must (gnutls_certificate_set_x509_key (self->credentials, &certificate, 1, key));
  must (gnutls_anon_allocate_server_credentials (&self->anonymous));
  set_dh_params (self);
  must (gnutls_session_ticket_key_generate (&self->ticket_key));
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return self;
}

TlsIdentity *
tls_identity_new (void)
{
  return tls_identity_new_large (0);
}

void
tls_identity_free (TlsIdentity *self)
{
  gnutls_certificate_free_credentials (self->credentials);
  gnutls_anon_free_server_credentials (self->anonymous);
  gnutls_dh_params_deinit (self->dh_params);
  gnutls_free (self->ticket_key.data);
  g_bytes_unref (self->certificate);
  g_free (self);
}

GBytes *
tls_identity_get_certificate (TlsIdentity *self)
{
  return self->certificate;
}

static ssize_t
push_datagram (gnutls_transport_ptr_t data, const void *bytes, size_t size)
{
  return peer_send (data, bytes, (gssize) size) ? (ssize_t) size : -1;
}

static ssize_t
pull_datagram (gnutls_transport_ptr_t data, void *buffer, size_t size)
{
  g_autoptr (GBytes) datagram = peer_receive (data);
  gsize len;
  const void *bytes;

  if (datagram == NULL)
    return 0;

  bytes = g_bytes_get_data (datagram, &len);
  memcpy (buffer, bytes, MIN (len, size));
  return (ssize_t) MIN (len, size);
}

static int
wait_for_datagram (gnutls_transport_ptr_t data, unsigned int timeout_ms)
{
  struct pollfd pollfd = { .fd = peer_link_get_fd (data), .events = POLLIN };

  return poll (&pollfd, 1, (int) MIN (timeout_ms, TIMEOUT_MS));
}

static gboolean
is_datagram (PeerLink *link)
{
  int type = 0;
  socklen_t size = sizeof type;

  g_assert_cmpint (
      getsockopt (peer_link_get_fd (link), SOL_SOCKET, SO_TYPE, &type, &size), ==, 0);
  return type == SOCK_DGRAM;
}

static void
set_transport (TlsLink *self)
{
  if (!is_datagram (self->link))
    {
      gnutls_transport_set_int (self->session, peer_link_get_fd (self->link));
      return;
    }

  gnutls_dtls_set_timeouts (self->session, 1000, TIMEOUT_MS);
  gnutls_transport_set_ptr (self->session, self->link);
  gnutls_transport_set_push_function (self->session, push_datagram);
  gnutls_transport_set_pull_function (self->session, pull_datagram);
  gnutls_transport_set_pull_timeout_function (self->session, wait_for_datagram);
}

TlsLink *
tls_link_new (PeerLink *link, TlsIdentity *identity, const char *priority)
{
  g_autoptr (TlsLink) self = g_new0 (TlsLink, 1);
  gnutls_datum_t http = { (unsigned char *) "http/1.1", 8 };
  int code;

  self->link = link;
  must (gnutls_init (&self->session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL |
                                         (is_datagram (link) ? GNUTLS_DATAGRAM : 0u)));
  must (gnutls_session_ticket_enable_server (self->session, &identity->ticket_key));
  must (gnutls_priority_set_direct (self->session, priority, NULL));
  must (gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE,
                                identity->credentials));
  must (gnutls_credentials_set (self->session, GNUTLS_CRD_ANON, identity->anonymous));
  must (gnutls_alpn_set_protocols (self->session, &http, 1, 0));
  set_transport (self);
  gnutls_handshake_set_timeout (self->session, TIMEOUT_MS);
  gnutls_record_set_timeout (self->session, TIMEOUT_MS);

  do
    code = gnutls_handshake (self->session);
  while (code < 0 && gnutls_error_is_fatal (code) == 0);

  return code == 0 ? g_steal_pointer (&self) : NULL;
}

void
tls_link_free (TlsLink *self)
{
  gnutls_deinit (self->session);
  g_free (self);
}

gboolean
tls_link_send (TlsLink *self, const void *data, gssize len)
{
  const guint8 *next = data;
  gsize left = len < 0 ? strlen (data) : (gsize) len;

  while (left > 0)
    {
      ssize_t n = gnutls_record_send (self->session, next, left);

      if (n < 0)
        return FALSE;
      next += n;
      left -= (gsize) n;
    }

  return TRUE;
}

GBytes *
tls_link_receive (TlsLink *self)
{
  guint8 buffer[16384];
  ssize_t n = gnutls_record_recv (self->session, buffer, sizeof buffer);

  return n > 0 ? g_bytes_new (buffer, (gsize) n) : NULL;
}

char *
tls_link_get_server_name (TlsLink *self)
{
  char name[256];
  size_t size = sizeof name;
  unsigned int type;

  if (gnutls_server_name_get (self->session, name, &size, &type, 0) != 0)
    return NULL;

  return g_strndup (name, size);
}

gboolean
tls_link_is_resumed (TlsLink *self)
{
  return gnutls_session_is_resumed (self->session) != 0;
}

void
tls_link_bye (TlsLink *self)
{
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
}
