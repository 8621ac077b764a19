/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-rpc-message.c: calls, replies and records of RPC, friendly and hostile.
 */
#include "scan/rpc-message.h"

#include <string.h>

#include "scan/rpc-record.h"

static GBytes *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex++)
    if (*hex != ' ')
      {
        guint8 byte =
            (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

        g_byte_array_append (bytes, &byte, 1);
        hex++;
      }

  return g_byte_array_free_to_bytes (bytes);
}

static void
test_call (void)
{
  /* The NULL procedure of NFS in version 0x01020304, as RFC 5531 lays it out. */
  g_autoptr (GBytes) expected =
      from_hex ("80000028 cafe0001 00000000 00000002 000186a3 01020304"
                "00000000 00000000 00000000 00000000 00000000");
  g_autoptr (GBytes) unmarked = g_bytes_new_from_bytes (expected, 4, 40);
  g_autoptr (GBytes) tcp =
      ptl_rpc_call_encode (PTL_PROTOCOL_TCP, 0xcafe0001, 100003, 0x01020304);
  g_autoptr (GBytes) udp =
      ptl_rpc_call_encode (PTL_PROTOCOL_UDP, 0xcafe0001, 100003, 0x01020304);

  g_assert_true (g_bytes_equal (tcp, expected));
  g_assert_true (g_bytes_equal (udp, unmarked));
}

static const struct
{
  const char *hex;
  PtlRpcReplyKind kind;
  guint32 low;
  guint32 high;
} replies[] = {
  { "cafe0001 00000001 00000000 00000000 00000000 00000000", PTL_RPC_REPLY_SUCCESS },
  { "cafe0001 00000001 00000000 00000000 00000000 00000001",
    PTL_RPC_REPLY_PROGRAM_UNAVAILABLE },
  { "cafe0001 00000001 00000000 00000000 00000000 00000002 00000002 00000004",
    PTL_RPC_REPLY_PROGRAM_MISMATCH, 2, 4 },
  { "cafe0001 00000001 00000000 00000000 00000000 00000003",
    PTL_RPC_REPLY_PROCEDURE_UNAVAILABLE },
  { "cafe0001 00000001 00000000 00000000 00000000 00000004",
    PTL_RPC_REPLY_GARBAGE_ARGUMENTS },
  { "cafe0001 00000001 00000000 00000000 00000000 00000005", PTL_RPC_REPLY_SYSTEM_ERROR },
  /* A verifier of five bytes takes eight. */
  { "cafe0001 00000001 00000000 00000002 00000005 61626364 65000000 00000002 ffffffff "
    "00000000",
    PTL_RPC_REPLY_PROGRAM_MISMATCH, G_MAXUINT32, 0 },
  { "cafe0001 00000001 00000001 00000000 00000003 00000004", PTL_RPC_REPLY_DENIED },
  { "cafe0001 00000001 00000001 00000001 00000005", PTL_RPC_REPLY_DENIED },
};

/* Each reply is understood whole, with more behind it, and at no shorter length. */
static void
test_replies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (GBytes) bytes = from_hex (replies[i].hex);
      gsize needed = replies[i].kind == PTL_RPC_REPLY_DENIED ? 16 : 0;
      guint8 buffer[256] = { 0 };
      gsize len;
      const guint8 *data = g_bytes_get_data (bytes, &len);
      PtlRpcReply reply;

      memcpy (buffer, data, len);
      g_assert_true (ptl_rpc_reply_decode (data, len, &reply));
      g_assert_cmphex (reply.xid, ==, 0xcafe0001);
      g_assert_cmpint (reply.kind, ==, replies[i].kind);
      g_assert_cmpuint (reply.low, ==, replies[i].low);
      g_assert_cmpuint (reply.high, ==, replies[i].high);
      g_assert_true (ptl_rpc_reply_decode (buffer, sizeof buffer, &reply));
      g_assert_cmpint (reply.kind, ==, replies[i].kind);
      for (gsize cut = 0; cut < (needed > 0 ? needed : len); cut++)
        {
          g_autofree guint8 *exact = g_memdup2 (data, cut); /* for a sanitizer to see */

          g_assert_false (ptl_rpc_reply_decode (exact, cut, &reply));
        }
    }
}

