/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/tls-session.c: TLS or DTLS over a connected, non-blocking socket, for stream.c
 * alone. */
#include "net/tls-session.h"

#include <errno.h>
#include <gnutls/abstract.h>
#include <gnutls/dtls.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/display.h"
#include "net/certificate.h"

/* What one call may take from the socket, so that a peer who sends without end cannot
 * hold the library in its own read loop. */
#define READ_PER_CALL_MAX (64 * 1024)
#define MAX_ALPN          8 /* protocols; GnuTLS offers no more */
/* An honest handshake with a chain of dozens of certificates stays below. */
#define HANDSHAKE_BYTES_MAX (256 * 1024)
/* An RSA key with 64,000 bits in each number would take the processor for half a minute.
 */
#define RSA_MODULUS_BYTES_MAX  (16384 / 8)
#define RSA_EXPONENT_BYTES_MAX 8
/* Warnings, requests to renegotiate and the like between two calls. */
#define ODD_MESSAGES_MAX 16
/* RFC 6347 4.2.4.1: the first wait for a lost flight; how long in all is the caller's
 * business. */
#define DTLS_RETRANSMIT_MS 1000
#define DTLS_TOTAL_MS      60000
/* What passes every path; RFC 6347 4.1.1. */
#define DTLS_MTU 1200

struct _PtlTlsSession
{
  gnutls_session_t session;
  int fd;
  gboolean is_datagram;
  GBytes **resumption; /* (nullable) */
  gboolean is_key_checked;
  gboolean is_open;     /* the handshake is over */
  gsize read_budget;    /* of the current call */
  gsize n_handshake;    /* bytes received for the handshake */
  gboolean out_of_turn; /* the budget, not the socket, ran dry */
  int errnum;
  char *detail;
};

/* Elliptic groups only: a share of a finite field group costs more than the rest of the
 * handshake, and without groups of RFC 7919 a server still uses its own for DHE.  RC4,
 * 3DES and anonymous suites are for devices that have nothing better.  COMPAT bears with
 * certificates whose key usage forbids what the server does. */
static const char *const priorities[] = {
  "NORMAL:%COMPAT:%UNSAFE_RENEGOTIATION:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:+VERS-TLS1.1:"
  "+VERS-TLS1.0:+VERS-DTLS1.2:+VERS-DTLS1.0:+ANON-ECDH:+ANON-DH:+ARCFOUR-128:+3DES-CBC:+SHA1:+MD5:+SIGN-ALL:"
  "-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1",
  "NORMAL:%COMPAT:%UNSAFE_RENEGOTIATION", /* should a later GnuTLS drop a name above */
  "NORMAL",
};

typedef struct
{
  gnutls_priority_t priority;
  gnutls_certificate_credentials_t certificate;
  gnutls_anon_client_credentials_t anonymous;
} Shared;

/* Never freed: one for the life of the process, read-only, so usable from any thread. */
static gpointer
make_shared (gpointer unused)
{
  static const gnutls_protocol_t versions[] = { GNUTLS_TLS1_0,  GNUTLS_TLS1_1,
                                                GNUTLS_TLS1_2,  GNUTLS_TLS1_3,
                                                GNUTLS_DTLS1_0, GNUTLS_DTLS1_2 };
  Shared *shared = g_new0 (Shared, 1);

  /* Where the system's policy is a list of what is allowed, a program may add to it;
   * where it is a list of what is forbidden, this fails and the policy stands. */
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    gnutls_protocol_set_enabled (versions[i], 1);

  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    if (gnutls_priority_init (&shared->priority, priorities[i], NULL) == 0)
      break;

  gnutls_certificate_allocate_credentials (&shared->certificate);
  gnutls_anon_allocate_client_credentials (&shared->anonymous);
  return shared;
}

static const Shared *
get_shared (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_shared, NULL);
}

static ssize_t
fail_transport (PtlTlsSession *self, int errnum)
{
  if (errnum != EAGAIN && errnum != EINTR)
    self->errnum = errnum;
  gnutls_transport_set_errno (self->session, errnum);
  return -1;
}

