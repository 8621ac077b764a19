/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-redaction.c: findings lie inside the answer, one after the other; what
 * they cover is masked, nothing else is, and lengths stay. */
#include "submit/redaction.h"

#include <string.h>

#include "fuzz.h"
#include "submit/hint.h"

static void
check_masked (const guint8 *data, gsize size, const guint8 *masked, GArray *secrets)
{
  gsize at = 0;

  for (guint i = 0; i < secrets->len; i++)
    {
      const PtlSecret *secret = &g_array_index (secrets, PtlSecret, i);
      gsize length = secret->end - secret->start;
      g_autoptr (GBytes) mask = NULL;

      g_assert_cmpuint (secret->start, >=, at);
      g_assert_cmpuint (secret->end, >, secret->start);
      g_assert_cmpuint (secret->end, <=, size);
      g_assert_true (memcmp (data + at, masked + at, secret->start - at) == 0);
      mask = ptl_secret_mask (secret->kind, data + secret->start, length);
      g_assert_cmpuint (g_bytes_get_size (mask), ==, length);
      at = secret->end;
    }

  g_assert_true (memcmp (data + at, masked + at, size - at) == 0);
}

static void
check_hints (const guint8 *data, gsize size)
{
  g_autoptr (GArray) hints = ptl_hints_find (data, size);
  gsize at = 0;

  for (guint i = 0; i < hints->len; i++)
    {
      const PtlHint *hint = &g_array_index (hints, PtlHint, i);

      g_assert_cmpuint (hint->start, >=, at);
      g_assert_cmpuint (hint->end, >, hint->start);
      at = hint->end;
    }
  g_assert_cmpuint (at, <=, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char empty[] = "";
  g_autoptr (PtlFingerprint) print =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 1, PTL_TUNNEL_NONE, 7, 0);
  g_autoptr (GBytes) reply = g_bytes_new (data, size);
  const guint8 *bytes = size > 0 ? data : (const guint8 *) empty;
  g_autoptr (GArray) secrets = ptl_secrets_find (bytes, size, NULL, NULL);
  g_autoptr (PtlRedaction) redaction = NULL;
  g_autoptr (PtlFingerprint) clean = NULL;
  const PtlFingerprintReply *masked;

  ptl_fingerprint_add_reply (print, "NULL", reply, size + 3);
  redaction = ptl_redaction_new (print, NULL, NULL);
  clean = ptl_redaction_apply (redaction);
  masked = clean->replies->pdata[0];
  g_assert_cmpuint (masked->full_length, ==, size + 3);
  g_assert_cmpuint (g_bytes_get_size (masked->data), ==, size);
  if (size > 0)
    check_masked (bytes, size, g_bytes_get_data (masked->data, NULL), secrets);
  check_hints (bytes, size);
  return 0;
}