static void
test_no_replies (void)
{
  static const char *const cases[] = {
    "cafe0001 00000000 00000002 000186a3 00000001 00000000 00000000", /* a call */
    "cafe0001 00000002 00000000 00000000 00000000 00000000",          /* no such type */
    "cafe0001 00000001 00000002 00000000 00000000 00000000",          /* no such status */
    "cafe0001 00000001 00000000 00000000 00000000 00000006",
    "cafe0001 00000001 00000000 00000000 00000000 ffffffff",
    "cafe0001 00000001 00000000 00000000 00000191 00000000", /* a verifier of 401 bytes */
    "cafe0001 00000001 00000000 00000000 ffffffff 00000001", /* of four billion */
    "cafe0001 00000001 00000000 00000000 fffffffd 00000001", /* ... padded to none */
    "cafe0001 00000001 00000000 00000000 00000005 00000001 00", /* its padding is cut */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = from_hex (cases[i]);
      gsize len;
      const guint8 *data = g_bytes_get_data (bytes, &len);
      PtlRpcReply reply;

      g_assert_false (ptl_rpc_reply_decode (data, len, &reply));
    }
}

/* Returns: (transfer full): the records of @hex, cut into pieces of @step, as "a|b|" and
 * "!" where it breaks */
static char *
read_records (const char *hex, gsize step)
{
  g_autoptr (GBytes) bytes = from_hex (hex);
  PtlRpcRecordReader reader = { 0 };
  GString *text = g_string_new (NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize start = 0; start < size; start += step)
    {
      const guint8 *pos = data + start;
      gsize len = MIN (step, size - start);
      PtlRpcRecordStep result;

      while ((result = ptl_rpc_record_reader_next (&reader, &pos, &len)) ==
             PTL_RPC_RECORD_READY)
        {
          g_string_append_len (text, (const char *) reader.record,
                               (gssize) reader.n_record);
          g_string_append_c (text, '|');
        }
      if (result == PTL_RPC_RECORD_BROKEN)
        {
          g_string_append_c (text, '!');
          break;
        }
      g_assert_cmpuint (len, ==, 0);
    }

  return g_string_free (text, FALSE);
}

static void
test_records (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "80000002 6162", "ab|" },
    { "80000002 6162 80000001 63", "ab|c|" },
    { "00000002 6162 80000001 63 80000001 64", "abc|d|" }, /* two fragments */
    { "00000000 00000000 00000001 61 80000000", "a|" },    /* empty ones */
    { "80000000 80000000", "||" },                         /* empty records */
    { "80000003 6162", "" },                               /* not all is there */
    { "00000002 6162", "" },                               /* the last is missing */
    { "80000401 61", "!" },                                /* longer than any reply */
    { "ffffffff 61", "!" },
    { "80000001 61 48545450 2f312e31", "a|!" }, /* not RPC at all */
    { "00000002 6162 800003ff 63", "!" },       /* too long together */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step <= 16; step++)
      {
        g_autofree char *records = read_records (cases[i][0], step);

        g_assert_cmpstr (records, ==, cases[i][1]);
      }
}

static void
test_longest_record (void)
{
  g_autofree guint8 *stream = g_malloc0 (4 + PTL_RPC_RECORD_MAX);
  const guint8 *pos = stream;
  gsize len = 4 + PTL_RPC_RECORD_MAX;
  PtlRpcRecordReader reader = { 0 };

  stream[0] = 0x80;
  stream[2] = PTL_RPC_RECORD_MAX >> 8;
  g_assert_cmpint (ptl_rpc_record_reader_next (&reader, &pos, &len), ==,
                   PTL_RPC_RECORD_READY);
  g_assert_cmpuint (reader.n_record, ==, PTL_RPC_RECORD_MAX);
  g_assert_cmpuint (len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rpc-message/call", test_call);
  g_test_add_func ("/rpc-message/replies", test_replies);
  g_test_add_func ("/rpc-message/no-replies", test_no_replies);
  g_test_add_func ("/rpc-message/records", test_records);
  g_test_add_func ("/rpc-message/longest-record", test_longest_record);

  return g_test_run ();
}
