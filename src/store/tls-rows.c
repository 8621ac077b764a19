/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/tls-rows.c: what TLS agreed on, in the tables and out of them. */
#include "store/tls-rows.h"

#include "store/text-list.h"

static void
bind_time (PtlQuery *query, gint64 time_us)
{
  if (time_us == PTL_CERTIFICATE_NO_TIME)
    ptl_query_bind_text (query, NULL);
  else
    ptl_query_bind_int (query, time_us);
}

static gboolean
save_certificate (PtlDatabase *db, const PtlCertificate *certificate, GError **error)
{
  g_autofree char *names = ptl_text_list_print (certificate->names);
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO certificates (sha256, der, subject, issuer, names, n_names,"
          " from_us, until_us, key_type, key_bits, signature, self_signed)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

  ptl_query_bind_text (&query, certificate->sha256);
  ptl_query_bind_bytes (&query, certificate->der);
  ptl_query_bind_text (&query, certificate->subject);
  ptl_query_bind_text (&query, certificate->issuer);
  ptl_query_bind_text (&query, names);
  ptl_query_bind_int (&query, certificate->n_names);
  bind_time (&query, certificate->from_us);
  bind_time (&query, certificate->until_us);
  ptl_query_bind_text (&query, certificate->key_type);
  ptl_query_bind_int (&query, certificate->key_bits);
  ptl_query_bind_text (&query, certificate->signature);
  ptl_query_bind_int (&query, certificate->is_self_signed);
  return ptl_query_run (&query, error);
}

gboolean
ptl_tls_rows_save (PtlDatabase *db, gint64 port_id, const PtlFact *fact, GError **error)
{
  const PtlTlsInfo *tls = fact->tls;
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO tls (port_id, time_us, version, cipher, alpn, certificate_id)"
          " VALUES (?, ?, ?, ?, ?, (SELECT id FROM certificates WHERE sha256 = ?))"
          " ON CONFLICT DO UPDATE SET alpn = coalesce (excluded.alpn, alpn)");

  if (tls->certificate != NULL && !save_certificate (db, tls->certificate, error))
    return FALSE;

  ptl_query_bind_int (&query, port_id);
  ptl_query_bind_int (&query, fact->time_us);
  ptl_query_bind_text (&query, tls->version);
  ptl_query_bind_text (&query, tls->cipher);
  ptl_query_bind_text (&query, tls->alpn);
  ptl_query_bind_text (&query,
                       tls->certificate != NULL ? tls->certificate->sha256 : NULL);
  return ptl_query_run (&query, error);
}

gboolean
ptl_tls_rows_sweep (PtlDatabase *db, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "DELETE FROM certificates WHERE NOT EXISTS"
                         " (SELECT 1 FROM tls WHERE certificate_id = certificates.id)");

  return ptl_query_run (&query, error);
}

static gint64
read_time (PtlQuery *query, int column)
{
  return ptl_query_is_null (query, column) ? PTL_CERTIFICATE_NO_TIME
                                           : ptl_query_get_int (query, column);
}

/* Returns: (transfer full) (nullable) */
static PtlCertificate *
read_certificate (PtlQuery *query, int column)
{
  g_autoptr (GBytes) der = ptl_query_dup_bytes (query, column);
  PtlCertificate *self;

  if (ptl_query_is_null (query, column++))
    return NULL;

  self = ptl_certificate_new (der);
  self->subject = ptl_query_dup_text (query, column++);
  self->issuer = ptl_query_dup_text (query, column++);
  self->names = ptl_text_list_parse (ptl_query_get_text (query, column++));
  self->n_names = (guint) ptl_query_get_int (query, column++);
  self->from_us = read_time (query, column++);
  self->until_us = read_time (query, column++);
  self->key_type = ptl_query_dup_text (query, column++);
  self->key_bits = (guint) ptl_query_get_int (query, column++);
  self->signature = ptl_query_dup_text (query, column++);
  self->is_self_signed = ptl_query_get_int (query, column++) != 0;
  return self;
}

PtlTlsInfo *
ptl_tls_rows_read (PtlQuery *query, int column)
{
  PtlTlsInfo *self = ptl_tls_info_new ();

  self->version = ptl_query_dup_text (query, column++);
  self->cipher = ptl_query_dup_text (query, column++);
  self->alpn = ptl_query_dup_text (query, column++);
  self->certificate = read_certificate (query, column++);
  return self;
}
