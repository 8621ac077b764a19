/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-text.c: pieces of a match line, as they have to be written. */
#include "rules/rule-text.h"

#include <string.h>

#include "base/escape.h"

/* Bytes of a response that an example has: enough for every rule that was drafted. */
#define MAX_EXAMPLE 4096

static void
append_byte (GString *out, guint8 byte, gboolean before_digit)
{
  switch (byte)
    {
    case '\r':
      g_string_append (out, "\\r");
      return;
    case '\n':
      g_string_append (out, "\\n");
      return;
    case '\t':
      g_string_append (out, "\\t");
      return;
    case '\0':
      /* A digit after \0 would make it an octal number. */
      g_string_append (out, before_digit ? "\\x00" : "\\0");
      return;
    default:
      break;
    }

  if (!g_ascii_isprint (byte) || byte == '|')
    g_string_append_printf (out, "\\x%02x", byte);
  else if (strchr ("\\^$.[]()*+?{}", byte) != NULL)
    g_string_append_printf (out, "\\%c", byte);
  else
    g_string_append_c (out, (char) byte);
}

void
ptl_rule_text_append_literal (GString *out, const void *data, gsize len)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < len; i++)
    append_byte (out, bytes[i], i + 1 == len || g_ascii_isdigit (bytes[i + 1]));
}

gboolean
ptl_rule_text_append_delimited (GString *out, const char *key, const char *text)
{
  const char *delimiters = *key == 'm' ? "|=%@~!,;#&/" : "/|%@~!,;#&=";

  for (; *delimiters != '\0'; delimiters++)
    if (strchr (text, *delimiters) == NULL)
      {
        g_string_append_printf (out, "%s%c%s%c", key, *delimiters, text, *delimiters);
        return TRUE;
      }

  return FALSE;
}

void
ptl_rule_text_append_template (GString *out, const char *text)
{
  /* The grammar has no way to write a dollar sign. */
  for (; *text != '\0'; text++)
    if (*text != '$' && (guint8) *text >= ' ')
      g_string_append_c (out, *text);
}

/* The payload in the notation of probe strings, without a bar. */
static char *
escape_payload (GBytes *payload)
{
  gsize len;
  const char *data = g_bytes_get_data (payload, &len);
  g_autofree char *escaped = ptl_escape (data, len);
  g_auto (GStrv) parts = g_strsplit (escaped, "|", -1);

  return g_strjoinv ("\\x7c", parts);
}

void
ptl_rule_text_append_probe (GString *out, const PtlProbe *probe)
{
  g_autofree char *payload = escape_payload (ptl_probe_get_payload (probe));

  g_string_append_printf (out, "Probe %s %s q|%s|\n",
                          ptl_probe_get_protocol (probe) == PTL_PROTOCOL_UDP ? "UDP"
                                                                             : "TCP",
                          ptl_probe_get_name (probe), payload);
}

static void
append_value (GString *out, char key, const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = ptl_escape (value, strlen (value));
  g_string_append_printf (out, " %c=\"%s\"", key, escaped);
}

void
ptl_rule_text_append_example (GString *out,
                              GBytes *response,
                              const char *probe,
                              const PtlService *expected)
{
  gsize len;
  const char *data = g_bytes_get_data (response, &len);
  g_autofree char *escaped = ptl_escape (data, MIN (len, MAX_EXAMPLE));

  g_string_append_printf (out, "#@ %s \"%s\"",
                          expected != NULL ? "example" : "counterexample", escaped);
  if (expected != NULL)
    {
      append_value (out, 'p', expected->product);
      append_value (out, 'v', expected->version);
      append_value (out, 'i', expected->extra_info);
      append_value (out, 'h', expected->hostname);
    }
  if (probe != NULL)
    g_string_append_printf (out, " probe=%s", probe);
  g_string_append_c (out, '\n');
}
