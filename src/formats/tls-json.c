/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/tls-json.c: what TLS agreed on, as a JSON object. */
#include "formats/tls-json.h"

#include <json-glib/json-glib.h>

static void
add_validity (JsonBuilder *json, const char *name, gint64 time_us)
{
  if (time_us != PTL_CERTIFICATE_NO_TIME)
    ptl_json_add_time (json, name, time_us);
}

static void
add_certificate (JsonBuilder *json, const PtlCertificate *certificate)
{
  gsize len;
  const guint8 *der = g_bytes_get_data (certificate->der, &len);
  g_autofree char *base64 = g_base64_encode (der, len);

  json_builder_set_member_name (json, "certificate");
  json_builder_begin_object (json);
  ptl_json_add_string (json, "subject", certificate->subject);
  ptl_json_add_string (json, "issuer", certificate->issuer);
  if (certificate->names != NULL)
    ptl_json_add_strings (json, "names", (const char *const *) certificate->names,
                          g_strv_length (certificate->names));
  ptl_json_add_int (json, "names_total", certificate->n_names);
  add_validity (json, "valid_from", certificate->from_us);
  add_validity (json, "valid_until", certificate->until_us);
  ptl_json_add_string (json, "key_type", certificate->key_type);
  ptl_json_add_int (json, "key_bits", certificate->key_bits);
  ptl_json_add_string (json, "signature", certificate->signature);
  ptl_json_add_flag (json, "self_signed", certificate->is_self_signed);
  ptl_json_add_string (json, "sha256", certificate->sha256);
  ptl_json_add_string (json, "sha1", certificate->sha1);
  ptl_json_add_string (json, "der", base64);
  json_builder_end_object (json);
}

void
ptl_json_add_tls (JsonBuilder *json, const PtlTlsInfo *tls)
{
  json_builder_set_member_name (json, "tls");
  json_builder_begin_object (json);
  ptl_json_add_string (json, "version", tls->version);
  ptl_json_add_string (json, "cipher", tls->cipher);
  ptl_json_add_string (json, "alpn", tls->alpn);
  if (tls->certificate != NULL)
    add_certificate (json, tls->certificate);
  json_builder_end_object (json);
}
