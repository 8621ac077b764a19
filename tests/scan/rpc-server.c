/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/rpc-server.c: an ONC RPC server as a script for lib/peer.h. */
#include "rpc-server.h"

#include <string.h>

#define CALL_SIZE 40

enum
{
  XID,
  TYPE,
  RPC_VERSION,
  PROGRAM,
  VERSION
};

static guint32
get_word (const guint8 *call, guint n)
{
  guint32 word;

  memcpy (&word, call + n * sizeof word, sizeof word);
  return GUINT32_FROM_BE (word);
}

static void
append_word (GByteArray *bytes, guint32 word)
{
  word = GUINT32_TO_BE (word);
  g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
}

/* Returns: (transfer full): the reply, without a record mark */
static GByteArray *
make_reply (const RpcServer *self, const guint8 *call)
{
  GByteArray *reply = g_byte_array_new ();
  guint32 version = get_word (call, VERSION);
  gboolean mine = get_word (call, PROGRAM) == self->program;

  g_assert_cmpuint (get_word (call, TYPE), ==, 0);
  g_assert_cmpuint (get_word (call, RPC_VERSION), ==, 2);
  append_word (reply, get_word (call, XID));
  append_word (reply, 1);
  for (guint i = 0; i < 3; i++)
    append_word (reply, 0);
  if (!mine)
    {
      append_word (reply, 1);
    }
  else if (version >= self->low && version <= self->high)
    {
      append_word (reply, 0);
    }
  else
    {
      append_word (reply, 2);
      append_word (reply, self->low);
      append_word (reply, self->high);
    }

  return reply;
}

static gboolean
send_in_pieces (PeerLink *link, const GByteArray *reply)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();

  append_word (stream, 7);
  g_byte_array_append (stream, reply->data, 7);
  append_word (stream, 0x80000000u | (reply->len - 7));
  g_byte_array_append (stream, reply->data + 7, reply->len - 7);
  for (guint i = 0; i < stream->len; i++)
    if (!peer_send (link, stream->data + i, 1))
      return FALSE;

  return TRUE;
}

static gboolean
send_record (const RpcServer *self, PeerLink *link, const guint8 *call)
{
  g_autoptr (GByteArray) reply = make_reply (self, call);
  g_autoptr (GByteArray) stream = g_byte_array_new ();

  if (self->in_pieces)
    return send_in_pieces (link, reply);

  append_word (stream, 0x80000000u | reply->len);
  g_byte_array_append (stream, reply->data, reply->len);
  return peer_send (link, stream->data, (gssize) stream->len);
}

static void
serve_stream (const RpcServer *self, PeerLink *link)
{
  const guint record = 4 + CALL_SIZE;
  g_autoptr (GByteArray) input = g_byte_array_new ();
  guint n_replies = 0;
  GBytes *bytes;

  while ((bytes = peer_receive (link)) != NULL)
    {
      guint n;

      g_byte_array_append (input, g_bytes_get_data (bytes, NULL),
                           (guint) g_bytes_get_size (bytes));
      g_bytes_unref (bytes);
      n = input->len / record;
      for (guint i = 0; i < n; i++)
        {
          guint which = self->is_backward ? n - 1 - i : i;

          g_assert_cmphex (get_word (input->data + which * record, 0), ==, 0x80000028);
          if (!send_record (self, link, input->data + which * record + 4) ||
              ++n_replies == self->n_replies)
            return;
        }
      g_byte_array_remove_range (input, 0, n * record);
    }
}

static void
serve_datagrams (const RpcServer *self, PeerLink *link)
{
  guint n_calls = 0;
  GBytes *bytes;

  while ((bytes = peer_receive (link)) != NULL)
    {
      gboolean is_lost = self->lose_every > 0 && ++n_calls % self->lose_every == 0;

      if (g_bytes_get_size (bytes) == CALL_SIZE && !is_lost)
        {
          g_autoptr (GByteArray) reply =
              make_reply (self, g_bytes_get_data (bytes, NULL));

          if (self->with_noise)
            {
              peer_send (link, "", 0);
              peer_send (link, g_bytes_get_data (bytes, NULL), CALL_SIZE);
              peer_send (link, reply->data, 20);
            }
          peer_send (link, reply->data, (gssize) reply->len);
        }
      g_bytes_unref (bytes);
    }
}

void
rpc_server_script (PeerLink *link, gpointer data)
{
  const RpcServer *self = data;

  if (self->kind == PEER_UDP4)
    serve_datagrams (self, link);
  else
    serve_stream (self, link);
}
