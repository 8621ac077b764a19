/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-rpc.c: a stream of RPC records, each maybe a reply. */
#include "scan/rpc-message.h"
#include "scan/rpc-record.h"

#include "fuzz.h"

/* Returns: a sum over what was read from @data in pieces of @step */
static guint64
read_stream (const guint8 *data, gsize size, gsize step)
{
  PtlRpcRecordReader reader = { 0 };
  guint64 sum = 0;

  for (gsize start = 0; start < size; start += step)
    {
      const guint8 *pos = data + start;
      gsize len = MIN (step, size - start);
      PtlRpcRecordStep result;

      while ((result = ptl_rpc_record_reader_next (&reader, &pos, &len)) ==
             PTL_RPC_RECORD_READY)
        {
          PtlRpcReply reply;

          g_assert_cmpuint (reader.n_record, <=, PTL_RPC_RECORD_MAX);
          sum = sum * 31 + reader.n_record;
          if (ptl_rpc_reply_decode (reader.record, reader.n_record, &reply))
            sum = sum * 31 + reply.xid + reply.kind + reply.low + reply.high;
        }
      if (result == PTL_RPC_RECORD_BROKEN)
        return sum + 1;
    }

  return sum;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_assert_cmpuint (read_stream (data, size, 1), ==, read_stream (data, size, 4096));
  g_assert_cmpuint (read_stream (data, size, 7), ==, read_stream (data, size, 4096));
  return 0;
}
