/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/sample.c: responses that a pattern may well match, made up from its text.
 *
 * Every function goes over its part of the pattern; @emit says whether to write too. */
#include "sample.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *pos;
  const char *end;
  GByteArray *out;
} Maker;

static void make_alternatives (Maker *m, gboolean emit);

static guint
roll (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static gboolean
accept (Maker *m, const char *text)
{
  gsize len = strlen (text);

  if (len > (gsize) (m->end - m->pos) || memcmp (m->pos, text, len) != 0)
    return FALSE;

  m->pos += len;
  return TRUE;
}

static gboolean
is_class_member (char class, guint8 byte)
{
  char c = (char) byte;

  switch (class)
    {
    case 'd':
      return g_ascii_isdigit (c);
    case 'D':
      return !g_ascii_isdigit (c);
    case 's':
      return g_ascii_isspace (c);
    case 'S':
      return !g_ascii_isspace (c);
    case 'w':
      return g_ascii_isalnum (c) || c == '_';
    case 'W':
      return !g_ascii_isalnum (c) && c != '_';
    default:
      return FALSE;
    }
}

static void
fill_class (gboolean *set, char class)
{
  for (guint i = 0; i < 256; i++)
    set[i] |= is_class_member (class, (guint8) i);
}

/* One member, printable if there is any. */
static void
emit_member (Maker *m, const gboolean *set)
{
  guint8 members[256];
  guint n = 0;

  for (guint i = 32; i < 127; i++)
    if (set[i])
      members[n++] = (guint8) i;
  for (guint i = 0; i < 256 && n == 0; i++)
    if (set[i])
      members[n++] = (guint8) i;
  if (n > 0)
    g_byte_array_append (m->out, &members[roll (n)], 1);
}

/* After a backslash.  Returns: a byte, or -1 with @class set or not */
static int
read_escape (Maker *m, char *class)
{
  static const char letters[] = "nrtfae";
  static const char bytes[] = "\n\r\t\f\a\x1b";
  char letter = *m->pos++;
  int value = 0;

  *class = '\0';
  if (letter == 'x')
    {
      for (guint i = 0; i < 2 && m->pos < m->end && g_ascii_isxdigit (*m->pos); i++)
        value = value * 16 + g_ascii_xdigit_value (*m->pos++);
      return value;
    }
  if (letter == '0')
    {
      for (guint i = 0; i < 2 && m->pos < m->end && *m->pos >= '0' && *m->pos < '8'; i++)
        value = value * 8 + (*m->pos++ - '0');
      return value;
    }
  if (strchr (letters, letter) != NULL)
    return bytes[strchr (letters, letter) - letters];
  if (!g_ascii_isalnum (letter))
    return (guint8) letter;

  *class = letter;
  return -1;
}

static int
read_member (Maker *m, gboolean *set)
{
  char class;
  int byte;

  if (!accept (m, "\\"))
    return (guint8) *m->pos++;

  byte = read_escape (m, &class);
  if (byte < 0)
    fill_class (set, class);
  return byte;
}

static void
make_class (Maker *m, gboolean emit)
{
  gboolean set[256] = { FALSE };
  gboolean negated = accept (m, "^");
  gboolean first = TRUE;

  for (; m->pos < m->end && (first || *m->pos != ']'); first = FALSE)
    {
      int low = read_member (m, set);
      int high = low;

      if (low >= 0 && m->end - m->pos > 2 && *m->pos == '-' && m->pos[1] != ']')
        {
          m->pos++;
          high = read_member (m, set);
        }
      for (int i = low; i >= 0 && i <= high; i++)
        set[i] = TRUE;
    }
  m->pos += m->pos < m->end;

  for (guint i = 0; negated && i < 256; i++)
    set[i] = !set[i];
  if (emit)
    emit_member (m, set);
}

static void
make_escape (Maker *m, gboolean emit)
{
  gboolean set[256] = { FALSE };
  char class;
  int byte = read_escape (m, &class);

  if (byte >= 0)
    set[byte] = TRUE;
  else
    fill_class (set, class);
  if (emit)
    emit_member (m, set);
}

static void
make_group (Maker *m, gboolean emit)
{
  if (accept (m, "?!") || accept (m, "?=") || accept (m, "?<!") || accept (m, "?<="))
    emit = FALSE;
  else if (!accept (m, "?:"))
    accept (m, "?>");

  make_alternatives (m, emit);
  accept (m, ")");
}

static void
make_atom (Maker *m, gboolean emit)
{
  gboolean any[256] = { FALSE };
  guint8 byte = (guint8) *m->pos;

  if (accept (m, "("))
    make_group (m, emit);
  else if (accept (m, "["))
    make_class (m, emit);
  else if (accept (m, "\\"))
    make_escape (m, emit);
  else if (accept (m, "."))
    {
      fill_class (any, 'w');
      if (emit)
        emit_member (m, any);
    }
  else if (!accept (m, "^") && !accept (m, "$"))
    {
      m->pos++;
      if (emit)
        g_byte_array_append (m->out, &byte, 1);
    }
}

/* Returns: how often to repeat what came before */
static guint
read_count (Maker *m)
{
  guint low, high;
  int used = 0;
  g_autofree char *rest = g_strndup (m->pos, MIN ((gsize) (m->end - m->pos), 16));

  if (accept (m, "*"))
    return roll (4);
  if (accept (m, "+"))
    return 1 + roll (3);
  if (accept (m, "?"))
    return roll (2);
  if (sscanf (rest, "{%u,%u}%n", &low, &high, &used) == 2 && used > 0)
    {
      m->pos += used;
      return low + roll (MIN (high - low, 3) + 1);
    }
  if ((sscanf (rest, "{%u}%n", &low, &used) == 1 && used > 0) ||
      (sscanf (rest, "{%u,}%n", &low, &used) == 1 && used > 0))
    {
      m->pos += used;
      return low;
    }

  return 1;
}

static void
make_sequence (Maker *m, gboolean emit)
{
  while (m->pos < m->end && *m->pos != '|' && *m->pos != ')')
    {
      Maker again = *m;
      const char *after;
      guint count;

      make_atom (m, FALSE);
      after = m->pos;
      count = read_count (m);
      if (m->pos > after && !accept (m, "?"))
        accept (m, "+");

      for (guint i = 0; emit && i < count; i++)
        {
          Maker copy = again;

          make_atom (&copy, TRUE);
        }
    }
}

static void
make_alternatives (Maker *m, gboolean emit)
{
  Maker again = *m;
  guint n = 1;
  guint chosen;

  make_sequence (m, FALSE);
  for (; accept (m, "|"); n++)
    make_sequence (m, FALSE);

  chosen = roll (n);
  for (guint i = 0; emit && i <= chosen; i++)
    {
      make_sequence (&again, i == chosen);
      accept (&again, "|");
    }
}

GByteArray *
sample_new (const char *pattern, gsize len)
{
  Maker maker = { pattern, pattern + len, g_byte_array_new () };

  make_alternatives (&maker, TRUE);
  return maker.out;
}

void
sample_mutate (GByteArray *sample)
{
  guint at = sample->len > 0 ? roll (sample->len) : 0;
  guint8 junk = (guint8) roll (256);

  if (sample->len == 0)
    {
      g_byte_array_append (sample, &junk, 1);
      return;
    }

  switch (roll (5))
    {
    case 0:
      sample->data[at] = junk;
      break;
    case 1:
      g_byte_array_set_size (sample, at);
      break;
    case 2:
      g_byte_array_append (sample, &junk, 1);
      break;
    case 3:
      g_byte_array_prepend (sample, &junk, 1);
      break;
    default:
      for (guint i = 0; i < sample->len; i++)
        if (g_ascii_isalpha (sample->data[i]))
          sample->data[i] ^= 0x20;
      break;
    }
}
