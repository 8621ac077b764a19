/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-token.c: a response cut into what it is written from. */
#include "rules/response-token.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/pattern.h"

#define DAY   "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
#define MONTH "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
#define CLOCK "\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?"
#define ZONE  "(?: ?(?:[AP]M|GMT|UTC|CES?T|[EP][SD]T|Z|[+-]\\d\\d:?\\d\\d))?(?!\\w)"

typedef struct
{
  PtlTokenKind kind;
  const char *text;
  gsize len;
} Shape;

#define SHAPE(kind, text)                                                                \
  {                                                                                      \
    kind, "^(?:" text ")", sizeof "^(?:" text ")" - 1                                    \
  }

/* The first that fits is taken, so the narrow ones stand above.  Each can only go over a
 * bounded stretch in more than one way. */
static const Shape shapes[] = {
  SHAPE (PTL_TOKEN_LINE_END, "\\r\\n|\\n|\\r"),
  SHAPE (PTL_TOKEN_BLANK, "[ \\t]+"),
  SHAPE (PTL_TOKEN_BYTE, "[^ -~]"),
  SHAPE (PTL_TOKEN_DATE,
         "(?:" DAY ",? )?\\d{1,2}[ -]" MONTH "[ -,]{1,2}\\d{2,4}(?:[ T:]" CLOCK ZONE
         ")?(?!\\w)"),
  SHAPE (PTL_TOKEN_DATE,
         "(?:" DAY ",? )?" MONTH " {1,2}\\d{1,2}(?: " CLOCK ZONE
         ")?(?:,? \\d{4})?(?!\\w)"),
  SHAPE (PTL_TOKEN_DATE, "\\d{4}([-/])\\d\\d\\g{-1}\\d\\d(?:[T ]" CLOCK ZONE ")?(?!\\w)"),
  SHAPE (PTL_TOKEN_DATE, "\\d{1,2}/\\d{1,2}/\\d{2,4}(?: " CLOCK ZONE ")?(?!\\w)"),
  SHAPE (PTL_TOKEN_DATE, "\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)" ZONE),
  SHAPE (PTL_TOKEN_IDENTIFIER,
         "[\\da-fA-F]{8}-(?:[\\da-fA-F]{4}-){3}[\\da-fA-F]{12}(?!\\w)"),
  SHAPE (PTL_TOKEN_IDENTIFIER,
         "[\\da-fA-F]{2}(?:([:-])[\\da-fA-F]{2})(?:\\g{-1}[\\da-fA-F]{2}){4}(?!\\w)"),
  SHAPE (PTL_TOKEN_IDENTIFIER,
         "(?=[a-zA-Z]{0,64}\\d)(?=\\d{0,64}[a-fA-F])[\\da-fA-F]{12,}(?!\\w)"),
  SHAPE (PTL_TOKEN_ADDRESS, "\\d{1,3}(?:\\.\\d{1,3}){3}(?![.\\w])"),
  SHAPE (PTL_TOKEN_VERSION, "\\d+(?:[._]\\d+)+(?:[-._+~]?[A-Za-z\\d]+)*+(?:\\(\\d+\\))?"),
  SHAPE (PTL_TOKEN_HOSTNAME,
         "(?:[A-Za-z\\d](?:[\\w-]{0,62}[A-Za-z\\d])?\\.){1,8}[a-z]{2,12}(?![.\\w-])"),
  /* What greets as host, FTP servers of old and most mail servers. */
  SHAPE (PTL_TOKEN_HOSTNAME, "[A-Za-z][\\w-]{0,62}(?= FTP server \\(| E?SMTP )"),
  SHAPE (PTL_TOKEN_NUMBER, "\\d+"),
  SHAPE (PTL_TOKEN_WORD, "[A-Za-z]+"),
  SHAPE (PTL_TOKEN_SIGN, "."),
};

/* What follows the last dot of a name that is no host's. */
static const char *const file_endings[] = {
  "html", "htm",  "php", "txt", "so",  "exe", "conf", "xml", "js",  "css",
  "asp",  "aspx", "jsp", "cgi", "dll", "dtd", "png",  "gif", "ico", NULL,
};

static gboolean
is_word (const guint8 *text, gsize len, const char *word)
{
  return len == strlen (word) &&
         g_ascii_strncasecmp ((const char *) text, word, len) == 0;
}

