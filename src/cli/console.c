/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/console.c: what the program says to the person, and waiting for what takes time. */
#include "cli/console.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/display.h"

gboolean
ptl_console_print (const char *text, GError **error)
{
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  if (g_output_stream_write_all (out, text, strlen (text), NULL, NULL, error))
    return TRUE;

  g_prefix_error (error, _ ("standard output: "));
  return FALSE;
}

void
ptl_console_complain (const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  line = ptl_display_line (message);
  g_printerr ("%s: %s\n", PTL_CONSOLE_PROGRAM, line);
}

void
ptl_console_complain_of (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    ptl_console_complain ("%s", error->message);
}

void
ptl_console_done_cb (GObject *source, GAsyncResult *result, gpointer wait)
{
  ((PtlConsoleWait *) wait)->result = g_object_ref (result);
}

GAsyncResult *
ptl_console_wait (PtlConsoleWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&self->result);
}
