/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/rpc-server.h: an ONC RPC server as a script for lib/peer.h. */
#pragma once

#include "lib/peer.h"

G_BEGIN_DECLS

/* All zero but the program and its versions: a well-behaved server. */
typedef struct
{
  PeerKind kind;
  guint32 program;
  guint32 low;
  guint32 high;
  guint n_replies;      /* TCP: then the connection is closed; 0: never */
  gboolean in_pieces;   /* TCP: each reply as two fragments, byte by byte */
  gboolean is_backward; /* TCP: the calls that came together in reverse order */
  guint lose_every;     /* UDP: so many calls */
  gboolean with_noise;  /* UDP: before each reply comes what is none */
} RpcServer;

/* @data: a const RpcServer */
void rpc_server_script (PeerLink *link, gpointer data);

G_END_DECLS
