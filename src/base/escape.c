/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/escape.c: bytes as text that a person can type, and back. */
#include "base/escape.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (ptl_escape_error, ptl_escape_error)

/* The letter after the backslash and the byte it stands for. */
static const char simple[][2] = { { '0', '\0' }, { 'a', '\a' }, { 'b', '\b' },
                                  { 'f', '\f' }, { 'n', '\n' }, { 'r', '\r' },
                                  { 't', '\t' }, { 'v', '\v' } };

static gboolean
fail (gsize at, gsize *offset, const char *what, GError **error)
{
  if (offset != NULL)
    *offset = at;
  g_set_error_literal (error, PTL_ESCAPE_ERROR, PTL_ESCAPE_ERROR_SYNTAX, what);
  return FALSE;
}

/* Reads the escape whose backslash is at @pos; returns its length, 0 on error. */
static gsize
read_escape (const char *text,
             gsize pos,
             gsize len,
             guint8 *byte,
             gsize *offset,
             GError **error)
{
  gsize left = len - pos;
  char letter;

  if (left < 2)
    return fail (pos, offset, _ ("a lone backslash at the end"), error);

  letter = text[pos + 1];
  if (letter == 'x')
    {
      if (left < 4 || !g_ascii_isxdigit (text[pos + 2]) ||
          !g_ascii_isxdigit (text[pos + 3]))
        return fail (pos, offset, _ ("\\x needs two hexadecimal digits"), error);
      *byte = (guint8) (g_ascii_xdigit_value (text[pos + 2]) * 16 +
                        g_ascii_xdigit_value (text[pos + 3]));
      return 4;
    }

  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    if (simple[i][0] == letter)
      {
        *byte = (guint8) simple[i][1];
        return 2;
      }

  if (g_ascii_isalnum (letter))
    return fail (pos, offset, _ ("unknown escape"), error);

  *byte = (guint8) letter;
  return 2;
}

GBytes *
ptl_unescape (const char *text, gsize len, gsize *offset, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) len);

  for (gsize pos = 0; pos < len;)
    {
      guint8 byte = (guint8) text[pos];
      gsize taken = 1;

      if (byte == '\\')
        taken = read_escape (text, pos, len, &byte, offset, error);
      if (taken == 0)
        return NULL;

      g_byte_array_append (out, &byte, 1);
      pos += taken;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
append_escaped (GString *out, guint8 byte)
{
  /* \0 is left to the NUL that no digit follows; \x00 is right everywhere. */
  if (byte == '\n')
    g_string_append (out, "\\n");
  else if (byte == '\r')
    g_string_append (out, "\\r");
  else if (byte == '\t')
    g_string_append (out, "\\t");
  else if (byte == '\\')
    g_string_append (out, "\\\\");
  else if (byte != '"' && g_ascii_isprint ((char) byte))
    g_string_append_c (out, (char) byte);
  else
    g_string_append_printf (out, "\\x%02x", byte);
}

char *
ptl_escape (const void *data, gsize len)
{
  GString *out = g_string_sized_new (len + 1);
  const guint8 *bytes = data;

  for (gsize i = 0; i < len; i++)
    append_escaped (out, bytes[i]);

  return g_string_free (out, FALSE);
}
