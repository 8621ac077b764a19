/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-sample.c: a response from anywhere. */
#include "rules/response-sample.h"

#include <string.h>

#include "base/escape.h"
#include "rules/fingerprint.h"

#define DUMP_BYTES 16 /* of one line */

PtlResponseSample *
ptl_response_sample_new (PtlProtocol protocol,
                         const char *probe,
                         GBytes *data,
                         const char *origin)
{
  PtlResponseSample *self = g_atomic_rc_box_new0 (PtlResponseSample);

  self->protocol = protocol;
  self->probe = g_strdup (probe);
  self->data = g_bytes_ref (data);
  self->origin = g_strdup (origin);
  return self;
}

PtlResponseSample *
ptl_response_sample_ref (PtlResponseSample *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlResponseSample *self = data;

  g_free (self->probe);
  g_bytes_unref (self->data);
  g_free (self->origin);
}

void
ptl_response_sample_unref (PtlResponseSample *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static GPtrArray *
new_samples (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);
}

static void
add_fingerprint (GPtrArray *samples,
                 const PtlFingerprint *print,
                 const char *probe,
                 const char *origin)
{
  for (guint i = 0; i < print->replies->len; i++)
    {
      const PtlFingerprintReply *reply = print->replies->pdata[i];

      if (probe == NULL || strcmp (probe, reply->probe) == 0)
        g_ptr_array_add (samples, ptl_response_sample_new (print->protocol, reply->probe,
                                                           reply->data, origin));
    }
}

static GPtrArray *
take_bytes (GBytes *bytes, PtlProtocol protocol, const char *probe, const char *origin)
{
  GPtrArray *samples = new_samples ();

  g_ptr_array_add (samples, ptl_response_sample_new (
                                protocol, probe != NULL ? probe : "NULL", bytes, origin));
  return samples;
}

GPtrArray *
ptl_response_samples_from_file (const char *data,
                                gsize len,
                                PtlProtocol protocol,
                                const char *probe,
                                const char *origin)
{
  g_autoptr (GPtrArray) prints = ptl_fingerprints_parse (data, len, NULL);
  g_autoptr (GPtrArray) samples = new_samples ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; prints != NULL && i < prints->len; i++)
    add_fingerprint (samples, prints->pdata[i], probe, origin);
  if (prints != NULL)
    return g_steal_pointer (&samples);

  bytes = g_bytes_new (data, len);
  return take_bytes (bytes, protocol, probe, origin);
}

/* --- what is pasted --- */

/* Goes over "00000010  " at the beginning of a dump's line. */
static const char *
skip_offset (const char *pos)
{
  const char *digit = pos;

  while (g_ascii_isxdigit (*digit))
    digit++;
  if (digit - pos < 4 || (*digit != ':' && !g_str_has_prefix (digit, "  ")))
    return pos;

  return digit + 1;
}

/* Appends the bytes of one line. Returns: FALSE where something else than hex stands */
static gboolean
take_hex_line (GByteArray *bytes, const char *line)
{
  const char *pos = skip_offset (line);
  const gboolean is_dump = pos != line;
  guint n = 0;

  for (;;)
    {
      guint8 byte;

      while (*pos == ' ' || *pos == '\t')
        pos++;
      if (*pos == '\0' || (is_dump && n == DUMP_BYTES))
        return TRUE;
      if (!g_ascii_isxdigit (pos[0]) || !g_ascii_isxdigit (pos[1]))
        return is_dump && n > 0; /* the column of text */

      byte =
          (guint8) (g_ascii_xdigit_value (pos[0]) * 16 + g_ascii_xdigit_value (pos[1]));
      g_byte_array_append (bytes, &byte, 1);
      pos += 2;
      n++;
    }
}

/* Returns: (transfer full) (nullable) */
static GBytes *
read_hex (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!take_hex_line (bytes, g_strchomp (lines[i])))
      return NULL;

  return bytes->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* Returns: (transfer full) (nullable): what stands between double quotes */
static GBytes *
read_quoted (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const gsize len = strlen (stripped);

  if (len < 2 || stripped[0] != '"' || stripped[len - 1] != '"')
    return NULL;

  return ptl_unescape (stripped + 1, len - 2, NULL, NULL);
}

GPtrArray *
ptl_response_samples_from_text (const char *text,
                                PtlProtocol protocol,
                                const char *probe,
                                const char *origin)
{
  g_autoptr (GBytes) bytes = read_quoted (text);

  if (bytes == NULL)
    bytes = read_hex (text);
  if (bytes != NULL)
    return take_bytes (bytes, protocol, probe, origin);

  return ptl_response_samples_from_file (text, strlen (text), protocol, probe, origin);
}
