/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-fingerprints.c: pasted fingerprints: what is read can be written and
 * read again. */
#include "rules/fingerprint.h"

#include <string.h>

#include "fuzz.h"

static void
check_same (const PtlFingerprint *one, const PtlFingerprint *other)
{
  g_assert_cmpuint (one->port, ==, other->port);
  g_assert_cmpint (one->protocol, ==, other->protocol);
  g_assert_cmpint (one->tunnel, ==, other->tunnel);
  g_assert_cmpint (one->time_s, ==, other->time_s);
  g_assert_cmpuint (one->replies->len, ==, other->replies->len);
  for (guint i = 0; i < one->replies->len; i++)
    {
      const PtlFingerprintReply *a = one->replies->pdata[i];
      const PtlFingerprintReply *b = other->replies->pdata[i];

      g_assert_cmpuint (a->full_length, ==, b->full_length);
      g_assert_true (g_bytes_equal (a->data, b->data));
    }
}

static void
check_again (const PtlFingerprint *fingerprint)
{
  g_autofree char *text = ptl_fingerprint_to_string (fingerprint, G_MAXSIZE, G_MAXSIZE);
  g_autofree char *wrapped = ptl_fingerprint_wrap (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = NULL;

  again = ptl_fingerprints_parse (wrapped, strlen (wrapped), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, >=, 1);
  check_same (fingerprint, again->pdata[0]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) found = ptl_fingerprints_parse ((const char *) data, size, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    check_again (found->pdata[i]);
  return 0;
}
