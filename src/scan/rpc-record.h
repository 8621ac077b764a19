/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-record.h: the messages in a stream of RPC over TCP (RFC 5531, 11). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A reply to the NULL procedure is 24 bytes and a verifier of at most 400. */
#define PTL_RPC_RECORD_MAX 1024

/* Embedded; all zero is a reader at the start of a stream. */
typedef struct
{
  guint8 mark[4]; /* the header of a fragment, as far as it came in */
  guint n_mark;
  guint32 left;     /* bytes of the fragment still to come */
  gboolean is_last; /* fragment of its record */
  guint8 record[PTL_RPC_RECORD_MAX];
  gsize n_record;
} PtlRpcRecordReader;

typedef enum
{
  PTL_RPC_RECORD_NONE,  /* all bytes are used up, none is complete */
  PTL_RPC_RECORD_READY, /* record and n_record, until the next call */
  PTL_RPC_RECORD_BROKEN /* longer than any reply: nothing after it can be read */
} PtlRpcRecordStep;

/* Takes from @data, which it moves along, up to the end of one record. */
PtlRpcRecordStep
ptl_rpc_record_reader_next (PtlRpcRecordReader *self, const guint8 **data, gsize *len);

G_END_DECLS
