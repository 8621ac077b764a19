/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/version-order.c: which of two versions is the older one.
 *
 * Both are brought into a form in which Debian's order says what people mean: words that
 * announce a release get its "~" in front. */
#include "base/version-order.h"

#include <string.h>

static const struct
{
  const char *word;
  const char *form;
} announcements[] = {
  { "dev", "~~dev" },    { "snapshot", "~~dev" }, { "nightly", "~~dev" },
  { "alpha", "~alpha" }, { "beta", "~beta" },     { "pre", "~pre" },
  { "preview", "~pre" }, { "rc", "~rc" },         { "cr", "~rc" },
};

/* Returns: (nullable): the form of an announcing word of @len letters */
static const char *
find_form (const char *word, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS (announcements); i++)
    if (strlen (announcements[i].word) == len &&
        g_ascii_strncasecmp (announcements[i].word, word, len) == 0)
      return announcements[i].form;

  return NULL;
}

/* 3.0a1 and 9.9.0b2 announce, 1.0.2a does not. */
static const char *
find_short_form (const char *word, gsize len, gboolean after_digit)
{
  if (len != 1 || !after_digit || !g_ascii_isdigit (word[1]))
    return NULL;

  switch (g_ascii_tolower (word[0]))
    {
    case 'a':
      return "~alpha";
    case 'b':
      return "~beta";
    default:
      return NULL;
    }
}

static gboolean
ends_in_digit (const GString *out)
{
  return out->len > 0 && g_ascii_isdigit (out->str[out->len - 1]);
}

/* Takes over one word. */
static void
append_word (GString *out, const char *word, gsize len)
{
  const char *form = find_form (word, len);

  if (form == NULL)
    form = find_short_form (word, len, ends_in_digit (out));
  if (form == NULL)
    {
      for (gsize i = 0; i < len; i++)
        g_string_append_c (out, g_ascii_tolower (word[i]));
      return;
    }

  while (out->len > 0 && strchr ("-._+ ~", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  g_string_append (out, form);
}

static GString *
normalise (const char *text)
{
  GString *out = g_string_new (NULL);

  if (g_ascii_tolower (text[0]) == 'v' && g_ascii_isdigit (text[1]))
    text++;

  while (*text != '\0')
    {
      gsize len = 0;

      while (g_ascii_isalpha (text[len]))
        len++;
      if (len > 0)
        append_word (out, text, len);
      else
        g_string_append_c (out, text[len++]);
      text += len;
    }

  return out;
}

/* Before a number and at the end 0: after "~", before anything else. */
static int
get_rank (char c)
{
  if (c == '~')
    return -1;
  if (c == '\0' || g_ascii_isdigit (c))
    return 0;
  return g_ascii_isalpha (c) ? c : (guchar) c + 256;
}

static int
compare_words (const char **a, const char **b)
{
  while ((**a != '\0' && !g_ascii_isdigit (**a)) ||
         (**b != '\0' && !g_ascii_isdigit (**b)))
    {
      int difference = get_rank (**a) - get_rank (**b);

      if (difference != 0)
        return difference;
      (*a)++;
      (*b)++;
    }

  return 0;
}

/* Of any length: the longer one is the greater once zeros in front are gone. */
static int
compare_numbers (const char **a, const char **b)
{
  gsize len_a, len_b;
  int difference;

  while (**a == '0')
    (*a)++;
  while (**b == '0')
    (*b)++;
  len_a = strspn (*a, "0123456789");
  len_b = strspn (*b, "0123456789");
  if (len_a != len_b)
    return len_a < len_b ? -1 : 1;

  difference = strncmp (*a, *b, len_a);
  *a += len_a;
  *b += len_b;
  return difference;
}

static int
compare_parts (const char *a, const char *b)
{
  int difference = 0;

  while (difference == 0 && (*a != '\0' || *b != '\0'))
    {
      difference = compare_words (&a, &b);
      if (difference == 0)
        difference = compare_numbers (&a, &b);
    }

  return difference;
}

/* Returns: what follows "N:", or @text itself; @epoch: N or "" */
static const char *
split_epoch (const char *text, char **epoch)
{
  gsize n = strspn (text, "0123456789");

  *epoch = n > 0 && text[n] == ':' ? g_strndup (text, n) : g_strdup ("");
  return n > 0 && text[n] == ':' ? text + n + 1 : text;
}

int
ptl_version_compare (const char *a, const char *b)
{
  g_autoptr (GString) form_a = normalise (a);
  g_autoptr (GString) form_b = normalise (b);
  g_autofree char *epoch_a = NULL;
  g_autofree char *epoch_b = NULL;
  const char *rest_a = split_epoch (form_a->str, &epoch_a);
  const char *rest_b = split_epoch (form_b->str, &epoch_b);
  int difference = compare_parts (epoch_a, epoch_b);

  return difference != 0 ? difference : compare_parts (rest_a, rest_b);
}
