/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-reader.c: fingerprints out of any text (spec 4). */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/fingerprint-text.h"
#include "rules/fingerprint.h"
#include "rules/line.h"

#define MAX_FIELD 128
#define MAX_TIME  0xffffffff /* of the year 2106 */

typedef struct
{
  PtlLine line;
  gboolean no_proper_end; /* of any reply in what is left; spares looking again */
} Reader;

static gboolean
fail (const char *what, GError **error)
{
  g_set_error_literal (error, PTL_FINGERPRINT_ERROR, PTL_FINGERPRINT_ERROR_SYNTAX, what);
  return FALSE;
}

/* Digits of @base, as many as there are; FALSE if there are none or too many. */
static gboolean
take_number (PtlLine *line, guint base, guint64 max, guint64 *value)
{
  const char *start = line->pos;

  *value = 0;
  for (; line->pos < line->end && g_ascii_isxdigit (*line->pos) &&
         (guint) g_ascii_xdigit_value (*line->pos) < base;
       line->pos++)
    {
      *value = *value * base + (guint) g_ascii_xdigit_value (*line->pos);
      if (*value > max)
        return FALSE;
    }

  return line->pos > start;
}

/* Up to the next of @stops, the end or MAX_FIELD characters. */
static PtlText
take_field (PtlLine *line, const char *stops)
{
  const char *start = line->pos;

  while (line->pos < line->end && line->pos - start < MAX_FIELD &&
         strchr (stops, *line->pos) == NULL)
    line->pos++;
  return (PtlText){ start, (gsize) (line->pos - start) };
}

static gboolean
read_port (PtlFingerprint *self, PtlLine *line, GError **error)
{
  guint64 port;

  if (!take_number (line, 10, G_MAXUINT16, &port))
    return fail (_ ("the port is not a number from 0 to 65535"), error);

  self->port = (guint16) port;
  if (ptl_line_skip (line, "-TCP:"))
    self->protocol = PTL_PROTOCOL_TCP;
  else if (ptl_line_skip (line, "-UDP:"))
    self->protocol = PTL_PROTOCOL_UDP;
  else
    return fail (_ ("the protocol is not TCP or UDP"), error);

  return TRUE;
}

static void
set_text (char **slot, PtlText text)
{
  g_free (*slot);
  *slot = ptl_text_is_printable (text) ? ptl_text_dup (text) : NULL;
}

static void
set_date (PtlFingerprint *self, PtlText value)
{
  PtlLine line = ptl_line_from_text (value);
  guint64 month, day;

  if (take_number (&line, 10, 12, &month) && ptl_line_skip (&line, "/") &&
      take_number (&line, 10, 31, &day) && month > 0 && day > 0)
    {
      self->month = (guint) month;
      self->day = (guint) day;
    }
}

/* A field that is unknown or makes no sense is passed over: the replies are what counts.
 */
static void
set_field (PtlFingerprint *self, const char *key, PtlText value)
{
  PtlLine line = ptl_line_from_text (value);
  guint64 number;

  if (g_str_equal (key, "V"))
    set_text (&self->version, value);
  else if (g_str_equal (key, "P"))
    set_text (&self->platform, value);
  else if (g_str_equal (key, "D"))
    set_date (self, value);
  else if (g_str_equal (key, "T") && ptl_line_skip (&line, "SSL"))
    self->tunnel = PTL_TUNNEL_SSL;
  else if (g_str_equal (key, "I") && take_number (&line, 10, 9, &number))
    self->intensity = (int) number;
  else if (g_str_equal (key, "Time") && take_number (&line, 16, MAX_TIME, &number))
    self->time_s = (gint64) number;
}

/* KEY=VALUE, the first directly after the protocol, the others after a percent sign. */
static void
read_header (PtlFingerprint *self, PtlLine *line)
{
  do
    {
      g_autofree char *key = ptl_text_dup (ptl_line_take_letters (line));

      if (ptl_line_skip (line, "="))
        set_field (self, key, take_field (line, "%;"));
      else
        take_field (line, "%;");
    }
  while (line->end - line->pos > 1 && line->pos[1] != 'r' && ptl_line_skip (line, "%"));
}

/* Whether the quote at @pos ends the data.  One that lost its backslash is not followed
 * by what follows a reply. */
static gboolean
is_closing_quote (const char *pos, const char *end)
{
  gsize left = (gsize) (end - pos);

  return left >= 2 && pos[1] == ')' && (left == 2 || strchr ("%;", pos[2]) != NULL);
}

static const char *
find_end_of_data (const char *pos, const char *end, gboolean lenient)
{
  for (; pos < end; pos++)
    if (*pos == '\\' && pos + 1 < end)
      pos++;
    else if (*pos == '"' &&
             (lenient ? end - pos > 1 && pos[1] == ')' : is_closing_quote (pos, end)))
      return pos;

  return NULL;
}

