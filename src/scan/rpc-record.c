/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-record.c: the messages in a stream of RPC over TCP (RFC 5531, 11).
 *
 *   record   = *fragment last-fragment
 *   fragment = mark *byte        mark: 1 bit "last", 31 bits of length
 */
#include "scan/rpc-record.h"

#include <string.h>

static void
take (const guint8 **data, gsize *len, guint8 *to, gsize n)
{
  memcpy (to, *data, n);
  *data += n;
  *len -= n;
}

/* Returns: whether the mark is complete and its fragment begins */
static gboolean
take_mark (PtlRpcRecordReader *self, const guint8 **data, gsize *len)
{
  gsize n = MIN (*len, sizeof self->mark - self->n_mark);
  guint32 mark;

  take (data, len, self->mark + self->n_mark, n);
  self->n_mark += (guint) n;
  if (self->n_mark < sizeof self->mark)
    return FALSE;

  memcpy (&mark, self->mark, sizeof mark);
  mark = GUINT32_FROM_BE (mark);
  self->is_last = (mark & 0x80000000u) != 0;
  self->left = mark & 0x7fffffffu;
  return TRUE;
}

PtlRpcRecordStep
ptl_rpc_record_reader_next (PtlRpcRecordReader *self, const guint8 **data, gsize *len)
{
  if (self->n_mark == sizeof self->mark && self->is_last && self->left == 0)
    self->n_mark = self->n_record = 0; /* the one handed out last */

  for (;;)
    {
      gsize n;

      if (self->n_mark < sizeof self->mark && !take_mark (self, data, len))
        return PTL_RPC_RECORD_NONE;
      if (self->left > sizeof self->record - self->n_record)
        return PTL_RPC_RECORD_BROKEN;

      n = MIN (*len, self->left);
      take (data, len, self->record + self->n_record, n);
      self->n_record += n;
      self->left -= (guint32) n;
      if (self->left > 0)
        return PTL_RPC_RECORD_NONE;
      if (self->is_last)
        return PTL_RPC_RECORD_READY;
      self->n_mark = 0;
    }
}
