/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint-encoding.c: fingerprints taken from the inside of other formats. */
#include "rules/fingerprint-encoding.h"

#include <string.h>

#include "rules/fingerprint-text.h"

#define FIRST_REPLY  "%r("
#define DATE_IN_MAIL "%D=3D" /* no month is called 3D */
#define MAX_NAME     256     /* characters from there to the quote that begins the data */

/* Returns: (nullable): what stands where the data of the first reply begins: after
 * "%r(PROBE,LENGTH," */
static const char *
find_first_quote (const GString *text)
{
  const char *name = strstr (text->str, FIRST_REPLY);
  const char *comma = name != NULL ? memchr (name, ',', strnlen (name, MAX_NAME)) : NULL;

  if (comma != NULL)
    comma = memchr (comma + 1, ',', strnlen (comma + 1, MAX_NAME));
  return comma != NULL ? comma + 1 : NULL;
}

static gboolean
begins_with_any (const char *text, const char *const *beginnings)
{
  for (; *beginnings != NULL; beginnings++)
    if (g_str_has_prefix (text, *beginnings))
      return TRUE;

  return FALSE;
}

static int
read_hex (const char *pos, guint n_digits)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isxdigit (pos[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (pos[i]);
    }

  return value;
}

/* --- JSON (RFC 8259 7) --- */

/* Appends what the escape after the backslash at @pos means; returns its length. */
static gsize
append_json_escape (GString *out, const char *pos)
{
  static const char letters[] = "nrtbf";
  static const char bytes[] = "\n\r\t\b\f";
  const char *letter;
  int code;

  if (pos[1] == 'u' && (code = read_hex (pos + 2, 4)) >= 0)
    {
      if (code > 0 && code < 0x80)
        g_string_append_c (out, (char) code);
      return 6;
    }

  letter = pos[1] != '\0' ? strchr (letters, pos[1]) : NULL;
  g_string_append_c (out, letter != NULL ? bytes[letter - letters] : pos[1]);
  return 2;
}

static void
decode_json (GString *text)
{
  g_autoptr (GString) out = g_string_sized_new (text->len);
  gsize pos = 0;

  while (pos < text->len)
    if (text->str[pos] == '\\' && pos + 1 < text->len)
      pos += append_json_escape (out, text->str + pos);
    else
      g_string_append_c (out, text->str[pos++]);

  g_string_truncate (text, 0);
  g_string_append_len (text, out->str, (gssize) out->len);
}

/* --- quoted-printable --- */

/* By the header: in the data, a service may have said anything. */
static gboolean
is_source_of_mail (const GString *text)
{
  const char *start = strstr (text->str, PTL_FINGERPRINT_START);
  const char *date = start != NULL ? strstr (start, DATE_IN_MAIL) : NULL;

  return date != NULL && memchr (start, '"', (gsize) (date - start)) == NULL;
}

static gsize
measure_soft_break (const char *pos)
{
  gsize blanks = 1 + strspn (pos + 1, " \t\r");

  return pos[blanks] == '\n' ? blanks + 1 : 0;
}

static void
decode_quoted_printable (GString *text)
{
  gsize to = 0;

  for (gsize from = 0; from < text->len;)
    {
      const char *pos = text->str + from;
      gsize soft_break = *pos == '=' ? measure_soft_break (pos) : 0;
      int byte = *pos == '=' ? read_hex (pos + 1, 2) : -1;

      from += soft_break > 0 ? soft_break : byte >= 0 ? 3 : 1;
      if (soft_break == 0)
        text->str[to++] = byte >= 0 ? (char) byte : *pos;
    }

  g_string_truncate (text, to);
}

/* --- XML and HTML --- */

static void
decode_entities (GString *text)
{
  static const char *const entities[][2] = {
    { "&quot;", "\"" }, { "&#34;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" },
    { "&lt;", "<" },    { "&gt;", ">" },   { "&#45;", "-" },  { "&amp;", "&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
}

GString *
ptl_fingerprint_decode_copy (const char *text, gsize len)
{
  static const char *const quotes_of_json[] = { "\\\"", "\\u0022", NULL };
  static const char *const quotes_of_xml[] = { "&quot;", "&#34;", NULL };
  GString *out = g_string_new_len (text, (gssize) len);
  const char *quote;

  if (is_source_of_mail (out))
    decode_quoted_printable (out);

  quote = find_first_quote (out);
  if (quote != NULL && begins_with_any (quote, quotes_of_json))
    decode_json (out);
  else if (quote != NULL && begins_with_any (quote, quotes_of_xml))
    decode_entities (out);
  return out;
}
