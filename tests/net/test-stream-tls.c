/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-stream-tls.c: TLS streams against servers old and new, and against what
 * is no server at all. */
#include "net/stream.h"

#include <errno.h>
#include <string.h>

#include "lib/tls-peer.h"
#include "recorder.h"

#define BIG (1024 * 1024)

static TlsIdentity *identity;

typedef struct
{
  const char *priority; /* of the server */
  const char *version;  /* expected */
  const char *cipher;
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
greet_script (PeerLink *link, gpointer data)
{
  const Variant *variant = data;
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, variant->priority);
  g_autoptr (GBytes) heard = NULL;

  if (tls == NULL)
    return;

  tls_link_send (tls, "hello ", -1);
  heard = tls_link_receive (tls);
  if (heard != NULL)
    tls_link_send (tls, g_bytes_get_data (heard, NULL),
                   (gssize) g_bytes_get_size (heard));
  tls_link_bye (tls);
}

static void
test_variant (Recorder *r, gconstpointer data)
{
  const Variant *variant = data;
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, greet_script, (gpointer) variant);
  const PtlTlsInfo *info;

  r->say = "world";
  recorder_connect_port (r, peer_get_port (peer), TRUE);
  g_assert_null (ptl_stream_get_tls_info (r->stream));
  recorder_wait_ended (r);

  g_assert_cmpstr (ptl_stream_get_detail (r->stream), ==, NULL);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  recorder_assert_received (r, "hello world");
  info = ptl_stream_get_tls_info (r->stream);
  g_assert_cmpstr (info->version, ==, variant->version);
  g_assert_cmpstr (info->cipher, ==, variant->cipher);
  g_assert_cmpstr (info->alpn, ==, NULL);
  if (strstr (variant->cipher, "anon") == NULL)
    g_assert_true (
        g_bytes_equal (info->certificate->der, tls_identity_get_certificate (identity)));
  else
    g_assert_null (info->certificate);
}

static void
name_script (PeerLink *link, gpointer data)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autofree char *name = tls != NULL ? tls_link_get_server_name (tls) : NULL;

  if (tls != NULL)
    tls_link_send (tls, name != NULL ? name : "(none)", -1);
} /* ends without close_notify */

typedef struct
{
  const char *given;
  const char *sent;
} NameCase;

/* The server knows the second. */
static const char *const offered[] = { "h2", "http/1.1", "imap", NULL };

static void
test_server_name (Recorder *r, gconstpointer data)
{
  const NameCase *name = data;
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, name_script, NULL);
  PtlStreamParams params = { .port = peer_get_port (peer),
                             .tls = TRUE,
                             .server_name = name->given,
                             .alpn = offered,
                             .timeout_ms = 5000 };

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  recorder_assert_received (r, name->sent);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  g_assert_cmpstr (ptl_stream_get_tls_info (r->stream)->alpn, ==, "http/1.1");
}

static void
big_script (PeerLink *link, gpointer data)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autofree char *block = g_malloc (BIG);

  for (gsize i = 0; i < BIG; i++)
    block[i] = (char) (i % 251);
  if (tls != NULL)
    tls_link_send (tls, block, BIG);
}

static void
test_big (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, big_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), TRUE);
  recorder_wait_ended (r);
  g_assert_cmpuint (r->received->len, ==, BIG);
  for (guint i = 0; i < BIG; i++)
    if (r->received->data[i] != i % 251)
      g_error ("byte %u is wrong", i);
}

static void
sink_script (PeerLink *link, gpointer data)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  gsize left = 200 * 1024;

  peer_delay (link, 100);
  while (tls != NULL && left > 0)
    {
      g_autoptr (GBytes) heard = tls_link_receive (tls);

      if (heard == NULL)
        return;
      left -= g_bytes_get_size (heard);
    }
  if (tls != NULL)
    tls_link_send (tls, "all", -1);
}

static void
test_big_upload (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, sink_script, NULL);
  g_autofree char *say = g_strnfill (200 * 1024, 'x');

  r->say = say;
  recorder_connect_port (r, peer_get_port (peer), TRUE);
  recorder_wait_ended (r);
  recorder_assert_received (r, "all");
}

static void
mute_script (PeerLink *link, gpointer data)
{
  if (data != NULL)
    peer_send (link, data, -1);
  peer_hold (link);
}

static void
test_silent (Recorder *r, gconstpointer first_words)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, mute_script, (gpointer) first_words);
  PtlStreamParams params = { .port = peer_get_port (peer),
                             .tls = TRUE,
                             .timeout_ms = 150 };
  gint64 start_us = g_get_monotonic_time ();

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 150000);
  g_assert_cmpuint (r->n_connected, ==, 0);
}

