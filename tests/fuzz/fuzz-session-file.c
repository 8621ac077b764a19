/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-session-file.c: whatever a file holds, it is a session or an error that
 * names the place, and a session can be written in every format. */
#include "formats/format.h"
#include "formats/session-file.h"

#include "fuzz.h"

static void
write_all (PtlSession *session)
{
  for (int format = 0; format < PTL_N_FORMATS; format++)
    {
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      ptl_format_write ((PtlFormat) format, session, out, NULL, &error);
      g_assert_no_error (error);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions =
      ptl_session_file_read (in, "f", NULL, NULL, warnings, NULL, &error);

  g_assert_true ((sessions == NULL) == (error != NULL));
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    write_all (sessions->pdata[i]);
  if (error != NULL)
    g_assert_true (g_str_has_prefix (error->message, "f:"));

  for (guint i = 0; i < warnings->len; i++)
    g_assert_true (g_str_has_prefix (warnings->pdata[i], "f:"));
  return 0;
}
