/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-rpc-programs.c: a list of RPC programs. */
#include "scan/rpc-programs.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char path[] = "fuzz-rpc-programs.input";
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  if (!ptl_rpc_programs_load (programs, path, &error))
    {
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_cmpuint (ptl_rpc_programs_get_n (programs), ==, 0);
      return 0;
    }

  for (guint i = 0; i < ptl_rpc_programs_get_n (programs); i++)
    g_assert_true (g_str_is_ascii (ptl_rpc_programs_get (programs, i)->name));
  return 0;
}
