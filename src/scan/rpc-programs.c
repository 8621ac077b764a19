/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-programs.c: which RPC programs there are, by number. */
#include "scan/rpc-programs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/file.h"
#include "base/lines.h"

#define MAX_FILE_BYTES  (1024 * 1024)
#define MAX_NAME_LENGTH 127
#define MAX_PROGRAMS    20000 /* each is a call to every RPC port */

struct _PtlRpcPrograms
{
  GStringChunk *names;
  GArray *programs;    /* PtlRpcProgram */
  GHashTable *numbers; /* those in programs */
};

G_DEFINE_QUARK (ptl_rpc_programs_error, ptl_rpc_programs_error)

PtlRpcPrograms *
ptl_rpc_programs_new (void)
{
  PtlRpcPrograms *self = g_atomic_rc_box_new0 (PtlRpcPrograms);

  self->names = g_string_chunk_new (4096);
  self->programs = g_array_new (FALSE, FALSE, sizeof (PtlRpcProgram));
  self->numbers = g_hash_table_new (NULL, NULL);
  return self;
}

PtlRpcPrograms *
ptl_rpc_programs_ref (PtlRpcPrograms *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlRpcPrograms *self = data;

  g_string_chunk_free (self->names);
  g_array_unref (self->programs);
  g_hash_table_unref (self->numbers);
}

void
ptl_rpc_programs_unref (PtlRpcPrograms *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
is_end_of_word (char c)
{
  return c == '\0' || c == ' ' || c == '\t' || c == '#';
}

/* Returns: NULL, or what is wrong at @pos, which moves along the line */
static const char *
parse_name (const char **pos)
{
  const char *start = *pos;

  for (; !is_end_of_word (**pos); (*pos)++)
    if (!g_ascii_isgraph (**pos))
      return _ ("a program name is printable ASCII");
    else if (*pos - start == MAX_NAME_LENGTH)
      return _ ("a program name has at most 127 characters");

  return NULL;
}

static const char *
parse_number (const char **pos, guint32 *number)
{
  const char *start = *pos;
  guint64 value = 0;

  if (!g_ascii_isdigit (**pos))
    return _ ("a program number is expected");

  for (; g_ascii_isdigit (**pos); (*pos)++)
    {
      value = value * 10 + (guint64) g_ascii_digit_value (**pos);
      if (value > G_MAXUINT32)
        {
          *pos = start;
          return _ ("a program number is at most 4294967295");
        }
    }

  *number = (guint32) value;
  return is_end_of_word (**pos) ? NULL : _ ("a decimal number ends here");
}

static const char *
parse_line (const char **pos, gpointer user_data)
{
  PtlRpcPrograms *self = user_data;
  const char *name = *pos;
  const char *wrong = parse_name (pos);
  gssize length = *pos - name;
  PtlRpcProgram program = { 0 };

  if (wrong != NULL)
    return wrong;

  *pos = ptl_lines_skip_blanks (*pos);
  wrong = parse_number (pos, &program.number);
  if (wrong != NULL ||
      g_hash_table_contains (self->numbers, GUINT_TO_POINTER (program.number)))
    return wrong;
  if (self->programs->len == MAX_PROGRAMS)
    return _ ("there are too many programs");

  program.name = g_string_chunk_insert_len (self->names, name, length);
  g_array_append_val (self->programs, program);
  g_hash_table_add (self->numbers, GUINT_TO_POINTER (program.number));
  return NULL;
}

/* Takes back what a file added before its bad line. */
static void
cut (PtlRpcPrograms *self, guint n)
{
  for (guint i = n; i < self->programs->len; i++)
    g_hash_table_remove (self->numbers,
                         GUINT_TO_POINTER (ptl_rpc_programs_get (self, i)->number));
  g_array_set_size (self->programs, n);
}

gboolean
ptl_rpc_programs_load (PtlRpcPrograms *self, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;
  guint n_before = self->programs->len;
  gsize length;

  if (!ptl_file_read (path, MAX_FILE_BYTES, &text, &length, error))
    return FALSE;

  if (strlen (text) != length)
    {
      g_set_error (error, PTL_RPC_PROGRAMS_ERROR, PTL_RPC_PROGRAMS_ERROR_SYNTAX,
                   _ ("%s: this is not a text file"), shown);
      return FALSE;
    }

  if (ptl_lines_parse (text, shown, parse_line, self, PTL_RPC_PROGRAMS_ERROR,
                       PTL_RPC_PROGRAMS_ERROR_SYNTAX, error))
    return TRUE;

  cut (self, n_before);
  return FALSE;
}

guint
ptl_rpc_programs_get_n (const PtlRpcPrograms *self)
{
  return self->programs->len;
}

const PtlRpcProgram *
ptl_rpc_programs_get (const PtlRpcPrograms *self, guint index)
{
  g_return_val_if_fail (index < self->programs->len, NULL);

  return &g_array_index (self->programs, PtlRpcProgram, index);
}
