/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-list.c: many target expressions, as a command line, an entry or a file
 * holds them. */
#include "scan/target-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/file.h"
#include "scan/target-iter.h"

#define MAX_ITEM_BYTES  1023 /* as Nmap */
#define MAX_FILE_BYTES  (64 * 1024 * 1024)
#define MAX_EXACT_COUNT (1024 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* which some editors put before UTF-8 */

typedef struct
{
  const char *text;
  gsize len;
  gsize pos;
  gsize line_start;
  guint line;
  const char *name;
} Reader;

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* Columns count characters, not bytes. */
static void
prefix_place (const Reader *reader, gsize at, GError **error)
{
  guint column = 1;

  for (gsize i = reader->line_start; i < at; i++)
    column += ((guint8) reader->text[i] & 0xc0) != 0x80;

  if (reader->name != NULL)
    g_prefix_error (error, "%s:%u:%u: ", reader->name, reader->line, column);
  else
    g_prefix_error (error, _ ("column %u: "), column);
}

/* Moves to the next expression. */
static gboolean
find_item (Reader *reader)
{
  gboolean in_comment = FALSE;

  for (; reader->pos < reader->len; reader->pos++)
    {
      char c = reader->text[reader->pos];

      in_comment = (in_comment || c == '#') && c != '\n';
      if (!in_comment && !is_separator (c))
        return TRUE;

      if (c == '\n')
        {
          reader->line++;
          reader->line_start = reader->pos + 1;
        }
    }

  return FALSE;
}

static gsize
find_item_end (const Reader *reader)
{
  gsize end = reader->pos;

  while (end < reader->len && !is_separator (reader->text[end]) &&
         reader->text[end] != '#')
    end++;
  return end;
}

/* Adds the expression of @length bytes at the reader's position. */
static gboolean
add_item (const Reader *reader, gsize length, GPtrArray *list, GError **error)
{
  g_autofree char *item = NULL;
  PtlTargetSpec *spec = NULL;
  gsize offset = 0;

  if (length > MAX_ITEM_BYTES)
    {
      g_set_error (error, PTL_TARGET_SPEC_ERROR, PTL_TARGET_SPEC_ERROR_SYNTAX,
                   _ ("a target has at most %d characters"), MAX_ITEM_BYTES);
    }
  else
    {
      item = g_strndup (reader->text + reader->pos, length);
      spec = ptl_target_spec_parse (item, &offset, error);
    }

  if (spec != NULL)
    g_ptr_array_add (list, spec);
  else
    prefix_place (reader, reader->pos + offset, error);
  return spec != NULL;
}

GPtrArray *
ptl_target_list_parse (const char *text, gsize len, const char *name, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  Reader reader = { .text = text, .len = len, .line = 1, .name = name };

  if (len >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    reader.pos = reader.line_start = strlen (BYTE_ORDER_MARK);

  while (find_item (&reader))
    {
      gsize end = find_item_end (&reader);
      gsize length = end - reader.pos;

      if (text[end - 1] == ',')
        length--;
      if (length > 0 && !add_item (&reader, length, list, error))
        return NULL;

      reader.pos = end;
    }

  return g_steal_pointer (&list);
}

GPtrArray *
ptl_target_list_load (const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  gsize len;

  if (!ptl_file_read (path, MAX_FILE_BYTES, &contents, &len, error))
    return NULL;

  return ptl_target_list_parse (contents, len, shown, error);
}

static guint64
count_all (GPtrArray *targets)
{
  guint64 total = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      guint64 count = ptl_target_spec_count (targets->pdata[i]);

      if (count > G_MAXUINT64 - total)
        return G_MAXUINT64;
      total += count;
    }

  return total;
}

guint64
ptl_target_list_count (GPtrArray *targets, GPtrArray *excludes)
{
  g_autoptr (PtlTargetIter) iter = NULL;
  guint64 total = count_all (targets);
  PtlAddress address;

  if (excludes == NULL || excludes->len == 0 || total > MAX_EXACT_COUNT)
    return total;

  iter = ptl_target_iter_new (targets, excludes);
  for (total = 0; ptl_target_iter_next (iter, &address, NULL); total++)
    ;
  return total;
}
