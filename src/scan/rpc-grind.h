/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-grind.h: which RPC program answers on a port: the machine (spec 5). */
#pragma once

#include "scan/rpc-message.h"
#include "scan/rpc-programs.h"

G_BEGIN_DECLS

typedef struct _PtlRpcGrind PtlRpcGrind;

#define PTL_RPC_GRIND_MAX_TRIES 3 /* of one call */

typedef enum
{
  PTL_RPC_GRIND_RUNNING,
  PTL_RPC_GRIND_FOUND,   /* get_finding() */
  PTL_RPC_GRIND_UNKNOWN, /* it speaks RPC, but no program of the list is the one */
  PTL_RPC_GRIND_GAVE_UP  /* too little was heard to say anything */
} PtlRpcGrindState;

typedef struct
{
  PtlRpcPrograms *programs;
  guint32 first_xid; /* at random: who does not see the calls cannot forge a reply */
  guint32 version;   /* which no program has */
  guint32 nobody;    /* a program number that is nobody's */
  gint64 initial_timeout_us;
  gint64 min_timeout_us;
  gint64 max_timeout_us;
} PtlRpcGrindParams;

typedef struct
{
  guint32 xid;
  guint32 program;
  guint32 version;
} PtlRpcCall;

typedef struct
{
  const PtlRpcProgram *program;
  gboolean has_versions; /* it says which versions it has */
  guint32 low;
  guint32 high;
  PtlRpcCall call; /* that was answered so */
  gint64 called_us;
} PtlRpcFinding;

PtlRpcGrind *ptl_rpc_grind_new (const PtlRpcGrindParams *params);
void ptl_rpc_grind_free (PtlRpcGrind *self);

/**
 * ptl_rpc_grind_next:
 * @call: (out): to be sent now; it is under way from then on
 *
 * Returns: whether there is one: no more calls are under way than the peer has shown to
 * bear
 */
gboolean ptl_rpc_grind_next (PtlRpcGrind *self, gint64 now_us, PtlRpcCall *call);

/* Returns: whether it is the reply to a call of ours that still counted */
gboolean
ptl_rpc_grind_on_reply (PtlRpcGrind *self, const PtlRpcReply *reply, gint64 now_us);

/* What the deadline has passed of is lost: it is called again, or given up. */
void ptl_rpc_grind_on_timeout (PtlRpcGrind *self, gint64 now_us);

/* The connection is gone with all calls under way.  The one that was called first may be
 * the reason, and has used up a try; the others have not. */
void ptl_rpc_grind_on_lost (PtlRpcGrind *self);

/* The scan was stopped or the time is up: what was found so far counts. */
void ptl_rpc_grind_on_stopped (PtlRpcGrind *self);

PtlRpcGrindState ptl_rpc_grind_get_state (const PtlRpcGrind *self);

/* Returns: (transfer none): after FOUND; borrowed from the list */
const PtlRpcFinding *ptl_rpc_grind_get_finding (const PtlRpcGrind *self);

/* Returns: when on_timeout() is due, G_MAXINT64 while no call is under way */
gint64 ptl_rpc_grind_get_deadline_us (const PtlRpcGrind *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRpcGrind, ptl_rpc_grind_free)

G_END_DECLS
