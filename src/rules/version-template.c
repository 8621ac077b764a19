/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/version-template.c: fills a field's template with what the pattern captured
 * (spec 1.7). */
#include "rules/version-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/template-call.h"

/* More than any field may hold, so that a value this long never fits anyway. */
#define MAX_VALUE 8192

typedef struct
{
  const guint8 *data;
  gsize len;
} Value;

static gboolean
get_capture (const PtlCaptures *captures, guint group, Value *value)
{
  const PtlCapture *capture = &captures->groups[group];

  if (group >= captures->n_groups || capture->start < 0 || capture->end < capture->start)
    return FALSE;

  *value = (Value){ captures->subject + capture->start,
                    (gsize) (capture->end - capture->start) };
  return TRUE;
}

static void
append_printable (GString *out, Value value)
{
  for (gsize i = 0; i < value.len && out->len < MAX_VALUE; i++)
    if (g_ascii_isprint ((char) value.data[i]))
      g_string_append_c (out, (char) value.data[i]);
}

static void
append_replaced (GString *out, Value value, GBytes *find, GBytes *replacement)
{
  gsize find_len, with_len;
  const guint8 *what = g_bytes_get_data (find, &find_len);
  const char *with = g_bytes_get_data (replacement, &with_len);
  const guint8 *pos = value.data;
  const guint8 *end = value.data + value.len;

  while (out->len < MAX_VALUE)
    {
      const guint8 *hit = memmem (pos, (gsize) (end - pos), what, find_len);
      const guint8 *stop = hit != NULL ? hit : end;

      g_string_append_len (out, (const char *) pos, stop - pos);
      if (hit == NULL)
        return;
      g_string_append_len (out, with, (gssize) with_len);
      pos = hit + find_len;
    }
}

static gboolean
append_number (GString *out, Value value, gboolean big_endian)
{
  guint64 number = 0;

  if (value.len > sizeof number)
    return FALSE;

  for (gsize i = 0; i < value.len; i++)
    number = number << 8 | value.data[big_endian ? i : value.len - 1 - i];
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, number);
  return TRUE;
}

static gboolean
evaluate (const PtlTemplateCall *call, const PtlCaptures *captures, GString *out)
{
  Value value;

  if (!get_capture (captures, call->group, &value))
    return FALSE;

  switch (call->kind)
    {
    case PTL_TEMPLATE_CALL_CAPTURE:
      g_string_append_len (out, (const char *) value.data,
                           (gssize) MIN (value.len, MAX_VALUE));
      return TRUE;

    case PTL_TEMPLATE_CALL_PRINTABLE:
      append_printable (out, value);
      return TRUE;

    case PTL_TEMPLATE_CALL_REPLACE:
      append_replaced (out, value, call->find, call->replacement);
      return TRUE;

    case PTL_TEMPLATE_CALL_NUMBER:
      return append_number (out, value, call->big_endian);
    }

  g_assert_not_reached ();
}

/* ASCII as UTF-16 in little-endian order, the last NUL perhaps not captured. */
static gboolean
is_wide_ascii (const GString *value)
{
  if (value->len < 3)
    return FALSE;

  for (gsize i = 0; i < value->len; i++)
    if ((i % 2 == 0) != (value->str[i] != '\0'))
      return FALSE;

  return TRUE;
}

/* What Nmap does to NUL bytes loses the rest of the value; this shows it. */
static void
settle_nuls (GString *value, gboolean compat_nmap)
{
  gsize kept = 0;

  if (compat_nmap)
    {
      g_string_truncate (value, strlen (value->str));
      return;
    }

  if (is_wide_ascii (value))
    {
      for (gsize i = 0; i < value->len; i += 2)
        value->str[kept++] = value->str[i];
      g_string_truncate (value, kept);
    }

  while (value->len > 0 && value->str[value->len - 1] == '\0')
    g_string_truncate (value, value->len - 1);
}

static void
append_for_cpe (GString *out, const GString *value)
{
  for (gsize i = 0; i < value->len; i++)
    {
      char c = value->str[i];

      if (g_ascii_isspace (c))
        g_string_append_c (out, '_');
      else if (c != '\0' && strchr (":/?#[]@!$&'()*+,;=%<>\"", c) != NULL)
        g_string_append_printf (out, "%%%02X", (guint8) c);
      else
        g_string_append_c (out, g_ascii_tolower (c));
    }
}

