/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-reader.c: what json-writer.c wrote, as sessions again. */
#include "formats/json-reader.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "formats/session-file.h"
#include "formats/session-json.h"

/* The parser of json-glib calls itself for each level and takes some hundred bytes for
 * each value: both are counted before it sees a text. */
#define MAX_DEPTH   32
#define MAX_VALUES  (4 * 1024 * 1024)
#define MAX_TEXT    (512 * 1024 * 1024)
#define FORMAT_NAME "portolan-session"
#define MAX_VERSION 1
#define LF          '\n'

typedef enum
{
  UNDECIDED,
  LINES,
  DOCUMENT
} Layout;

struct _PtlJsonReader
{
  char *name;
  GPtrArray *warnings;
  GPtrArray *sessions;    /* PtlSession */
  PtlSessionDraft *draft; /* (nullable): of the session being read */
  Layout layout;
  GString *text; /* the line, or the document, so far */
  guint line;    /* in which text begins */
};

PtlJsonReader *
ptl_json_reader_new (const char *name, GPtrArray *warnings)
{
  PtlJsonReader *self = g_new0 (PtlJsonReader, 1);

  self->name = g_strdup (name);
  self->warnings = g_ptr_array_ref (warnings);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->text = g_string_new (NULL);
  self->line = 1;
  return self;
}

void
ptl_json_reader_free (PtlJsonReader *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->sessions);
  g_clear_pointer (&self->draft, ptl_session_draft_free);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
fail (PtlJsonReader *self, PtlSessionFileError code, const char *what, GError **error)
{
  g_set_error (error, PTL_SESSION_FILE_ERROR, code, "%s:%u:1: %s", self->name, self->line,
               what);
  return FALSE;
}

static void
finish_session (PtlJsonReader *self)
{
  if (self->draft == NULL)
    return;

  g_ptr_array_add (self->sessions, ptl_session_draft_finish (self->draft));
  g_clear_pointer (&self->draft, ptl_session_draft_free);
}

/* Parsing ------------------------------------------------------------------------- */

typedef struct
{
  int depth;
  int max_depth;
  guint n_values;
} Shape;

/* Strings are passed over: what they hold is no structure. */
static Shape
measure (const char *text, gsize length)
{
  Shape shape = { 0 };
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (!in_string && (c == '{' || c == '['))
        {
          shape.depth++;
          shape.max_depth = MAX (shape.max_depth, shape.depth);
        }
      else if (!in_string && (c == '}' || c == ']'))
        shape.depth--;
      else if (!in_string && c == ',')
        shape.n_values++;
    }

  return shape;
}

typedef struct
{
  int line;
  int column;
} Place;

/* Only while it parses does the parser know where it is. */
static void
parser_error_cb (JsonParser *parser, const GError *error, gpointer user_data)
{
  Place *place = user_data;

  place->line = json_parser_get_current_line (parser);
  place->column = json_parser_get_current_pos (parser);
}

/* Returns: (transfer full) (nullable): the object that the text is, or an error */
static JsonNode *
parse (PtlJsonReader *self, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Shape shape = measure (self->text->str, self->text->len);
  Place place = { 1, 1 };
  JsonNode *root;

  if (shape.max_depth > MAX_DEPTH || shape.n_values > MAX_VALUES)
    {
      fail (self, PTL_SESSION_FILE_ERROR_SYNTAX,
            _ ("more, or more deeply nested, than any session is"), error);
      return NULL;
    }

  g_signal_connect (parser, "error", G_CALLBACK (parser_error_cb), &place);
  root =
      json_parser_load_from_data (parser, self->text->str, (gssize) self->text->len, NULL)
          ? json_parser_get_root (parser)
          : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_parser_steal_root (parser);

  g_set_error (error, PTL_SESSION_FILE_ERROR, PTL_SESSION_FILE_ERROR_SYNTAX,
               _ ("%s:%u:%d: this is no JSON object"), self->name,
               self->line + (guint) MAX (place.line, 1) - 1, MAX (place.column, 1));
  return NULL;
}

/* Sessions ------------------------------------------------------------------------ */

static gboolean
begin_session (PtlJsonReader *self, JsonObject *object, JsonObject *info, GError **error)
{
  const char *format = ptl_json_object_get_text (object, "format");
  gint64 version = ptl_json_object_get_int (object, "format_version", 1, G_MAXINT, 1);

  finish_session (self);
  if (g_strcmp0 (format, FORMAT_NAME) != 0)
    return fail (self, PTL_SESSION_FILE_ERROR_FORMAT, _ ("JSON, but not of a session"),
                 error);
  if (version > MAX_VERSION)
    return fail (self, PTL_SESSION_FILE_ERROR_FORMAT,
                 _ ("written by a newer version of Portolan"), error);

  self->draft = ptl_session_draft_new (self->name, self->warnings);
  self->draft->line = self->line;
  self->draft->column = 1;
  ptl_session_json_read_info (info, self->draft);
  return TRUE;
}

