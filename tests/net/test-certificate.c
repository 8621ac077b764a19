/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-certificate.c: what stands in certificates, honest ones and others. */
#include "net/certificate.h"

#include <gnutls/x509.h>
#include <string.h>

typedef struct
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
} Maker;

static void
must (int code)
{
  if (code < 0)
    g_error ("%s", gnutls_strerror (code));
}

static void
set_up (Maker *m, gconstpointer unused)
{
  static const unsigned char serial[] = { 1 };

  must (gnutls_x509_privkey_init (&m->key));
  must (gnutls_x509_privkey_generate (m->key, GNUTLS_PK_ECDSA, 256, 0));
  must (gnutls_x509_crt_init (&m->certificate));
  must (gnutls_x509_crt_set_version (m->certificate, 3));
  must (gnutls_x509_crt_set_serial (m->certificate, serial, sizeof serial));
  must (gnutls_x509_crt_set_activation_time (m->certificate, 1700000000));
  must (gnutls_x509_crt_set_expiration_time (m->certificate, 1800000000));
  must (gnutls_x509_crt_set_key (m->certificate, m->key));
}

static void
tear_down (Maker *m, gconstpointer unused)
{
  gnutls_x509_crt_deinit (m->certificate);
  gnutls_x509_privkey_deinit (m->key);
}

static void
set_subject (Maker *m, const void *name, guint len)
{
  must (gnutls_x509_crt_set_dn_by_oid (m->certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                       name, len));
}

static void
add_name (Maker *m, gnutls_x509_subject_alt_name_t type, const void *name, guint len)
{
  must (gnutls_x509_crt_set_subject_alt_name (m->certificate, type, name, len,
                                              GNUTLS_FSAN_APPEND));
}

