/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-message.c: calls and replies of ONC RPC version 2 (RFC 5531).
 *
 *   call  = xid 0 2 program version procedure credentials verifier
 *   reply = xid 1 0 verifier accept_stat [low high]      accepted
 *         | xid 1 1 reject_stat ...                      denied
 *   credentials, verifier = flavour length *byte, padded to four
 *
 * Each word is 32 bits, the most significant byte first. */
#include "scan/rpc-message.h"

#include <string.h>

#define RPC_VERSION    2
#define CALL_WORDS     10
#define LAST_FRAGMENT  0x80000000u
#define MAX_AUTH_BYTES 400 /* RFC 5531, 8.2 */

enum
{
  MESSAGE_CALL,
  MESSAGE_REPLY
};

enum
{
  REPLY_ACCEPTED,
  REPLY_DENIED
};

typedef struct
{
  const guint8 *pos;
  gsize left;
} Cursor;

static gboolean
take_word (Cursor *c, guint32 *word)
{
  if (c->left < sizeof *word)
    return FALSE;

  memcpy (word, c->pos, sizeof *word);
  *word = GUINT32_FROM_BE (*word);
  c->pos += sizeof *word;
  c->left -= sizeof *word;
  return TRUE;
}

static gboolean
skip_verifier (Cursor *c)
{
  guint32 flavour;
  guint32 length;

  if (!take_word (c, &flavour) || !take_word (c, &length) || length > MAX_AUTH_BYTES)
    return FALSE;

  length = (length + 3) & ~3u;
  if (length > c->left)
    return FALSE;

  c->pos += length;
  c->left -= length;
  return TRUE;
}

GBytes *
ptl_rpc_call_encode (PtlProtocol transport, guint32 xid, guint32 program, guint32 version)
{
  guint32 words[1 + CALL_WORDS] = { LAST_FRAGMENT | CALL_WORDS * sizeof (guint32),
                                    xid,
                                    MESSAGE_CALL,
                                    RPC_VERSION,
                                    program,
                                    version };
  guint mark = transport == PTL_PROTOCOL_TCP ? 0 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = GUINT32_TO_BE (words[i]);
  return g_bytes_new (words + mark, sizeof words - mark * sizeof words[0]);
}

gboolean
ptl_rpc_reply_decode (const guint8 *data, gsize len, PtlRpcReply *reply)
{
  Cursor c = { data, len };
  guint32 type;
  guint32 status;

  *reply = (PtlRpcReply){ 0 };
  if (!take_word (&c, &reply->xid) || !take_word (&c, &type) || type != MESSAGE_REPLY ||
      !take_word (&c, &status))
    return FALSE;

  if (status == REPLY_DENIED)
    {
      reply->kind = PTL_RPC_REPLY_DENIED;
      return take_word (&c, &status);
    }

  if (status != REPLY_ACCEPTED || !skip_verifier (&c) || !take_word (&c, &status) ||
      status > PTL_RPC_REPLY_SYSTEM_ERROR)
    return FALSE;

  reply->kind = (PtlRpcReplyKind) status;
  return reply->kind != PTL_RPC_REPLY_PROGRAM_MISMATCH ||
         (take_word (&c, &reply->low) && take_word (&c, &reply->high));
}
