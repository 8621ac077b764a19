/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-file.c: a session read from a file. */
#include "formats/session-file.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "formats/nmap-xml-reader.h"
#include "formats/text-input.h"

#define PROGRESS_BYTES (1024 * 1024) /* told after so many more */

G_DEFINE_QUARK (ptl_session_file_error, ptl_session_file_error)

typedef struct
{
  PtlTextInput *in;
  PtlSessionFileProgress progress; /* (nullable) */
  gpointer user_data;
  goffset n_read;
  goffset n_told;
} Source;

static gboolean
next_piece (Source *source,
            const char **text,
            gsize *length,
            GCancellable *cancellable,
            GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !ptl_text_input_next (source->in, text, length, cancellable, error))
    return FALSE;

  source->n_read += (goffset) *length;
  if (source->progress != NULL && source->n_read - source->n_told >= PROGRESS_BYTES)
    {
      source->n_told = source->n_read;
      source->progress (source->n_read, source->user_data);
    }
  return TRUE;
}

static gboolean
feed_all (Source *source,
          PtlNmapXmlReader *reader,
          GCancellable *cancellable,
          GError **error)
{
  const char *text;
  gsize length;

  do
    {
      if (!next_piece (source, &text, &length, cancellable, error) ||
          !ptl_nmap_xml_reader_feed (reader, text, length, error))
        return FALSE;
    }
  while (length > 0);

  return ptl_nmap_xml_reader_end (reader, error);
}

/* A broken file is worth what stands before the break. */
static PtlSession *
read_xml (Source *source,
          PtlSessionDraft *draft,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (PtlNmapXmlReader) reader = ptl_nmap_xml_reader_new (draft);
  g_autoptr (GError) cause = NULL;
  gboolean is_whole = feed_all (source, reader, cancellable, &cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (!ptl_nmap_xml_reader_settle (reader))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&cause),
                                  "%s:%u:%u: ", draft->name, draft->line, draft->column);
      return NULL;
    }

  if (!is_whole)
    {
      draft->info->state = PTL_SESSION_STATE_STOPPED;
      ptl_session_draft_warn (draft, _ ("%s; what comes before it was read"),
                              cause->message);
    }
  return ptl_session_draft_finish (draft);
}

PtlSession *
ptl_session_file_read (GInputStream *in,
                       const char *name,
                       PtlSessionFileProgress progress,
                       gpointer user_data,
                       GPtrArray *warnings,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PtlSessionDraft) draft = ptl_session_draft_new (name, warnings);
  g_autoptr (PtlTextInput) text = ptl_text_input_new (in, cancellable, error);
  Source source = { text, progress, user_data, 0, 0 };

  if (text == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return read_xml (&source, draft, cancellable, error);
}

PtlSession *
ptl_session_file_load (const char *path,
                       PtlSessionFileProgress progress,
                       gpointer user_data,
                       GPtrArray *warnings,
                       GCancellable *cancellable,
                       GError **error)
{
  gboolean is_stdin = strcmp (path, "-") == 0;
  g_autofree char *name =
      is_stdin ? g_strdup (_ ("standard input")) : g_filename_display_name (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) in = NULL;

  if (is_stdin)
    in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    in = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  if (in == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return ptl_session_file_read (in, name, progress, user_data, warnings, cancellable,
                                error);
}
