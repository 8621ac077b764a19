/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/output.c: a file that a session is written to. */
#include "cli/output.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "formats/replacement.h"

PtlOutput *
ptl_output_new (const char *path)
{
  PtlOutput *self = g_new0 (PtlOutput, 1);

  self->path = g_strdup (path);
  return self;
}

void
ptl_output_free (PtlOutput *self)
{
  g_free (self->path);
  g_free (self);
}

gboolean
ptl_output_is_stdout (const PtlOutput *self)
{
  return strcmp (self->path, "-") == 0;
}

gboolean
ptl_output_has_evidence (const PtlOutput *self)
{
  return self->format == PTL_FORMAT_JSON || self->format == PTL_FORMAT_JSON_LINES ||
         self->format == PTL_FORMAT_HTML || self->format == PTL_FORMAT_NMAP_XML;
}

gboolean
ptl_output_choose_format (PtlOutput *self, const char *format, GError **error)
{
  if (self->has_format)
    return TRUE;

  self->has_format = ptl_format_from_path (self->path, &self->format) ||
                     ptl_format_parse (format, &self->format);
  if (self->has_format)
    return TRUE;

  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
      format == NULL
          ? _ ("output “%s”: no format; end the name in .xml, .json, .jsonl, .csv, "
               ".html, .md or .txt, or give --format")
          : _ ("output “%s”: there is no format of that name: use xml, json, "
               "jsonl, csv, html, md or txt"),
      self->path);
  return FALSE;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

gboolean
ptl_output_check (const PtlOutput *self, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);

  if (ptl_output_is_stdout (self))
    return TRUE;
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    return fail (self->path, EISDIR, error);

  if (access (self->path, F_OK) == 0 && access (self->path, W_OK) != 0)
    return fail (self->path, errno, error);
  if (access (self->path, F_OK) != 0 && access (directory, W_OK | X_OK) != 0)
    return fail (self->path, errno, error);

  return TRUE;
}

/* A device or a pipe cannot be replaced. */
static gboolean
is_replaceable (const char *path)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS) ||
         g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GOutputStream *
open_output (const PtlOutput *self, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (ptl_output_is_stdout (self))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  file = g_file_new_for_path (self->path);
  if (!is_replaceable (self->path))
    return G_OUTPUT_STREAM (g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error));

  return G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error));
}

gboolean
ptl_output_write (const PtlOutput *self, PtlSession *session, GError **error)
{
  g_autoptr (GOutputStream) out = open_output (self, error);

  if (out != NULL &&
      ptl_replacement_close (
          out, ptl_format_write (self->format, session, out, NULL, error), NULL, error))
    return TRUE;

  g_prefix_error (
      error, "%s: ", ptl_output_is_stdout (self) ? _ ("standard output") : self->path);
  return FALSE;
}