/* Signs it with its own key, and returns it as bytes. */
static GBytes *
make (Maker *m)
{
  gnutls_datum_t der;
  GBytes *bytes;

  must (gnutls_x509_crt_sign2 (m->certificate, m->certificate, m->key, GNUTLS_DIG_SHA256,
                               0));
  must (gnutls_x509_crt_export2 (m->certificate, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return bytes;
}

static PtlCertificate *
read_made (Maker *m)
{
  g_autoptr (GBytes) der = make (m);

  return ptl_certificate_read (der);
}

static void
test_honest (Maker *m, gconstpointer unused)
{
  static const guint8 ip[] = { 192, 0, 2, 1 };
  static const guint8 ip6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
  g_autoptr (PtlCertificate) c = NULL;
  g_autofree char *key = NULL;
  g_autofree char *until = NULL;
  g_autofree char *names = NULL;

  set_subject (m, "nas.example", 11);
  add_name (m, GNUTLS_SAN_DNSNAME, "nas.example", 11);
  add_name (m, GNUTLS_SAN_IPADDRESS, ip, sizeof ip);
  add_name (m, GNUTLS_SAN_IPADDRESS, ip6, sizeof ip6);
  add_name (m, GNUTLS_SAN_RFC822NAME, "root@nas.example", 16);
  c = read_made (m);

  g_assert_cmpstr (c->subject, ==, "CN=nas.example");
  g_assert_cmpstr (c->issuer, ==, "CN=nas.example");
  names = g_strjoinv (" ", c->names);
  g_assert_cmpstr (names, ==,
                   "DNS:nas.example IP:192.0.2.1 IP:2001:db8::1 email:root@nas.example");
  g_assert_cmpuint (c->n_names, ==, 4);
  g_assert_cmpint (c->from_us, ==, G_GINT64_CONSTANT (1700000000000000));
  until = ptl_certificate_format_time (c->until_us);
  g_assert_cmpstr (until, ==, "2027-01-15 08:00:00 UTC");
  key = ptl_certificate_get_key_text (c);
  g_assert_cmpstr (key, ==, "EC/ECDSA, 256 bits");
  g_assert_cmpstr (c->signature, ==, "ECDSA-SHA256");
  g_assert_true (c->is_self_signed);
}

static void
test_hashes (Maker *m, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (PtlCertificate) c = ptl_certificate_read (bytes); /* of FIPS 180 */

  g_assert_cmpstr (c->sha1, ==, "a9993e364706816aba3e25717850c26c9cd0d89d");
  g_assert_cmpstr (c->sha256, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_null (c->subject); /* and it is no certificate */
  g_assert_null (c->names);
  g_assert_cmpint (c->until_us, ==, PTL_CERTIFICATE_NO_TIME);
}

static void
test_issued_by_another (Maker *m, gconstpointer unused)
{
  Maker issuer;
  g_autoptr (PtlCertificate) c = NULL;
  g_autoptr (GBytes) der = NULL;
  gnutls_datum_t datum;

  set_up (&issuer, NULL);
  set_subject (&issuer, "An Issuer", 9);
  set_subject (m, "nas", 3);
  must (gnutls_x509_crt_sign2 (m->certificate, issuer.certificate, issuer.key,
                               GNUTLS_DIG_SHA256, 0));
  must (gnutls_x509_crt_export2 (m->certificate, GNUTLS_X509_FMT_DER, &datum));
  der = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);
  tear_down (&issuer, NULL);

  c = ptl_certificate_read (der);
  g_assert_cmpstr (c->issuer, ==, "CN=An Issuer");
  g_assert_false (c->is_self_signed);
}

static void
assert_safe (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, PTL_CERTIFICATE_MAX_TEXT);
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true ((guint8) *p >= 32 && *p != 127);
}

static void
append_head (GByteArray *out, guint8 tag, gsize len)
{
  const guint8 head[] = { tag, 0x82, (guint8) (len >> 8), (guint8) len };

  g_assert_cmpuint (len, <, 65536);
  g_byte_array_append (out, head, sizeof head);
}

/* A name of any bytes; @tag: 0x82 is DNS, 0x87 IP. */
static void
append_name (GByteArray *names, guint8 tag, const char *name, gsize len)
{
  append_head (names, tag, len);
  g_byte_array_append (names, (const guint8 *) name, (guint) len);
}

static void
set_names (Maker *m, GByteArray *names)
{
  g_autoptr (GByteArray) list = g_byte_array_new ();

  append_head (list, 0x30, names->len);
  g_byte_array_append (list, names->data, names->len);
  must (gnutls_x509_crt_set_extension_by_oid (m->certificate, "2.5.29.17", list->data,
                                              list->len, 0));
}

static void
test_odd_names (Maker *m, gconstpointer unused)
{
  static const char subject[] = "good.example\0.evil.example\x1b]0;\r\n";
  g_autoptr (GByteArray) names = g_byte_array_new ();
  g_autofree char *long_name = g_strnfill (5000, 'x');
  g_autoptr (PtlCertificate) c = NULL;

  set_subject (m, subject, sizeof subject - 1);
  append_name (names, 0x82, "good.example\0.evil.example", 26);
  append_name (names, 0x82, "\x1b[2J\xff\xe2\x80\xae", 8);
  append_name (names, 0x82, long_name, 5000);
  append_name (names, 0x87, "abc", 3);
  set_names (m, names);
  c = read_made (m);

  assert_safe (c->subject);
  g_assert_cmpuint (g_strv_length (c->names), ==, 4);
  g_assert_cmpuint (c->n_names, ==, 4);
  g_assert_cmpstr (c->names[0], ==, "DNS:good.example\\x00.evil.example");
  g_assert_cmpstr (c->names[1], ==, "DNS:\\x1b[2J\\xff\\u{202e}");
  g_assert_cmpuint (strlen (c->names[2]), >, PTL_CERTIFICATE_MAX_TEXT / 2);
  g_assert_cmpstr (c->names[3], ==, "IP:abc");
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (strlen (c->names[i]), <=, PTL_CERTIFICATE_MAX_TEXT);
}

/* An extension that cannot be read has no names; it does not have endlessly many. */
static void
test_broken_names (Maker *m, gconstpointer unused)
{
  static const char *const broken[] = { "", "x",
                                        "\x30\x05\x82\x03"
                                        "ab",
                                        "\x30\x84\xff\xff\xff\xff",
                                        "\x82\x01"
                                        "a" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (PtlCertificate) read = NULL;

      must (gnutls_x509_crt_set_extension_by_oid (m->certificate, "2.5.29.17", broken[i],
                                                  strlen (broken[i]), 0));
      read = read_made (m);
      g_assert_cmpuint (read->n_names, ==, 0);
      g_assert_true (read->names == NULL || read->names[0] == NULL);
    }
}

static void
test_many_names (Maker *m, gconstpointer unused)
{
  const guint n = 13000;
  g_autoptr (GByteArray) names = g_byte_array_new ();
  g_autoptr (PtlCertificate) c = NULL;

  for (guint i = 0; i < n; i++)
    append_name (names, 0x82, "z", 1);
  set_names (m, names);
  c = read_made (m);
  g_assert_cmpuint (c->n_names, ==, n);
  g_assert_cmpuint (g_strv_length (c->names), ==, PTL_CERTIFICATE_MAX_NAMES);
  g_assert_cmpstr (c->names[PTL_CERTIFICATE_MAX_NAMES - 1], ==, "DNS:z");
}

/* Puts @to in place of @from, which is as long, wherever it stands. */
static PtlCertificate *
read_forged (Maker *m, const char *from, const char *to)
{
  g_autoptr (GBytes) der = make (m);
  gsize len;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&der), &len);
  g_autoptr (GBytes) forged = NULL;
  guint n = 0;

  for (gsize i = 0; i + strlen (from) <= len; i++)
    if (memcmp (data + i, from, strlen (from)) == 0)
      {
        memcpy (data + i, to, strlen (to));
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  forged = g_bytes_new_take (data, len);
  return ptl_certificate_read (forged);
}

