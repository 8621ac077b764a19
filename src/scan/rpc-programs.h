/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-programs.h: which RPC programs there are, by number.
 *
 * Reads the layout of /etc/rpc, which is that of nmap-rpc, too, one program a line:
 *
 *   name  number  [alias ...]  [# comment]
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PtlRpcPrograms PtlRpcPrograms;

typedef struct
{
  guint32 number;
  const char *name; /* printable ASCII */
} PtlRpcProgram;

#define PTL_RPC_PROGRAMS_ERROR (ptl_rpc_programs_error_quark ())

typedef enum
{
  PTL_RPC_PROGRAMS_ERROR_SYNTAX
} PtlRpcProgramsError;

GQuark ptl_rpc_programs_error_quark (void);

PtlRpcPrograms *ptl_rpc_programs_new (void);
PtlRpcPrograms *ptl_rpc_programs_ref (PtlRpcPrograms *self);
void ptl_rpc_programs_unref (PtlRpcPrograms *self);

/**
 * ptl_rpc_programs_load:
 *
 * Adds the programs of a file to those that are known; of two names for one number the
 * first counts.  Blocks.  Not once others use the list.
 *
 * Returns: FALSE, and nothing added, with a %G_FILE_ERROR or with
 * %PTL_RPC_PROGRAMS_ERROR_SYNTAX, whose message begins with FILE:LINE:COL
 */
gboolean ptl_rpc_programs_load (PtlRpcPrograms *self, const char *path, GError **error);

/* The programs in the order in which they were read. */
guint ptl_rpc_programs_get_n (const PtlRpcPrograms *self);
const PtlRpcProgram *ptl_rpc_programs_get (const PtlRpcPrograms *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRpcPrograms, ptl_rpc_programs_unref)

G_END_DECLS