static void
read_host (PtlJsonReader *self, JsonObject *object)
{
  if (!ptl_session_json_read_host (object, self->draft))
    ptl_session_draft_warn (self->draft, _ ("a host without an address is left out"));
}

static gboolean
read_document (PtlJsonReader *self, JsonObject *object, GError **error)
{
  JsonArray *hosts = ptl_json_object_get_list (object, "hosts");

  if (!begin_session (self, object, ptl_json_object_get_object (object, "session"),
                      error))
    return FALSE;

  for (guint i = 0; hosts != NULL && i < json_array_get_length (hosts); i++)
    read_host (self, ptl_json_list_get_object (hosts, i));
  ptl_session_json_read_summary (ptl_json_object_get_object (object, "summary"),
                                 self->draft);
  return TRUE;
}

static gboolean
read_line_object (PtlJsonReader *self, JsonObject *object, GError **error)
{
  const char *type = ptl_json_object_get_text (object, "type");

  if (type == NULL && ptl_json_object_get_list (object, "hosts") != NULL)
    return read_document (self, object, error);
  if (g_strcmp0 (type, "session") == 0)
    return begin_session (self, object, object, error);
  if (self->draft == NULL)
    return fail (self, PTL_SESSION_FILE_ERROR_FORMAT,
                 _ ("JSON, but not of a session: the first line is not its beginning"),
                 error);

  self->draft->line = self->line;
  if (g_strcmp0 (type, "host") == 0)
    read_host (self, object);
  else if (g_strcmp0 (type, "summary") == 0)
    ptl_session_json_read_summary (object, self->draft);
  else
    ptl_session_draft_skip (self->draft, type != NULL ? type : "line without a type");
  return TRUE;
}

/* A line that is cut ends its session there, and with it what belongs to it. */
static gboolean
read_line (PtlJsonReader *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_strstrip (self->text->str);
  if (self->text->str[0] == '\0')
    return TRUE;

  self->text->len = strlen (self->text->str);
  node = parse (self, &cause);
  if (node != NULL)
    return read_line_object (self, json_node_get_object (node), error);

  if (self->draft == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  g_assert (cause != NULL); /* or there were a node */
  g_ptr_array_add (self->warnings,
                   g_strdup_printf (_ ("%s; the line is left out"), cause->message));
  self->draft->info->state = PTL_SESSION_STATE_STOPPED;
  return TRUE;
}

/* Reading ------------------------------------------------------------------------- */

/* By the first line: whether it is an object for itself, which says what it is. */
static Layout
guess_layout (PtlJsonReader *self)
{
  Shape shape = measure (self->text->str, self->text->len);

  return shape.depth == 0 && shape.max_depth > 0 &&
                 strstr (self->text->str, "\"type\"") != NULL
             ? LINES
             : DOCUMENT;
}

static gboolean
end_line (PtlJsonReader *self, GError **error)
{
  if (self->layout == UNDECIDED && strspn (self->text->str, " \t\r") == self->text->len)
    {
      g_string_truncate (self->text, 0);
      self->line++;
      return TRUE;
    }

  if (self->layout == UNDECIDED)
    self->layout = guess_layout (self);
  if (self->layout == DOCUMENT)
    {
      g_string_append_c (self->text, LF);
      return TRUE;
    }

  if (!read_line (self, error))
    return FALSE;

  g_string_truncate (self->text, 0);
  self->line++;
  return TRUE;
}

gboolean
ptl_json_reader_feed (PtlJsonReader *self, const char *text, gsize length, GError **error)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *lf =
          self->layout != DOCUMENT ? memchr (text, LF, (gsize) (end - text)) : NULL;
      const char *stop = lf != NULL ? lf : end;

      g_string_append_len (self->text, text, stop - text);
      if (self->text->len > MAX_TEXT)
        return fail (self, PTL_SESSION_FILE_ERROR_SYNTAX,
                     _ ("too long to be read at once; JSON lines have no such limit"),
                     error);
      if (lf != NULL && !end_line (self, error))
        return FALSE;
      text = lf != NULL ? lf + 1 : end;
    }

  return TRUE;
}

gboolean
ptl_json_reader_end (PtlJsonReader *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->text->len > 0 && self->layout != DOCUMENT && !end_line (self, error))
    return FALSE;
  if (self->layout != DOCUMENT)
    return self->draft != NULL || fail (self, PTL_SESSION_FILE_ERROR_FORMAT,
                                        _ ("not the result of a scan"), error);

  node = parse (self, error);
  return node != NULL && read_document (self, json_node_get_object (node), error);
}

GPtrArray *
ptl_json_reader_settle (PtlJsonReader *self)
{
  finish_session (self);
  return g_ptr_array_ref (self->sessions);
}
