/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-message.h: calls and replies of ONC RPC version 2 (RFC 5531). */
#pragma once

#include "model/port.h"

G_BEGIN_DECLS

#define PTL_RPC_PROGRAM_PORTMAPPER 100000

/* What a server says to a call; the accepted ones in the order of accept_stat. */
typedef enum
{
  PTL_RPC_REPLY_SUCCESS,
  PTL_RPC_REPLY_PROGRAM_UNAVAILABLE,
  PTL_RPC_REPLY_PROGRAM_MISMATCH, /* another version: low and high say which */
  PTL_RPC_REPLY_PROCEDURE_UNAVAILABLE,
  PTL_RPC_REPLY_GARBAGE_ARGUMENTS,
  PTL_RPC_REPLY_SYSTEM_ERROR,
  PTL_RPC_REPLY_DENIED /* another RPC version, or who are you? */
} PtlRpcReplyKind;

typedef struct
{
  guint32 xid;
  PtlRpcReplyKind kind;
  guint32 low; /* of PROGRAM_MISMATCH, as the peer says it */
  guint32 high;
} PtlRpcReply;

/* Returns: (transfer full): a call of the NULL procedure without credentials, for TCP as
 * one record */
GBytes *ptl_rpc_call_encode (PtlProtocol transport,
                             guint32 xid,
                             guint32 program,
                             guint32 version);

/* @data: one datagram or one record.  Returns: whether it is a reply */
gboolean ptl_rpc_reply_decode (const guint8 *data, gsize len, PtlRpcReply *reply);

G_END_DECLS
