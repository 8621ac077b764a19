/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rpc-list.c: the RPC programs that a scan tells apart. */
#include "runner/rpc-list.h"

#include <glib/gi18n-lib.h>

#include "runner/data-files.h"

PtlRpcPrograms *
ptl_rpc_list_load (GError **error)
{
  g_autofree char *system = ptl_data_files_find_nmap ("nmap-rpc");
  g_autofree char *shipped = ptl_data_files_find ("rpc/portolan-rpc");
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();

  if (system != NULL)
    ptl_rpc_programs_load (programs, system, NULL);

  if (shipped == NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                         _ ("the list of RPC programs is not installed"));
  else if (ptl_rpc_programs_load (programs, shipped, error))
    return g_steal_pointer (&programs);

  return NULL;
}