/* A datagram is taken whole, and an empty one is no end. */
static ssize_t
receive (PtlTlsSession *self, void *buffer, size_t size)
{
  ssize_t n;

  if (!self->is_datagram)
    return recv (self->fd, buffer, MIN (size, self->read_budget), 0);

  do
    n = recv (self->fd, buffer, size, 0);
  while (n == 0);
  return n;
}

static ssize_t
pull_cb (gnutls_transport_ptr_t data, void *buffer, size_t size)
{
  PtlTlsSession *self = data;
  ssize_t n;

  if (!self->is_open && self->n_handshake >= HANDSHAKE_BYTES_MAX)
    return fail_transport (self, EMSGSIZE);
  if (self->read_budget == 0)
    {
      self->out_of_turn = TRUE;
      return fail_transport (self, EAGAIN);
    }

  n = receive (self, buffer, size);
  if (n < 0)
    return fail_transport (self, errno);

  self->read_budget -= MIN (self->read_budget, (gsize) n);
  if (!self->is_open)
    self->n_handshake += (gsize) n;
  return n;
}

static ssize_t
push_cb (gnutls_transport_ptr_t data, const void *buffer, size_t size)
{
  PtlTlsSession *self = data;
  ssize_t n = send (self->fd, buffer, size, MSG_NOSIGNAL);

  return n < 0 ? fail_transport (self, errno) : n;
}

/* Never waits.  Over TCP pull_cb says EAGAIN; for DTLS that nothing is there decides
 * whether a flight is sent again. */
static int
pull_timeout_cb (gnutls_transport_ptr_t data, unsigned int timeout_ms)
{
  PtlTlsSession *self = data;
  struct pollfd pollfd = { .fd = self->fd, .events = POLLIN };

  return self->is_datagram ? poll (&pollfd, 1, 0) : 1;
}

static gboolean
is_key_cheap (gnutls_pubkey_t key)
{
  gnutls_datum_t modulus, exponent;
  gboolean is_cheap;

  if (gnutls_pubkey_export_rsa_raw2 (key, &modulus, &exponent,
                                     GNUTLS_EXPORT_FLAG_NO_LZ) != 0)
    return TRUE; /* not RSA: its size is that of a curve */

  is_cheap =
      modulus.size <= RSA_MODULUS_BYTES_MAX && exponent.size <= RSA_EXPONENT_BYTES_MAX;
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);
  return is_cheap;
}

static gboolean
is_certificate_cheap (const gnutls_datum_t *der)
{
  gnutls_x509_crt_t certificate;
  gnutls_pubkey_t key;
  gboolean is_cheap = FALSE;

  if (gnutls_x509_crt_init (&certificate) != 0)
    return FALSE;
  if (gnutls_pubkey_init (&key) == 0)
    {
      is_cheap = gnutls_x509_crt_import (certificate, der, GNUTLS_X509_FMT_DER) == 0 &&
                 gnutls_pubkey_import_x509 (key, certificate, 0) == 0 &&
                 is_key_cheap (key);
      gnutls_pubkey_deinit (key);
    }

  gnutls_x509_crt_deinit (certificate);
  return is_cheap;
}

/* Before GnuTLS looks at any message: is the key in the certificate, if it has come, one
 * that may be used? */
static int
message_cb (gnutls_session_t session,
            unsigned int type,
            unsigned int when,
            unsigned int is_incoming,
            const gnutls_datum_t *message)
{
  PtlTlsSession *self = gnutls_session_get_ptr (session);
  unsigned int n_certificates = 0;
  const gnutls_datum_t *chain;

  if (self->is_key_checked)
    return 0;

  chain = gnutls_certificate_get_peers (session, &n_certificates);
  if (n_certificates == 0)
    return 0;

  self->is_key_checked = TRUE;
  return is_certificate_cheap (&chain[0]) ? 0 : GNUTLS_E_CERTIFICATE_ERROR;
}

/* RFC 6066 3: no address literals, no trailing dot. */
static void
set_server_name (gnutls_session_t session, const char *name)
{
  PtlAddress address;
  gsize len = strlen (name);

  if (ptl_address_parse (name, &address))
    return;
  if (len > 0 && name[len - 1] == '.')
    len--;
  gnutls_server_name_set (session, GNUTLS_NAME_DNS, name, len);
}

