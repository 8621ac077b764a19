/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/tls-info.c: what TLS agreed on with a service, and the certificate it showed. */
#include "model/tls-info.h"

#include <glib/gi18n-lib.h>

PtlCertificate *
ptl_certificate_new (GBytes *der)
{
  PtlCertificate *self = g_atomic_rc_box_new0 (PtlCertificate);

  self->der = g_bytes_ref (der);
  self->from_us = PTL_CERTIFICATE_NO_TIME;
  self->until_us = PTL_CERTIFICATE_NO_TIME;
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  self->sha1 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, der);
  return self;
}

PtlCertificate *
ptl_certificate_ref (PtlCertificate *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_certificate (gpointer data)
{
  PtlCertificate *self = data;

  g_bytes_unref (self->der);
  g_free (self->subject);
  g_free (self->issuer);
  g_strfreev (self->names);
  g_free (self->key_type);
  g_free (self->signature);
  g_free (self->sha256);
  g_free (self->sha1);
}

void
ptl_certificate_unref (PtlCertificate *self)
{
  g_atomic_rc_box_release_full (self, clear_certificate);
}

char *
ptl_certificate_format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  if (time_us == PTL_CERTIFICATE_NO_TIME || time == NULL)
    return g_strdup ("");

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S UTC");
}

char *
ptl_certificate_get_key_text (const PtlCertificate *self)
{
  if (self->key_type == NULL)
    return g_strdup ("");
  if (self->key_bits == 0)
    return g_strdup (self->key_type);

  return g_strdup_printf (ngettext ("%s, %u bit", "%s, %u bits", self->key_bits),
                          self->key_type, self->key_bits);
}

PtlTlsInfo *
ptl_tls_info_new (void)
{
  return g_atomic_rc_box_new0 (PtlTlsInfo);
}

PtlTlsInfo *
ptl_tls_info_ref (PtlTlsInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_info (gpointer data)
{
  PtlTlsInfo *self = data;

  g_free (self->version);
  g_free (self->cipher);
  g_free (self->alpn);
  g_clear_pointer (&self->certificate, ptl_certificate_unref);
}

void
ptl_tls_info_unref (PtlTlsInfo *self)
{
  g_atomic_rc_box_release_full (self, clear_info);
}
