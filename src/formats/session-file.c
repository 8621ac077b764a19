/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-file.c: sessions read from a file. */
#include "formats/session-file.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "formats/json-reader.h"
#include "formats/nmap-xml-reader.h"
#include "formats/text-input.h"

#define PROGRESS_BYTES (1024 * 1024) /* told after so many more */

G_DEFINE_QUARK (ptl_session_file_error, ptl_session_file_error)

typedef struct
{
  PtlTextInput *in;
  PtlSessionFileProgress progress; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable;
  goffset n_read;
  goffset n_told;
} Source;

static gboolean
next_piece (Source *source, const char **text, gsize *length, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (source->cancellable, error) ||
      !ptl_text_input_next (source->in, text, length, source->cancellable, error))
    return FALSE;

  source->n_read += (goffset) *length;
  if (source->progress != NULL && source->n_read - source->n_told >= PROGRESS_BYTES)
    {
      source->n_told = source->n_read;
      source->progress (source->n_read, source->user_data);
    }
  return TRUE;
}

/* The two readers, which take a text piece by piece. */
typedef gboolean (*FeedFunc) (gpointer reader,
                              const char *text,
                              gsize length,
                              GError **error);

/* @text: the first piece, of @length bytes */
static gboolean
feed_all (Source *source,
          const char *text,
          gsize length,
          FeedFunc feed,
          gpointer reader,
          GError **error)
{
  while (length > 0)
    if (!feed (reader, text, length, error) ||
        !next_piece (source, &text, &length, error))
      return FALSE;

  return TRUE;
}

/* A broken file is worth what stands before the break. */
static GPtrArray *
read_xml (Source *source,
          const char *name,
          const char *text,
          gsize length,
          GPtrArray *warnings,
          GError **error)
{
  g_autoptr (PtlSessionDraft) draft = ptl_session_draft_new (name, warnings);
  g_autoptr (PtlNmapXmlReader) reader = ptl_nmap_xml_reader_new (draft);
  g_autoptr (GError) cause = NULL;
  gboolean is_whole = feed_all (source, text, length, (FeedFunc) ptl_nmap_xml_reader_feed,
                                reader, &cause) &&
                      ptl_nmap_xml_reader_end (reader, &cause);
  GPtrArray *sessions;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (!ptl_nmap_xml_reader_settle (reader))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&cause), "%s:%u:%u: ", name,
                                  draft->line, draft->column);
      return NULL;
    }

  if (!is_whole)
    {
      draft->info->state = PTL_SESSION_STATE_STOPPED;
      ptl_session_draft_warn (draft, _ ("%s; what comes before it was read"),
                              cause->message);
    }
  sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sessions, ptl_session_draft_finish (draft));
  return sessions;
}

static GPtrArray *
read_json (Source *source,
           const char *name,
           const char *text,
           gsize length,
           GPtrArray *warnings,
           GError **error)
{
  g_autoptr (PtlJsonReader) reader = ptl_json_reader_new (name, warnings);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean is_whole =
      feed_all (source, text, length, (FeedFunc) ptl_json_reader_feed, reader, &cause) &&
      ptl_json_reader_end (reader, &cause);

  sessions = ptl_json_reader_settle (reader);
  if (is_whole ||
      (sessions->len > 0 && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      if (!is_whole)
        g_ptr_array_add (
            warnings,
            g_strdup_printf (_ ("%s; what comes before it was read"), cause->message));
      return g_steal_pointer (&sessions);
    }

  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* No scanner's XML begins with a brace. */
static gboolean
is_json (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '{';
}

GPtrArray *
ptl_session_file_read (GInputStream *in,
                       const char *name,
                       PtlSessionFileProgress progress,
                       gpointer user_data,
                       GPtrArray *warnings,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PtlTextInput) input = ptl_text_input_new (in, cancellable, error);
  Source source = { input, progress, user_data, cancellable, 0, 0 };
  const char *text;
  gsize length;

  if (input == NULL || !next_piece (&source, &text, &length, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return is_json (text) ? read_json (&source, name, text, length, warnings, error)
                        : read_xml (&source, name, text, length, warnings, error);
}

GPtrArray *
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
