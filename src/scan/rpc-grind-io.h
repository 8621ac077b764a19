/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-grind-io.h: runs an RPC grind's machine over real connections. */
#pragma once

#include "model/response.h"
#include "scan/dialer.h"
#include "scan/rpc-grind.h"

G_BEGIN_DECLS

typedef struct _PtlRpcGrindIo PtlRpcGrindIo;

/**
 * PtlRpcGrindDoneFunc:
 * @finding: (nullable): with %PTL_RPC_GRIND_FOUND, valid during the call
 * @evidence: (nullable): likewise: the call that found it, and its reply
 *
 * The verdict; last, and may free the grind.
 */
typedef void (*PtlRpcGrindDoneFunc) (PtlRpcGrindIo *io,
                                     PtlRpcGrindState state,
                                     const PtlRpcFinding *finding,
                                     PtlResponse *evidence,
                                     gpointer user_data);

/**
 * ptl_rpc_grind_io_new:
 *
 * Never calls back from inside.
 */
PtlRpcGrindIo *ptl_rpc_grind_io_new (PtlRpcPrograms *programs,
                                     PtlProtocol protocol,
                                     const PtlAddress *address,
                                     guint16 port,
                                     PtlDialer *dialer,
                                     PtlDialGate *gate,
                                     PtlRpcGrindDoneFunc done,
                                     gpointer user_data);
void ptl_rpc_grind_io_free (PtlRpcGrindIo *self);

/* Ends the grind with what is known: "done" follows from inside the call. */
void ptl_rpc_grind_io_stop (PtlRpcGrindIo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRpcGrindIo, ptl_rpc_grind_io_free)

G_END_DECLS