static void
expect_failure (Recorder *r, PeerScript script, gpointer data)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, script, data);

  recorder_connect_port (r, peer_get_port (peer), TRUE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TLS);
  g_assert_cmpuint (r->n_connected, ==, 0);
  g_assert_cmpstr (ptl_stream_get_detail (r->stream), !=, NULL);
  g_assert_null (ptl_stream_get_tls_info (r->stream));
}

static void
test_plain_text (Recorder *r, gconstpointer unused)
{
  expect_failure (r, mute_script, "220 this is no TLS at all\r\n");
  g_assert_cmpint (r->errnum, ==, 0);
}

static void
close_script (PeerLink *link, gpointer data)
{
  peer_expect (link, 100);
}

static void
test_closed_in_handshake (Recorder *r, gconstpointer unused)
{
  expect_failure (r, close_script, NULL);
}

static void
reset_script (PeerLink *link, gpointer data)
{
  peer_expect (link, 1);
  peer_reset (link);
}

static void
test_reset_in_handshake (Recorder *r, gconstpointer unused)
{
  expect_failure (r, reset_script, NULL);
  g_assert_cmpint (r->errnum, ==, ECONNRESET);
}

static void
alert_script (PeerLink *link, gpointer data)
{
  static const guint8 handshake_failure[] = { 21, 3, 1, 0, 2, 2, 40 };

  peer_expect (link, 100);
  peer_send (link, handshake_failure, sizeof handshake_failure);
  peer_hold (link);
}

static void
test_alert (Recorder *r, gconstpointer unused)
{
  expect_failure (r, alert_script, NULL);
  g_assert_nonnull (strstr (ptl_stream_get_detail (r->stream), "Handshake failed"));
}

/* Warnings without end, each a record of its own: the loop lives and the timeout comes.
 */
static void
warnings_script (PeerLink *link, gpointer data)
{
  static const guint8 unrecognized_name[] = { 21, 3, 1, 0, 2, 1, 112 };

  while (peer_send (link, unrecognized_name, sizeof unrecognized_name))
    continue;
}

/* Requests to renegotiate, which are no part of any handshake. */
static void
hello_requests_script (PeerLink *link, gpointer data)
{
  static const guint8 hello_request[] = { 22, 3, 1, 0, 4, 0, 0, 0, 0 };

  while (peer_send (link, hello_request, sizeof hello_request))
    continue;
}

/* A handshake message of 16 MiB, in records of a byte. */
static void
endless_message_script (PeerLink *link, gpointer data)
{
  static const guint8 first[] = { 22, 3, 3, 0, 4, 2, 0xff, 0xff, 0xff };
  static const guint8 next[] = { 22, 3, 3, 0, 1, 0 };

  peer_send (link, first, sizeof first);
  while (peer_send (link, next, sizeof next))
    continue;
}

typedef struct
{
  PeerScript script;
} FloodCase;

static void
test_flood (Recorder *r, gconstpointer data)
{
  const FloodCase *flood = data;
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, flood->script, NULL);
  PtlStreamParams params = { .port = peer_get_port (peer),
                             .tls = TRUE,
                             .timeout_ms = 300 };
  gint64 start_us = g_get_monotonic_time ();

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  g_assert_true (r->end == PTL_STREAM_END_TLS || r->end == PTL_STREAM_END_TIMEOUT);
  g_assert_cmpuint (r->n_connected, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 5 * G_USEC_PER_SEC);
}

/* Appends the DER element of @tag whose content is @content, which it frees. */
static GByteArray *
wrap (guint8 tag, GByteArray *content)
{
  GByteArray *element = g_byte_array_new ();
  const guint8 head[] = { tag, 0x83, (guint8) (content->len >> 16),
                          (guint8) (content->len >> 8), (guint8) content->len };

  g_byte_array_append (element, head, sizeof head);
  g_byte_array_append (element, content->data, content->len);
  g_byte_array_unref (content);
  return element;
}

static void
take (GByteArray *array, GByteArray *element)
{
  g_byte_array_append (array, element->data, element->len);
  g_byte_array_unref (element);
}

static GByteArray *
make_integer (gsize n_bytes)
{
  GByteArray *number = g_byte_array_new ();

  g_byte_array_set_size (number, (guint) n_bytes);
  memset (number->data, 0x7f, n_bytes);
  return wrap (2, number);
}

typedef struct
{
  gsize n_modulus; /* bytes */
  gsize n_exponent;
  PtlStreamEnd end;
} KeyCase;

