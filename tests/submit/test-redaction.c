/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-redaction.c: a fingerprint without what is nobody else's business. */
#include "submit/redaction.h"

#include <string.h>

static PtlFingerprint *
make (const char *first, const char *second)
{
  PtlFingerprint *print =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 21, PTL_TUNNEL_SSL, 7, 0x3f5a961c);
  g_autoptr (GBytes) one = g_bytes_new (first, strlen (first));
  g_autoptr (GBytes) other = g_bytes_new (second, strlen (second));

  ptl_fingerprint_add_reply (print, "NULL", one, strlen (first));
  ptl_fingerprint_add_reply (print, "Help", other, 5000);
  return print;
}

static void
assert_reply (const PtlFingerprint *print, guint index, const char *data, gsize full)
{
  const PtlFingerprintReply *reply = print->replies->pdata[index];

  g_assert_cmpmem (g_bytes_get_data (reply->data, NULL), g_bytes_get_size (reply->data),
                   data, strlen (data));
  g_assert_cmpuint (reply->full_length, ==, full);
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

/* One text in two replies is one finding; header and lengths stay. */
static void
test_apply (void)
{
  g_autoptr (PtlFingerprint) print =
      make ("hi 10.1.2.3, I am b.corp.lan\r\n", "10.1.2.3 or 10.1.2.3?");
  g_autoptr (PtlRedaction) redaction = ptl_redaction_new (print, NULL, NULL);
  g_autoptr (PtlFingerprint) clean = ptl_redaction_apply (redaction);
  const PtlFinding *finding = ptl_redaction_get_finding (redaction, 0);

  g_assert_cmpuint (ptl_redaction_get_n_findings (redaction), ==, 2);
  g_assert_cmpint (finding->kind, ==, PTL_SECRET_ADDRESS);
  g_assert_cmpuint (finding->n_places, ==, 3);
  assert_bytes (finding->text, "10.1.2.3");
  assert_bytes (finding->replacement, "00.0.0.0");
  assert_reply (clean, 0, "hi 00.0.0.0, I am x.xxxx.xxx\r\n", 30);
  assert_reply (clean, 1, "00.0.0.0 or 00.0.0.0?", 5000);
  g_assert_cmpuint (clean->port, ==, 21);
  g_assert_cmpint (clean->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_cmpint (clean->time_s, ==, 0x3f5a961c);
  g_assert_cmpstr (clean->version, ==, print->version);
  assert_reply (print, 0, "hi 10.1.2.3, I am b.corp.lan\r\n", 30);
}

/* A replacement of another length: the length that is told changes as well. */
static void
test_edit (void)
{
  g_autoptr (PtlFingerprint) print = make ("at 10.1.2.3 b.corp.lan", "10.1.2.3");
  g_autoptr (PtlRedaction) redaction = ptl_redaction_new (print, NULL, NULL);
  g_autoptr (GBytes) replacement = g_bytes_new_static ("IP", 2);
  g_autoptr (PtlFingerprint) clean = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;

  ptl_redaction_replace (redaction, 0, replacement);
  before = ptl_redaction_get_places (redaction, 0, FALSE);
  after = ptl_redaction_get_places (redaction, 0, TRUE);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpuint (g_array_index (before, PtlSecret, 1).start, ==, 12);
  g_assert_cmpuint (g_array_index (after, PtlSecret, 0).end, ==, 5);
  g_assert_cmpuint (g_array_index (after, PtlSecret, 1).start, ==, 6);
  ptl_redaction_keep (redaction, 1, TRUE);
  clean = ptl_redaction_apply (redaction);
  assert_reply (clean, 0, "at IP b.corp.lan", 16);
  assert_reply (clean, 1, "IP", 5000 - 6);
}

/* With a word more, what was decided stays. */
static void
test_take_over (void)
{
  g_autoptr (PtlFingerprint) print = make ("at 10.1.2.3 for Mallory", "mallory");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (PtlRedaction) before = ptl_redaction_new (print, NULL, NULL);
  g_autoptr (PtlRedaction) after = NULL;
  g_autoptr (PtlFingerprint) clean = NULL;

  g_assert_cmpuint (ptl_redaction_get_n_findings (before), ==, 1);
  ptl_redaction_keep (before, 0, TRUE);
  g_ptr_array_add (words, (gpointer) "Mallory");
  after = ptl_redaction_new (print, NULL, words);
  ptl_redaction_take_over (after, before);
  clean = ptl_redaction_apply (after);
  assert_reply (clean, 0, "at 10.1.2.3 for Xxxxxxx", 23);
  assert_reply (clean, 1, "xxxxxxx", 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redaction/apply", test_apply);
  g_test_add_func ("/redaction/edit", test_edit);
  g_test_add_func ("/redaction/take-over", test_take_over);

  return g_test_run ();
}
