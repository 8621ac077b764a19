/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-writer.c: a fingerprint as text (spec 4). */
#include <string.h>

#include "rules/fingerprint.h"

#define LINE_LEN 74
#define MARK     "SF:" /* begins every line but the first */

/* What a probe's name may have without being taken for something else. */
#define PROBE_NAME G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.+"

/* Bytes that stand behind a backslash, so that the text can be pasted into a pattern. */
static const char backslashed[] = "\\?\"[]().*+$^|";

static gboolean
is_digit_at (const guint8 *data, gsize len, gsize at)
{
  return at < len && g_ascii_isdigit ((char) data[at]);
}

static void
append_byte (GString *out, const guint8 *data, gsize len, gsize at)
{
  char c = (char) data[at];

  if (c == '\0')
    g_string_append (out, is_digit_at (data, len, at + 1) ? "\\x00" : "\\0");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else if (strchr (backslashed, c) != NULL)
    g_string_append_printf (out, "\\%c", c);
  else if (g_ascii_isgraph (c))
    g_string_append_c (out, c);
  else
    g_string_append_printf (out, "\\x%02x", data[at]);
}

static void
append_reply (GString *out, const PtlFingerprintReply *reply, gsize max_reply)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (reply->data, &len);
  g_autofree char *probe = g_strdup (reply->probe);

  g_strcanon (probe, PROBE_NAME, '_');
  len = MIN (len, max_reply);
  g_string_append_printf (out, "%%r(%s,%" G_GSIZE_MODIFIER "X,\"", probe,
                          reply->full_length);
  for (gsize i = 0; i < len; i++)
    append_byte (out, data, len, i);
  g_string_append (out, "\")");
}

static void
append_header (GString *out, const PtlFingerprint *self)
{
  g_string_append_printf (out, "SF-Port%u-%s:V=%s", self->port,
                          self->protocol == PTL_PROTOCOL_TCP ? "TCP" : "UDP",
                          self->version != NULL ? self->version : "");
  if (self->tunnel == PTL_TUNNEL_SSL)
    g_string_append (out, "%T=SSL");
  if (self->intensity >= 0)
    g_string_append_printf (out, "%%I=%d", self->intensity);
  if (self->month != 0)
    g_string_append_printf (out, "%%D=%u/%u", self->month, self->day);
  g_string_append_printf (out, "%%Time=%" G_GINT64_MODIFIER "X", self->time_s);
  if (self->platform != NULL)
    g_string_append_printf (out, "%%P=%s", self->platform);
}

char *
ptl_fingerprint_to_string (const PtlFingerprint *self, gsize max_reply, gsize max_text)
{
  GString *out;

  if (self->replies->len == 0)
    return NULL;

  out = g_string_new (NULL);
  append_header (out, self);
  for (guint i = 0; i < self->replies->len && out->len <= max_text; i++)
    append_reply (out, self->replies->pdata[i], max_reply);
  g_string_append_c (out, ';');
  return g_string_free (out, FALSE);
}

char *
ptl_fingerprint_wrap (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize left = strlen (text);
  gsize room = LINE_LEN;

  /* The semicolon at the end is not worth a line of its own. */
  while (left > room + 1 || (left == room + 1 && text[room] != ';'))
    {
      g_string_append_len (out, text, (gssize) room);
      g_string_append (out, "\n" MARK);
      text += room;
      left -= room;
      room = LINE_LEN - strlen (MARK);
    }

  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

char *
ptl_fingerprints_to_text (GPtrArray *prints)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < prints->len; i++)
    {
      g_autofree char *text =
          ptl_fingerprint_to_string (prints->pdata[i], G_MAXSIZE, G_MAXSIZE);
      g_autofree char *wrapped = text != NULL ? ptl_fingerprint_wrap (text) : NULL;

      if (wrapped != NULL)
        g_string_append_printf (out, "%s\n", wrapped);
    }

  return g_string_free (out, FALSE);
}