static GByteArray *
make_key (const KeyCase *size)
{
  static const guint8 rsa[] = { 0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86,
                                0xf7, 13, 1, 1, 1,    5,    0 };
  GByteArray *numbers = make_integer (size->n_modulus);
  GByteArray *bits = g_byte_array_new ();
  GByteArray *key = g_byte_array_new ();

  take (numbers, make_integer (size->n_exponent));
  g_byte_array_append (bits, (const guint8 *) "", 1);
  take (bits, wrap (0x30, numbers));
  g_byte_array_append (key, rsa, sizeof rsa);
  take (key, wrap (3, bits));
  return wrap (0x30, key);
}

static GByteArray *
make_certificate (const KeyCase *size)
{
  static const guint8 head[] = { 2,    1,  1, /* serial */
                                 48,   13, 6,  9, 0x2a, 0x86, 0x48, 0x86,
                                 0xf7, 13, 1,  1, 11,   5,    0, /* algorithm */
                                 48,   0,                        /* issuer */
                                 48,   30, 23, 13 };
  static const guint8 tail[] = { 48, 13, 6,  9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13,
                                 1,  1,  11, 5, 0,    3,    2,    0,    1 };
  static const char validity[] = "200101000000Z\x17\x0d"
                                 "400101000000Z"
                                 "\x30\0";
  GByteArray *body = g_byte_array_new ();

  g_byte_array_append (body, head, sizeof head);
  g_byte_array_append (body, (const guint8 *) validity, sizeof validity - 1);
  take (body, make_key (size));
  body = wrap (0x30, body);
  g_byte_array_append (body, tail, sizeof tail);
  return wrap (0x30, body);
}

static void
key_size_script (PeerLink *link, gpointer data)
{
  static const guint8 hello[] = {
    22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1, [43] = 0, 0, 0x2f, 0
  };
  static const guint8 done[] = { 22, 3, 1, 0, 4, 14, 0, 0, 0 };
  g_autoptr (GByteArray) message = NULL;
  GByteArray *certificate = make_certificate (data);

  /* The message, the list and the certificate each begin with a length of 3 bytes: as a
   * DER length of this form has, behind 0x83. */
  certificate = wrap (0, certificate);
  g_byte_array_remove_range (certificate, 0, 2);
  certificate = wrap (0, certificate);
  g_byte_array_remove_range (certificate, 0, 2);
  message = wrap (11, certificate);
  g_byte_array_remove_index (message, 1);

  peer_expect (link, 100);
  peer_send (link, hello, sizeof hello);
  for (guint i = 0; i < message->len; i += 8192)
    {
      guint n = MIN (8192, message->len - i);
      const guint8 head[] = { 22, 3, 1, (guint8) (n >> 8), (guint8) n };

      peer_send (link, head, sizeof head);
      peer_send (link, message->data + i, n);
    }
  peer_send (link, done, sizeof done);
  peer_hold (link);
}

/* A key of 64,000 bits with as large an exponent would keep the processor busy for half a
 * minute.  With an honest one the client goes on, and this server falls silent. */
static void
test_key_size (Recorder *r, gconstpointer data)
{
  const KeyCase *size = data;
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, key_size_script, (gpointer) size);
  PtlStreamParams params = { .port = peer_get_port (peer),
                             .tls = TRUE,
                             .timeout_ms = 1000 };

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, size->end);
}

static void
corrupt_script (PeerLink *link, gpointer data)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");

  if (tls == NULL)
    return;
  tls_link_send (tls, "before", -1);
  peer_send (link, "\x17\x03\x03\x00\x20 and this is not encrypted at all", 37);
  peer_hold (link);
}

static void
test_corrupt_record (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, corrupt_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), TRUE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TLS);
  g_assert_cmpstr (ptl_stream_get_detail (r->stream), !=, NULL);
  recorder_assert_received (r, "before");
}

static void
test_refused (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, mute_script, NULL);
  guint16 port = peer_get_port (peer);

  g_clear_pointer (&peer, peer_free);
  recorder_connect_port (r, port, TRUE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_REFUSED);
}

static void
test_free_inside (Recorder *r, gconstpointer where)
{
  static const Variant variant = { "NORMAL", NULL, NULL };
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, greet_script, (gpointer) &variant);

  r->frees_connected = strcmp (where, "connected") == 0;
  r->frees_received = strcmp (where, "received") == 0;
  r->frees_ended = strcmp (where, "ended") == 0;
  r->say = "x";
  recorder_connect_port (r, peer_get_port (peer), TRUE);
  while (r->stream != NULL)
    g_main_context_iteration (r->context, TRUE);
  recorder_wait_ms (r, 30);
  g_assert_cmpuint (r->n_ended, ==, r->frees_ended ? 1 : 0);
}

