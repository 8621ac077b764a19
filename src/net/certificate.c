/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/certificate.c: what stands in a certificate of X.509.
 *
 * Texts have a length of their own and may hold NUL bytes and anything else: all pass
 * through base/display.h. */
#include "net/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/display.h"
#include "model/address.h"

/* Of the year 9999. */
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

static char *
show (const char *prefix, const void *data, gsize len)
{
  g_autoptr (GString) text = g_string_new (prefix);

  g_string_append_len (text, data, (gssize) len);
  return ptl_display_text (text->str, text->len, PTL_CERTIFICATE_MAX_TEXT, FALSE);
}

typedef int (*GetName) (gnutls_x509_crt_t, gnutls_datum_t *, unsigned int);

/* Returns: (transfer full) (nullable) */
static char *
read_name (gnutls_x509_crt_t certificate, GetName get)
{
  gnutls_datum_t name;
  char *shown;

  if (get (certificate, &name, 0) != 0)
    return NULL;

  shown = name.size > 0 ? show ("", name.data, name.size) : NULL;
  gnutls_free (name.data);
  return shown;
}

static char *
show_ip (const guint8 *data, gsize len)
{
  PtlAddress address = { .is_ipv6 = len == 16 };
  g_autofree char *text = NULL;

  if (len != 4 && len != 16)
    return show ("IP:", data, len);

  for (gsize i = 0; i < len; i++)
    address.bytes[i] = data[i];
  text = ptl_address_to_string (&address);
  return g_strconcat ("IP:", text, NULL);
}

static char *
show_other_name (int type, const guint8 *data, gsize len)
{
  switch (type)
    {
    case GNUTLS_SAN_DNSNAME:
      return show ("DNS:", data, len);
    case GNUTLS_SAN_RFC822NAME:
      return show ("email:", data, len);
    case GNUTLS_SAN_URI:
      return show ("URI:", data, len);
    case GNUTLS_SAN_IPADDRESS:
      return show_ip (data, len);
    case GNUTLS_SAN_DN:
      return show ("DN:", data, len);
    default: /* a number from the peer */
      return g_strdup ("other");
    }
}

/* Returns: whether there is an alternative name of that index; @size: of it */
static gboolean
has_other_name (gnutls_x509_crt_t certificate, guint index, size_t *size)
{
  int type;

  *size = 0;
  type = gnutls_x509_crt_get_subject_alt_name (certificate, index, NULL, size, NULL);
  return type >= 0 || type == GNUTLS_E_SHORT_MEMORY_BUFFER;
}

/* Returns: (transfer full) (nullable): the alternative name of that index, NULL after the
 * last */
static char *
read_other_name (gnutls_x509_crt_t certificate, guint index)
{
  g_autofree guint8 *name = NULL;
  size_t size;
  int type;

  if (!has_other_name (certificate, index, &size))
    return NULL;

  name = g_malloc (++size); /* never NULL, for an empty name neither */
  type = gnutls_x509_crt_get_subject_alt_name (certificate, index, name, &size, NULL);
  return type >= 0 ? show_other_name (type, name, size) : NULL;
}

static guint
count_other_names (gnutls_x509_crt_t certificate)
{
  guint n = 0;
  size_t size;

  while (has_other_name (certificate, n, &size))
    n++;

  return n;
}

static void
read_other_names (gnutls_x509_crt_t certificate, PtlCertificate *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  char *name;

  for (guint i = 0;
       i < PTL_CERTIFICATE_MAX_NAMES && (name = read_other_name (certificate, i)) != NULL;
       i++)
    {
      g_strv_builder_add (names, name);
      g_free (name);
    }

  self->n_names = count_other_names (certificate);
  self->names = g_strv_builder_end (names);
}

static gint64
make_time (time_t seconds)
{
  if (seconds == (time_t) -1 || seconds > LAST_SECOND || seconds < -LAST_SECOND)
    return PTL_CERTIFICATE_NO_TIME;

  return (gint64) seconds * G_USEC_PER_SEC;
}

static void
read_key (gnutls_x509_crt_t certificate, PtlCertificate *self)
{
  int type = gnutls_x509_crt_get_pk_algorithm (certificate, &self->key_bits);
  int signature = gnutls_x509_crt_get_signature_algorithm (certificate);

  if (type > 0)
    self->key_type = g_strdup (gnutls_pk_get_name ((gnutls_pk_algorithm_t) type));
  else
    self->key_bits = 0;
  if (signature > 0)
    self->signature =
        g_strdup (gnutls_sign_get_name ((gnutls_sign_algorithm_t) signature));
}

PtlCertificate *
ptl_certificate_read (GBytes *der)
{
  PtlCertificate *self = ptl_certificate_new (der);
  gnutls_x509_crt_t certificate;
  gnutls_datum_t datum;
  gsize len;

  datum.data = (unsigned char *) g_bytes_get_data (der, &len);
  datum.size = (unsigned int) len;
  if (gnutls_x509_crt_init (&certificate) != 0)
    return self;

  if (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_DER) == 0)
    {
      self->subject = read_name (certificate, gnutls_x509_crt_get_dn3);
      self->issuer = read_name (certificate, gnutls_x509_crt_get_issuer_dn3);
      read_other_names (certificate, self);
      self->from_us = make_time (gnutls_x509_crt_get_activation_time (certificate));
      self->until_us = make_time (gnutls_x509_crt_get_expiration_time (certificate));
      read_key (certificate, self);
      self->is_self_signed = gnutls_x509_crt_check_issuer (certificate, certificate) != 0;
    }

  gnutls_x509_crt_deinit (certificate);
  return self;
}