static void
set_alpn (gnutls_session_t session, const char *const *alpn)
{
  gnutls_datum_t offers[MAX_ALPN];
  guint n = 0;

  for (; alpn[n] != NULL && n < MAX_ALPN; n++)
    offers[n] = (gnutls_datum_t){ (guint8 *) alpn[n], (unsigned int) strlen (alpn[n]) };
  gnutls_alpn_set_protocols (session, offers, n, 0);
}

static void
set_up_dtls (gnutls_session_t session)
{
  gnutls_dtls_set_timeouts (session, DTLS_RETRANSMIT_MS, DTLS_TOTAL_MS);
  gnutls_dtls_set_mtu (session, DTLS_MTU);
}

static void
resume (gnutls_session_t session, GBytes *resumption)
{
  gsize size;
  const void *data = g_bytes_get_data (resumption, &size);

  gnutls_session_set_data (session, data, size);
}

PtlTlsSession *
ptl_tls_session_new (const PtlTlsSessionParams *params)
{
  const Shared *shared = get_shared ();
  PtlTlsSession *self = g_new0 (PtlTlsSession, 1);

  self->fd = params->fd;
  self->is_datagram = params->is_datagram;
  if (gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL |
                                       GNUTLS_KEY_SHARE_TOP |
                                       (params->is_datagram ? GNUTLS_DATAGRAM : 0u)) != 0)
    g_error ("GnuTLS has no memory for a session");

  gnutls_priority_set (self->session, shared->priority);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, shared->certificate);
  gnutls_credentials_set (self->session, GNUTLS_CRD_ANON, shared->anonymous);
  gnutls_dh_set_prime_bits (self->session, 512);
  if (params->is_datagram)
    set_up_dtls (self->session);
  else
    gnutls_handshake_set_timeout (self->session, GNUTLS_INDEFINITE_TIMEOUT);
  gnutls_session_set_ptr (self->session, self);
  gnutls_handshake_set_hook_function (self->session, GNUTLS_HANDSHAKE_ANY,
                                      GNUTLS_HOOK_PRE, message_cb);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull_cb);
  gnutls_transport_set_push_function (self->session, push_cb);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout_cb);
  if (params->server_name != NULL)
    set_server_name (self->session, params->server_name);
  if (params->alpn != NULL)
    set_alpn (self->session, params->alpn);
  self->resumption = params->resumption;
  if (self->resumption != NULL && *self->resumption != NULL)
    resume (self->session, *self->resumption);

  return self;
}

/* TLS 1.3 hands out what a session is resumed by some time after the handshake. */
static gboolean
can_be_resumed (gnutls_session_t session)
{
  return gnutls_protocol_get_version (session) != GNUTLS_TLS1_3 ||
         (gnutls_session_get_flags (session) & GNUTLS_SFLAGS_SESSION_TICKET) != 0;
}

static void
keep_resumption (PtlTlsSession *self)
{
  gnutls_datum_t data = { NULL, 0 };

  if (self->resumption == NULL || !can_be_resumed (self->session) ||
      gnutls_session_get_data2 (self->session, &data) != 0)
    return;

  g_clear_pointer (self->resumption, g_bytes_unref);
  *self->resumption = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
}

void
ptl_tls_session_free (PtlTlsSession *self)
{
  if (self->is_open)
    keep_resumption (self);
  else if (self->resumption != NULL) /* it did not help */
    g_clear_pointer (self->resumption, g_bytes_unref);

  gnutls_deinit (self->session);
  g_free (self->detail);
  g_free (self);
}

static void
set_detail (PtlTlsSession *self, int code)
{
  g_free (self->detail);
  if (self->errnum != 0)
    self->detail = g_strdup (g_strerror (self->errnum));
  else if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    self->detail =
        g_strdup_printf ("%s (%s)", gnutls_strerror (code),
                         gnutls_alert_get_name (gnutls_alert_get (self->session)));
  else
    self->detail = g_strdup (gnutls_strerror (code));
}

