/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/pattern-literals.c: byte strings that every match of a pattern contains.
 *
 * A run of literal bytes grows until something else comes.  What lies in an optional
 * group, in a lookaround or beside a bar is forgotten when its group ends. */
#include "rules/pattern-literals.h"

#include <string.h>

#define MAX_DEPTH 32

typedef struct
{
  const char *pos;
  const char *end;
  PtlPatternLiterals *out;
  gsize run_start;    /* where in the bytes the run began */
  gboolean in_prefix; /* nothing but ^ and literal bytes came before */
} Scanner;

typedef enum
{
  QUANTIFIER_NONE,
  QUANTIFIER_REQUIRED, /* at least once */
  QUANTIFIER_OPTIONAL,
  QUANTIFIER_UNKNOWN
} Quantifier;

static gboolean scan_alternatives (Scanner *s, guint depth);

void
ptl_pattern_literals_init (PtlPatternLiterals *self)
{
  self->bytes = g_byte_array_new ();
  self->literals = g_array_new (FALSE, FALSE, sizeof (PtlLiteral));
  self->prefix_len = 0;
}

void
ptl_pattern_literals_clear (PtlPatternLiterals *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_pointer (&self->literals, g_array_unref);
}

static void
end_run (Scanner *s)
{
  PtlLiteral run = { s->run_start, s->out->bytes->len - s->run_start };

  if (s->in_prefix)
    s->out->prefix_len = run.len;
  else if (run.len > 0)
    g_array_append_val (s->out->literals, run);
  s->run_start = s->out->bytes->len;
  s->in_prefix = FALSE;
}

static gboolean
is_next (const Scanner *s, const char *set)
{
  return s->pos < s->end && *s->pos != '\0' && strchr (set, *s->pos) != NULL;
}

/* {n} {n,} {n,m}; other braces mean themselves or depend on the version of PCRE2. */
static Quantifier
take_braces (Scanner *s)
{
  const char *close = s->pos + 1;
  gboolean plain = close < s->end && g_ascii_isdigit (*close);
  gboolean zero = TRUE;

  for (const char *c = close; c < s->end && g_ascii_isdigit (*c); c++)
    zero = zero && *c == '0';
  for (; close < s->end && (g_ascii_isdigit (*close) || *close == ',' || *close == ' ');
       close++)
    plain = plain && *close != ' ';

  if (close == s->end || *close != '}' || close == s->pos + 1)
    return QUANTIFIER_NONE;
  if (!plain)
    return QUANTIFIER_UNKNOWN;

  s->pos = close + 1;
  return zero ? QUANTIFIER_OPTIONAL : QUANTIFIER_REQUIRED;
}

static Quantifier
take_quantifier (Scanner *s)
{
  Quantifier quantifier;

  switch (s->pos < s->end ? *s->pos : '\0')
    {
    case '{':
      quantifier = take_braces (s);
      break;
    case '*':
    case '?':
      quantifier = QUANTIFIER_OPTIONAL;
      s->pos++;
      break;
    case '+':
      quantifier = QUANTIFIER_REQUIRED;
      s->pos++;
      break;
    default:
      return QUANTIFIER_NONE;
    }

  if (quantifier == QUANTIFIER_REQUIRED || quantifier == QUANTIFIER_OPTIONAL)
    s->pos += is_next (s, "?+") ? 1 : 0; /* lazy or possessive */
  return quantifier;
}

static gboolean
add_literal (Scanner *s, guint8 byte)
{
  Quantifier quantifier = take_quantifier (s);

  if (quantifier != QUANTIFIER_OPTIONAL)
    g_byte_array_append (s->out->bytes, &byte, 1);
  if (quantifier != QUANTIFIER_NONE)
    end_run (s);
  return quantifier != QUANTIFIER_UNKNOWN;
}

/* Something that is not a certain byte: a class, a dot, a back-reference. */
static gboolean
skip_atom (Scanner *s)
{
  end_run (s);
  return take_quantifier (s) != QUANTIFIER_UNKNOWN;
}

/* Up to @max digits of the base, 16 or 8, maybe none. */
static guint8
take_code (Scanner *s, guint base, guint max)
{
  guint value = 0;

  for (; max > 0 && s->pos < s->end && g_ascii_isxdigit (*s->pos) &&
         (guint) g_ascii_xdigit_value (*s->pos) < base;
       max--)
    value = value * base + (guint) g_ascii_xdigit_value (*s->pos++);
  return (guint8) value;
}

static gboolean
scan_digit_escape (Scanner *s)
{
  if (s->pos[-1] == '0')
    return add_literal (s, take_code (s, 8, 2));

  while (s->pos < s->end && g_ascii_isdigit (*s->pos))
    s->pos++;
  return skip_atom (s);
}

