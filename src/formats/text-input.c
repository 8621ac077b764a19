/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/text-input.c: a foreign file as text: valid UTF-8, piece by piece. */
#include "formats/text-input.h"

#include <string.h>

#define PIECE           (64 * 1024)
#define MAX_CHARACTER   4 /* bytes in UTF-8 */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define REPLACEMENT     0xfffd

struct _PtlTextInput
{
  GInputStream *in;
  guint8 bytes[PIECE + MAX_CHARACTER];
  gsize n_left; /* of bytes: the beginning of a character */
  gboolean at_end;
  gboolean has_begun;
  GString *text;
};

/* What the file begins with; less if it is shorter. */
static gboolean
peek (GInputStream *in,
      guint8 *magic,
      gsize length,
      GCancellable *cancellable,
      GError **error)
{
  GBufferedInputStream *buffered = G_BUFFERED_INPUT_STREAM (in);

  memset (magic, 0, length);
  while (g_buffered_input_stream_get_available (buffered) < length)
    {
      gssize n =
          g_buffered_input_stream_fill (buffered, (gssize) length, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
    }

  g_buffered_input_stream_peek (buffered, magic, 0, length);
  return TRUE;
}

/* Returns: (transfer full): @in, which is released, as @converter has it */
static GInputStream *
convert (GInputStream *in, GConverter *converter)
{
  g_autoptr (GInputStream) converted = g_converter_input_stream_new (in, converter);
  GInputStream *buffered = g_buffered_input_stream_new_sized (converted, PIECE);

  g_object_unref (in);
  return buffered;
}

PtlTextInput *
ptl_text_input_new (GInputStream *in, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtlTextInput) self = g_new0 (PtlTextInput, 1);
  guint8 magic[2];

  self->text = g_string_new (NULL);
  self->in = g_buffered_input_stream_new_sized (in, PIECE);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (self->in), FALSE);
  if (!peek (self->in, magic, sizeof magic, cancellable, error))
    return NULL;

  if (magic[0] == 0x1f && magic[1] == 0x8b)
    {
      g_autoptr (GZlibDecompressor) gzip =
          g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

      self->in = convert (self->in, G_CONVERTER (gzip));
      if (!peek (self->in, magic, sizeof magic, cancellable, error))
        return NULL;
    }

  if ((magic[0] == 0xff && magic[1] == 0xfe) || (magic[0] == 0xfe && magic[1] == 0xff))
    {
      g_autoptr (GCharsetConverter) utf16 =
          g_charset_converter_new ("UTF-8", "UTF-16", error);

      if (utf16 == NULL)
        return NULL;
      g_charset_converter_set_use_fallback (utf16, TRUE);
      self->in = convert (self->in, G_CONVERTER (utf16));
    }

  return g_steal_pointer (&self);
}

void
ptl_text_input_free (PtlTextInput *self)
{
  g_clear_object (&self->in);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Returns: how many of the last bytes are the beginning of a character */
static gsize
count_unfinished (const char *bytes, gsize length)
{
  for (gsize n = 1; n < MAX_CHARACTER && n <= length; n++)
    {
      gunichar c = g_utf8_get_char_validated (bytes + length - n, (gssize) n);

      if (c == (gunichar) -2)
        return n;
      if (((guint8) bytes[length - n] & 0xc0) != 0x80)
        break;
    }

  return 0;
}

static void
append_text (GString *text, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *bad;
      guint8 byte;

      g_utf8_validate (bytes, end - bytes, &bad);
      g_string_append_len (text, bytes, bad - bytes);
      if (bad == end)
        break;

      byte = (guint8) *bad;
      g_string_append_unichar (text, byte != 0 ? byte : REPLACEMENT);
      bytes = bad + 1;
    }
}

/* Reads until a whole character is there, or the end. */
static gboolean
read_piece (PtlTextInput *self, GCancellable *cancellable, GError **error)
{
  char *bytes = (char *) self->bytes;
  gssize n = g_input_stream_read (self->in, self->bytes + self->n_left, PIECE,
                                  cancellable, error);
  gsize n_whole;
  gsize n_bytes;

  if (n < 0)
    return FALSE;

  self->at_end = n == 0;
  n_bytes = self->n_left + (gsize) n;
  self->n_left = self->at_end ? 0 : count_unfinished (bytes, n_bytes);
  n_whole = n_bytes - self->n_left;
  append_text (self->text, bytes, n_whole);
  memmove (self->bytes, self->bytes + n_whole, self->n_left);
  return TRUE;
}

gboolean
ptl_text_input_next (PtlTextInput *self,
                     const char **text,
                     gsize *length,
                     GCancellable *cancellable,
                     GError **error)
{
  g_string_truncate (self->text, 0);
  while (self->text->len == 0 && !self->at_end)
    {
      if (!read_piece (self, cancellable, error))
        return FALSE;

      if (!self->has_begun && self->text->len > 0)
        {
          self->has_begun = TRUE;
          if (g_str_has_prefix (self->text->str, BYTE_ORDER_MARK))
            g_string_erase (self->text, 0, strlen (BYTE_ORDER_MARK));
        }
    }

  *text = self->text->str;
  *length = self->text->len;
  return TRUE;
}