/* @code: negative, as GnuTLS returned it */
static PtlTlsResult
classify (PtlTlsSession *self, int code)
{
  if (code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED)
    {
      if (self->out_of_turn || code == GNUTLS_E_INTERRUPTED)
        return PTL_TLS_AGAIN;
      return gnutls_record_get_direction (self->session) == 0 ? PTL_TLS_WANT_READ
                                                              : PTL_TLS_WANT_WRITE;
    }

  set_detail (self, code);
  if (code == GNUTLS_E_PREMATURE_TERMINATION)
    return PTL_TLS_CLOSED;

  return PTL_TLS_FAILED;
}

static void
begin_call (PtlTlsSession *self)
{
  self->read_budget = READ_PER_CALL_MAX;
  self->out_of_turn = FALSE;
}

/* Alerts of level warning, and renegotiation, which is declined by saying nothing. */
static gboolean
is_odd_message (int code)
{
  return code < 0 && code != GNUTLS_E_AGAIN && code != GNUTLS_E_INTERRUPTED &&
         gnutls_error_is_fatal (code) == 0;
}

PtlTlsResult
ptl_tls_session_handshake (PtlTlsSession *self)
{
  int code;
  guint n_odd = 0;

  begin_call (self);
  do
    code = gnutls_handshake (self->session);
  while (is_odd_message (code) && ++n_odd < ODD_MESSAGES_MAX);

  if (code < 0)
    return is_odd_message (code) ? PTL_TLS_AGAIN : classify (self, code);

  self->is_open = TRUE;
  keep_resumption (self);
  return PTL_TLS_DONE;
}

PtlTlsResult
ptl_tls_session_read (PtlTlsSession *self, guint8 *buffer, gsize size, gsize *n)
{
  ssize_t code;
  guint n_odd = 0;

  begin_call (self);
  do
    code = gnutls_record_recv (self->session, buffer, size);
  while (is_odd_message ((int) code) && ++n_odd < ODD_MESSAGES_MAX);

  if (code < 0)
    return is_odd_message ((int) code) ? PTL_TLS_AGAIN : classify (self, (int) code);

  *n = (gsize) code;
  return code == 0 ? PTL_TLS_CLOSED : PTL_TLS_DONE;
}

PtlTlsResult
ptl_tls_session_write (PtlTlsSession *self, const guint8 *data, gsize size, gsize *n)
{
  ssize_t code;

  begin_call (self);
  code = gnutls_record_send (self->session, data, size);
  if (code < 0)
    return classify (self, (int) code);

  *n = (gsize) code;
  return PTL_TLS_DONE;
}

guint
ptl_tls_session_get_retransmit_ms (PtlTlsSession *self)
{
  return gnutls_dtls_get_timeout (self->session);
}

gboolean
ptl_tls_session_has_pending (PtlTlsSession *self)
{
  return gnutls_record_check_pending (self->session) > 0;
}

int
ptl_tls_session_get_errnum (PtlTlsSession *self)
{
  return self->errnum;
}

const char *
ptl_tls_session_get_detail (PtlTlsSession *self)
{
  return self->detail;
}

/* Returns: (transfer full) (nullable) */
static PtlCertificate *
read_certificate (gnutls_session_t session)
{
  unsigned int n_certificates = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (session, &n_certificates);
  g_autoptr (GBytes) der = NULL;

  if (n_certificates == 0)
    return NULL;

  der = g_bytes_new (chain[0].data, chain[0].size);
  return ptl_certificate_read (der);
}

PtlTlsInfo *
ptl_tls_session_make_info (PtlTlsSession *self)
{
  PtlTlsInfo *info = ptl_tls_info_new ();
  gnutls_datum_t alpn;

  info->version =
      g_strdup (gnutls_protocol_get_name (gnutls_protocol_get_version (self->session)));
  info->cipher = g_strdup (gnutls_ciphersuite_get (self->session));
  if (gnutls_alpn_get_selected_protocol (self->session, &alpn) == 0)
    info->alpn = ptl_display_text (alpn.data, alpn.size, PTL_CERTIFICATE_MAX_TEXT, FALSE);
  info->certificate = read_certificate (self->session);
  info->is_resumed = gnutls_session_is_resumed (self->session) != 0;
  return info;
}