static gboolean
scan_escape (Scanner *s)
{
  static const char controls[] = "n\nr\rt\tf\fa\ae\x1b";
  const char *control;
  char letter;

  if (s->end - s->pos < 2)
    return FALSE;

  letter = s->pos[1];
  s->pos += 2;
  if (!g_ascii_isalnum (letter))
    return add_literal (s, (guint8) letter);
  if (g_ascii_isdigit (letter))
    return scan_digit_escape (s);
  if (letter == 'x')
    return !is_next (s, "{") && add_literal (s, take_code (s, 16, 2));
  if (strchr ("dDwWsSvVhHRN", letter) != NULL)
    return (letter != 'N' || !is_next (s, "{")) && skip_atom (s);
  if (strchr ("bBAzZG", letter) != NULL)
    {
      end_run (s);
      return TRUE;
    }

  for (control = controls; *control != '\0'; control += 2)
    if (*control == letter)
      return add_literal (s, (guint8) control[1]);
  return FALSE;
}

static gboolean
scan_class (Scanner *s)
{
  s->pos++;
  if (is_next (s, "^"))
    s->pos++;
  if (is_next (s, "]"))
    s->pos++;

  while (s->pos < s->end && *s->pos != ']')
    {
      gboolean escape = *s->pos == '\\';
      gboolean opening = *s->pos == '[';

      s->pos++;
      if ((escape && is_next (s, "QE")) || (opening && is_next (s, ":.=")))
        return FALSE;
      if (escape && s->pos < s->end)
        s->pos++;
    }

  if (s->pos == s->end)
    return FALSE;
  s->pos++;
  return skip_atom (s);
}

/* What follows "(?": a plain group, a lookaround, or something not understood. */
static gboolean
take_group_kind (Scanner *s, gboolean *look)
{
  if (!is_next (s, "?"))
    return !is_next (s, "*");

  s->pos++;
  if (is_next (s, "<"))
    {
      s->pos++;
      *look = is_next (s, "=!");
      s->pos += *look;
      return *look;
    }

  *look = is_next (s, "=!");
  if (!is_next (s, ":>=!"))
    return FALSE;
  s->pos++;
  return TRUE;
}

static gboolean
scan_group (Scanner *s, guint depth)
{
  gboolean look = FALSE;
  guint mark;
  Quantifier quantifier;

  end_run (s);
  mark = s->out->literals->len;
  s->pos++;
  if (depth == MAX_DEPTH || !take_group_kind (s, &look) ||
      !scan_alternatives (s, depth + 1) || !is_next (s, ")"))
    return FALSE;

  s->pos++;
  quantifier = take_quantifier (s);
  if (look || quantifier == QUANTIFIER_OPTIONAL)
    g_array_set_size (s->out->literals, mark);
  return quantifier != QUANTIFIER_UNKNOWN;
}

static gboolean
scan_item (Scanner *s, guint depth)
{
  switch (*s->pos)
    {
    case '(':
      return scan_group (s, depth);

    case '[':
      return scan_class (s);

    case '\\':
      return scan_escape (s);

    case '.':
      s->pos++;
      return skip_atom (s);

    case '^':
    case '$':
      s->pos++;
      return skip_atom (s);

    default:
      return add_literal (s, (guint8) *s->pos++);
    }
}

/* Up to the end of the group, which is left to the caller, or of the pattern. */
static gboolean
scan_alternatives (Scanner *s, guint depth)
{
  guint mark = s->out->literals->len;
  gboolean alternated = FALSE;

  while (s->pos < s->end && *s->pos != ')')
    if (*s->pos == '|')
      {
        end_run (s);
        alternated = TRUE;
        s->pos++;
      }
    else if (!scan_item (s, depth))
      {
        return FALSE;
      }

  end_run (s);
  if (!alternated)
    return TRUE;

  g_array_set_size (s->out->literals, mark);
  if (depth == 0)
    s->out->prefix_len = 0;
  return TRUE;
}

void
ptl_pattern_literals_find (PtlPatternLiterals *self, const PtlPattern *pattern)
{
  Scanner s = { pattern->text.text, pattern->text.text + pattern->text.len, self };

  g_byte_array_set_size (self->bytes, 0);
  g_array_set_size (self->literals, 0);
  self->prefix_len = 0;
  if (is_next (&s, "^") && !pattern->caseless)
    {
      s.pos++;
      s.in_prefix = TRUE;
    }

  if (scan_alternatives (&s, 0) && s.pos == s.end)
    return;

  g_array_set_size (self->literals, 0);
  self->prefix_len = 0;
}