static void
test_dates (Maker *m, gconstpointer unused)
{
  static const char from[] = "231114221320Z";
  g_autoptr (PtlCertificate) before = read_forged (m, from, "600101000000Z");
  g_autoptr (PtlCertificate) nonsense = read_forged (m, from, "2399999999\xff\x01Z");
  g_autofree char *text = ptl_certificate_format_time (before->from_us);
  g_autofree char *none = ptl_certificate_format_time (PTL_CERTIFICATE_NO_TIME);
  g_autofree char *last = ptl_certificate_format_time (G_MAXINT64);

  g_assert_true (before->from_us <= 0); /* 1960, or no date */
  assert_safe (text);
  g_assert_true (nonsense->from_us == PTL_CERTIFICATE_NO_TIME ||
                 nonsense->from_us < G_GINT64_CONSTANT (4102444800000000));
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (last, ==, "");
}

/* Whatever bytes a certificate is made of: cut short, and with each byte changed. */
static void
test_damaged (Maker *m, gconstpointer unused)
{
  g_autoptr (GBytes) der = NULL;
  gsize len;
  const guint8 *data;

  set_subject (m, "nas", 3);
  add_name (m, GNUTLS_SAN_DNSNAME, "nas.example", 11);
  der = make (m);
  data = g_bytes_get_data (der, &len);
  for (gsize i = 0; i < len; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, len);
      g_autoptr (GBytes) cut = g_bytes_new (data, i);
      g_autoptr (PtlCertificate) of_cut = ptl_certificate_read (cut);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (PtlCertificate) of_changed = NULL;

      copy[i] ^= 0xff;
      changed = g_bytes_new (copy, len);
      of_changed = ptl_certificate_read (changed);
      g_assert_null (of_cut->subject);
      if (of_changed->subject != NULL)
        assert_safe (of_changed->subject);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/certificate/" name, Maker, NULL, set_up, function, tear_down)
  ADD ("honest", test_honest);
  ADD ("hashes", test_hashes);
  ADD ("issued-by-another", test_issued_by_another);
  ADD ("odd-names", test_odd_names);
  ADD ("broken-names", test_broken_names);
  ADD ("many-names", test_many_names);
  ADD ("dates", test_dates);
  ADD ("damaged", test_damaged);
#undef ADD

  return g_test_run ();
}