/* Bytes of the escape after the backslash at @pos; what is none stands for itself. */
static gsize
decode_escape (const char *pos, gsize left, guint8 *byte)
{
  static const char letters[] = "0nrtabfv";
  static const char bytes[] = "\0\n\r\t\a\b\f\v";
  const char *letter;

  *byte = (guint8) *pos;
  if (left < 2)
    return 1;

  if (pos[1] == 'x' && left >= 4 && g_ascii_isxdigit (pos[2]) &&
      g_ascii_isxdigit (pos[3]))
    {
      *byte =
          (guint8) (g_ascii_xdigit_value (pos[2]) * 16 + g_ascii_xdigit_value (pos[3]));
      return 4;
    }

  letter = strchr (letters, pos[1]);
  if (letter == NULL && g_ascii_isalnum (pos[1]))
    return 1;

  *byte = letter != NULL ? (guint8) bytes[letter - letters] : (guint8) pos[1];
  return 2;
}

/* Of a reply whose end is missing, what stands behind it is not part of it. */
static GBytes *
decode (const char *pos, const char *end, gsize max)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  while (pos < end && out->len < max)
    {
      guint8 byte = (guint8) *pos;

      pos += *pos == '\\' ? decode_escape (pos, (gsize) (end - pos), &byte) : 1;
      g_byte_array_append (out, &byte, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static const char *
find_close (Reader *reader)
{
  const PtlLine *line = &reader->line;
  const char *close = NULL;

  if (!reader->no_proper_end)
    close = find_end_of_data (line->pos, line->end, FALSE);
  reader->no_proper_end = close == NULL;
  return close != NULL ? close : find_end_of_data (line->pos, line->end, TRUE);
}

/* After "%r(".  Returns: FALSE if it is no reply */
static gboolean
read_reply (PtlFingerprint *self, Reader *reader)
{
  PtlLine *line = &reader->line;
  PtlText name = take_field (line, ",%\"");
  g_autofree char *probe = NULL;
  g_autoptr (GBytes) data = NULL;
  guint64 full_length;
  const char *close;

  if (name.len == 0 || !ptl_text_is_printable (name) || !ptl_line_skip (line, ",") ||
      !take_number (line, 16, G_MAXUINT32, &full_length) || !ptl_line_skip (line, ",\""))
    return FALSE;

  close = find_close (reader);
  probe = ptl_text_dup (name);
  data = close != NULL ? decode (line->pos, close, G_MAXSIZE)
                       : decode (line->pos, line->end, full_length);
  ptl_fingerprint_add_reply (self, probe, data, full_length);
  line->pos = close != NULL ? close + strlen ("\")") : line->end;
  return TRUE;
}

/* After "SF-Port". */
static PtlFingerprint *
read_fingerprint (Reader *reader, GError **error)
{
  PtlLine *line = &reader->line;
  g_autoptr (PtlFingerprint) self =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 0, PTL_TUNNEL_NONE, -1, 0);

  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->platform, g_free);
  self->month = self->day = 0;
  if (!read_port (self, line, error))
    return NULL;

  read_header (self, line);
  while (ptl_line_skip (line, "%r("))
    if (!read_reply (self, reader))
      break;

  if (self->replies->len > 0)
    return g_steal_pointer (&self);

  fail (_ ("there is no reply %r(...) in it"), error);
  return NULL;
}

/* Adds the fingerprints that begin in one line of the unwrapped text. */
static void
read_line (GPtrArray *found, PtlLine line, GError **fault)
{
  Reader reader = { line, FALSE };
  PtlLine *rest = &reader.line;

  while ((rest->pos = memmem (rest->pos, (gsize) (rest->end - rest->pos),
                              PTL_FINGERPRINT_START, strlen (PTL_FINGERPRINT_START))) !=
         NULL)
    {
      PtlFingerprint *fingerprint;

      rest->pos += strlen (PTL_FINGERPRINT_START);
      fingerprint = read_fingerprint (&reader, *fault == NULL ? fault : NULL);
      if (fingerprint != NULL)
        g_ptr_array_add (found, fingerprint);
    }
}

GPtrArray *
ptl_fingerprints_parse (const char *text, gsize len, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_fingerprint_free);
  g_autoptr (GString) plain = NULL;
  g_autoptr (GError) fault = NULL;
  const char *pos;

  if (len > PTL_FINGERPRINT_MAX_PASTE)
    {
      fail (_ ("the text is longer than 4 MiB"), error);
      return NULL;
    }

  plain = ptl_fingerprint_unwrap (text, len);
  pos = plain->str;
  while (pos < plain->str + plain->len)
    read_line (found, ptl_line_take_from (&pos, plain->str + plain->len), &fault);

  if (found->len > 0)
    return g_steal_pointer (&found);

  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error_literal (error, PTL_FINGERPRINT_ERROR, PTL_FINGERPRINT_ERROR_NONE_FOUND,
                         _ ("the text has no service fingerprint (SF-Port...)"));
  return NULL;
}