static const Variant variants[] = {
  { "NORMAL:-VERS-ALL:+VERS-TLS1.3", "TLS1.3", "TLS_AES_256_GCM_SHA384" },
  { "NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
  { "NORMAL:-VERS-ALL:+VERS-TLS1.1", "TLS1.1", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA" },
  { "NORMAL:-VERS-ALL:+VERS-TLS1.0", "TLS1.0", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA" },
  { "NONE:+VERS-TLS1.2:+RSA:+AES-128-CBC:+SHA1:+SIGN-RSA-SHA1:+COMP-NULL:+CTYPE-X509",
    "TLS1.2", "TLS_RSA_WITH_AES_128_CBC_SHA" },
  { "NONE:+VERS-TLS1.0:+RSA:+3DES-CBC:+SHA1:+COMP-NULL:+CTYPE-X509", "TLS1.0",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA" },
  { "NONE:+VERS-TLS1.0:+RSA:+ARCFOUR-128:+MD5:+COMP-NULL:+CTYPE-X509", "TLS1.0",
    "TLS_RSA_WITH_RC4_128_MD5" },
  { "NONE:+VERS-TLS1.2:+DHE-RSA:+AES-128-CBC:+SHA1:+SIGN-ALL:+COMP-NULL:+CTYPE-X509",
    "TLS1.2", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA" },
  { "NONE:+VERS-TLS1.0:+ANON-DH:+AES-128-CBC:+SHA1:+COMP-NULL", "TLS1.0",
    "TLS_DH_anon_WITH_AES_128_CBC_SHA" },
  { "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP384R1", "TLS1.3",
    "TLS_AES_256_GCM_SHA384" }, /* asks for another hello */
};

#define ADD(name, data, func)                                                            \
  g_test_add ("/stream-tls/" name, Recorder, data, set_up, func, tear_down)

static void
add_variants (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *path = g_strdup_printf ("/stream-tls/variant/%u-%s-%s", i,
                                               variants[i].version, variants[i].cipher);

      g_test_add (path, Recorder, &variants[i], set_up, test_variant, tear_down);
    }
}

int
main (int argc, char **argv)
{
  static const NameCase host = { "www.example.com", "www.example.com" };
  static const NameCase dotted = { "www.example.com.", "www.example.com" };
  static const NameCase literal = { "127.0.0.1", "(none)" };
  static const NameCase none = { NULL, "(none)" };
  static const KeyCase honest_key = { 256, 3, PTL_STREAM_END_TIMEOUT };
  static const KeyCase huge_key = { 8000, 8000, PTL_STREAM_END_TLS };
  static const KeyCase huge_exponent = { 2000, 2000, PTL_STREAM_END_TLS };
  static const FloodCase warnings = { warnings_script };
  static const FloodCase hello_requests = { hello_requests_script };
  static const FloodCase endless_message = { endless_message_script };
  int status;

  g_test_init (&argc, &argv, NULL);
  identity = tls_identity_new ();

  add_variants ();
  ADD ("server-name/host", &host, test_server_name);
  ADD ("server-name/dotted", &dotted, test_server_name);
  ADD ("server-name/literal", &literal, test_server_name);
  ADD ("server-name/none", &none, test_server_name);
  ADD ("big", NULL, test_big);
  ADD ("big-upload", NULL, test_big_upload);
  ADD ("silent", NULL, test_silent);
  ADD ("silent-in-record", "\x16\x03\x03\x01", test_silent);
  ADD ("plain-text", NULL, test_plain_text);
  ADD ("closed-in-handshake", NULL, test_closed_in_handshake);
  ADD ("reset-in-handshake", NULL, test_reset_in_handshake);
  ADD ("alert", NULL, test_alert);
  ADD ("flood/warnings", &warnings, test_flood);
  ADD ("flood/hello-requests", &hello_requests, test_flood);
  ADD ("flood/endless-message", &endless_message, test_flood);
  ADD ("corrupt-record", NULL, test_corrupt_record);
  ADD ("key-size/honest", &honest_key, test_key_size);
  ADD ("key-size/huge", &huge_key, test_key_size);
  ADD ("key-size/huge-exponent", &huge_exponent, test_key_size);
  ADD ("refused", NULL, test_refused);
  ADD ("free-inside-connected", "connected", test_free_inside);
  ADD ("free-inside-received", "received", test_free_inside);
  ADD ("free-inside-ended", "ended", test_free_inside);

  status = g_test_run ();
  tls_identity_free (identity);
  return status;
}