static gboolean
append_call (GString *out,
             const PtlTemplateCall *call,
             const PtlCaptures *captures,
             PtlTemplateRules rules)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (!evaluate (call, captures, value))
    return FALSE;

  settle_nuls (value, rules.compat_nmap);
  if (rules.is_cpe)
    append_for_cpe (out, value);
  else
    g_string_append_len (out, value->str, (gssize) value->len);
  return !rules.compat_nmap || out->len < rules.max_len;
}

static gboolean
append_all (GString *out,
            PtlLine *line,
            const PtlCaptures *captures,
            PtlTemplateRules rules)
{
  while (!ptl_line_is_at_end (line))
    {
      g_auto (PtlTemplateCall) call = { PTL_TEMPLATE_CALL_CAPTURE };
      const char *dollar = memchr (line->pos, '$', (gsize) (line->end - line->pos));
      const char *stop = dollar != NULL ? dollar : line->end;

      g_string_append_len (out, line->pos, stop - line->pos);
      line->pos = stop;
      if (rules.compat_nmap && out->len > rules.max_len)
        return FALSE;
      if (dollar != NULL && (!ptl_template_call_parse (&call, line, NULL) ||
                             !append_call (out, &call, captures, rules)))
        return FALSE;
    }

  return TRUE;
}

static void
strip_tail (GString *text)
{
  gsize len = text->len;

  while (len > 0 && (g_ascii_isspace (text->str[len - 1]) || text->str[len - 1] == ','))
    len--;
  g_string_truncate (text, len);
}

/* Bytes of the printable character at @text, 0 if there is none. */
static gsize
measure_printable (const char *text, gsize len, gboolean ascii_only)
{
  gunichar c;

  if (g_ascii_isprint (*text))
    return 1;
  if (ascii_only || *text == '\0')
    return 0;

  c = g_utf8_get_char_validated (text, (gssize) len);
  if (c == (gunichar) -1 || c == (gunichar) -2 || !g_unichar_isprint (c))
    return 0;
  return (gsize) g_unichar_to_utf8 (c, NULL);
}

/* The text with a dot for every byte that cannot be shown, cut to what fits. */
static char *
make_printable (const GString *text, PtlTemplateRules rules)
{
  g_autoptr (GString) out = g_string_sized_new (text->len + 1);

  for (gsize pos = 0; pos < text->len;)
    {
      gsize size =
          measure_printable (text->str + pos, text->len - pos, rules.compat_nmap);

      if (out->len + MAX (size, 1) > rules.max_len)
        break;
      if (size == 0)
        g_string_append_c (out, '.');
      else
        g_string_append_len (out, text->str + pos, (gssize) size);
      pos += MAX (size, 1);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
ptl_version_template_expand (PtlText text,
                             const char *prefix,
                             const PtlCaptures *captures,
                             PtlTemplateRules rules)
{
  g_autoptr (GString) out = g_string_new (prefix);
  PtlLine line = ptl_line_from_text (text);

  if (!append_all (out, &line, captures, rules))
    return NULL;

  strip_tail (out);
  if (out->len <= strlen (prefix) || (rules.is_cpe && out->len > rules.max_len))
    return NULL;
  return make_printable (out, rules);
}

gboolean
ptl_version_template_check (PtlText text, guint n_groups, gsize *offset, GError **error)
{
  PtlLine line = ptl_line_from_text (text);

  while ((line.pos = memchr (line.pos, '$', (gsize) (line.end - line.pos))) != NULL)
    {
      g_auto (PtlTemplateCall) call = { PTL_TEMPLATE_CALL_CAPTURE };
      gboolean ok;

      *offset = (gsize) (line.pos - line.start);
      ok = ptl_template_call_parse (&call, &line, error);
      if (ok && call.group > n_groups)
        ok = ptl_line_fail (_ ("the pattern has no such capture group"), error);
      if (!ok)
        return FALSE;
    }

  return TRUE;
}