static gboolean
names_a_file (const guint8 *text, gsize len)
{
  const guint8 *dot = memrchr (text, '.', len);
  const gsize rest = len - (gsize) (dot + 1 - text);

  for (guint i = 0; file_endings[i] != NULL; i++)
    if (is_word (dot + 1, rest, file_endings[i]))
      return TRUE;

  return FALSE;
}

/* Four numbers are a version where a product stands right before them: "Oracle
 * 11.2.0.4", unless no version would begin so. */
static gboolean
is_address (const guint8 *data, const PtlResponseToken *token)
{
  const char *text = (const char *) data + token->start;
  g_autofree char *copy = g_strndup (text, token->end - token->start);
  g_auto (GStrv) parts = g_strsplit (copy, ".", -1);
  const guint64 first = g_ascii_strtoull (parts[0], NULL, 10);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strtoull (parts[i], NULL, 10) > 255)
      return FALSE;

  return first > 30 || first == 10 || token->start == 0 ||
         strchr ("[(@=<", (char) data[token->start - 1]) != NULL;
}

/* A name without a dot is one where a greeting has it: "220 HOST". */
static gboolean
is_hostname (const guint8 *data, const PtlResponseToken *token)
{
  const gsize len = token->end - token->start;

  if (memchr (data + token->start, '.', len) != NULL)
    return !names_a_file (data + token->start, len);

  return token->start == 4 && memcmp (data, "220", 3) == 0;
}

static gboolean
fits (const guint8 *data, const PtlResponseToken *token)
{
  switch (token->kind)
    {
    case PTL_TOKEN_ADDRESS:
      return is_address (data, token);

    case PTL_TOKEN_HOSTNAME:
      return is_hostname (data, token);

    case PTL_TOKEN_WORD:
    case PTL_TOKEN_BLANK:
    case PTL_TOKEN_LINE_END:
    case PTL_TOKEN_SIGN:
    case PTL_TOKEN_BYTE:
    case PTL_TOKEN_NUMBER:
    case PTL_TOKEN_VERSION:
    case PTL_TOKEN_DATE:
    case PTL_TOKEN_IDENTIFIER:
      return TRUE;
    }

  g_assert_not_reached ();
}

/* Compiled once and kept: they are the program's own. */
static PtlPattern *
get_patterns (void)
{
  static PtlPattern patterns[G_N_ELEMENTS (shapes)];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
        patterns[i].text = (PtlText){ shapes[i].text, shapes[i].len };
      g_once_init_leave (&is_ready, 1);
    }

  return patterns;
}

static PtlResponseToken
cut_one (PtlPatternRunner *runner, const guint8 *data, gsize start, gsize len)
{
  PtlPattern *patterns = get_patterns ();
  PtlCaptures found;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (ptl_pattern_runner_match (runner, &patterns[i], data + start, len - start,
                                  &found))
      {
        PtlResponseToken token = { shapes[i].kind, start,
                                   start + (gsize) found.groups[0].end };

        if (fits (data, &token))
          return token;
      }

  /* The runner's time is up. */
  return (PtlResponseToken){ PTL_TOKEN_BYTE, start, start + 1 };
}

GArray *
ptl_response_tokens_cut (const guint8 *data, gsize len)
{
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (PtlResponseToken));
  const gsize end = MIN (len, PTL_RESPONSE_MAX_CUT);

  for (gsize pos = 0; pos < end;)
    {
      PtlResponseToken token = cut_one (runner, data, pos, end);

      g_array_append_val (tokens, token);
      pos = token.end;
    }

  return tokens;
}

const char *
ptl_token_kind_describe (PtlTokenKind kind)
{
  switch (kind)
    {
    case PTL_TOKEN_WORD:
      return _ ("a word");
    case PTL_TOKEN_BLANK:
      return _ ("blanks");
    case PTL_TOKEN_LINE_END:
      return _ ("the end of a line");
    case PTL_TOKEN_SIGN:
      return _ ("a sign");
    case PTL_TOKEN_BYTE:
      return _ ("a byte");
    case PTL_TOKEN_NUMBER:
      return _ ("a number");
    case PTL_TOKEN_VERSION:
      return _ ("a version");
    case PTL_TOKEN_DATE:
      return _ ("a date or time");
    case PTL_TOKEN_ADDRESS:
      return _ ("an address");
    case PTL_TOKEN_HOSTNAME:
      return _ ("the name of a host");
    case PTL_TOKEN_IDENTIFIER:
      return _ ("an identifier");
    }

  g_assert_not_reached ();
}
