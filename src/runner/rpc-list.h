/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rpc-list.h: the RPC programs that a scan tells apart. */
#pragma once

#include "scan/rpc-programs.h"

G_BEGIN_DECLS

/**
 * ptl_rpc_list_load:
 *
 * Nmap's installed file, if it can be read, then what ours has besides.  Blocks.
 *
 * Returns: (transfer full) (nullable): NULL with a %G_FILE_ERROR or
 * %PTL_RPC_PROGRAMS_ERROR
 */
PtlRpcPrograms *ptl_rpc_list_load (GError **error);

G_END_DECLS
