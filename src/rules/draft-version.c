/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/draft-version.c: what of a response may be the version, and of what. */
#include "rules/draft-version.h"

#include <string.h>

#include "rules/pattern.h"

#define MAX_BEFORE 256 /* bytes that are looked at */

/* Clues of which every one that fits counts. */
static const struct
{
  const char *pattern;
  int score;
} clues[] = {
  { "(?:^|[^a-z\\d])(?:version|ver|release|firmware|build|rev)[ :.=#_-]{0,3}$", 4 },
  { "[a-z][/_-]$", 3 },
  { "[a-z\\d)] [(]?v?$", 2 },
  { "[/ _-]v$", 2 },
  { "(?:^|\\n)server: [^ /]{1,40}/$", 3 },
  { "(?:libc|openssl|php|python|perl|java|kernel|linux|jdk|zlib|protocol|mod_[a-z]{2,9})"
    "[ /_-]?(?:version )?v?$",
    -4 },
};

static const char protocols[] =
    "(?:^|[^a-z])(?:http|rtsp|sip|icy|ssh|rfb|imap|snmp|xmpp|smb|amqp|ajp|soap|utf|rfc)(?:[/ _-]?|\\d*rev|/[\\d.]+ [\\d ]*)$";

static gboolean
fits (const char *pattern, const PtlVersionClue *clue)
{
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  PtlPattern compiled = { .text = { pattern, strlen (pattern) }, .caseless = TRUE };
  const gsize skipped = clue->before_len > MAX_BEFORE ? clue->before_len - MAX_BEFORE : 0;
  PtlCaptures captures;
  gboolean found = ptl_pattern_runner_match (runner, &compiled,
                                             (const guint8 *) clue->before + skipped,
                                             clue->before_len - skipped, &captures);

  ptl_pattern_clear (&compiled);
  return found;
}

gboolean
ptl_version_clue_is_protocol (const PtlVersionClue *self)
{
  return fits (protocols, self);
}

static gboolean
has_product (const PtlVersionClue *clue)
{
  g_autofree char *before = NULL;
  g_autofree char *product = NULL;

  if (clue->product == NULL || *clue->product == '\0')
    return FALSE;

  before = g_ascii_strdown (clue->before, (gssize) clue->before_len);
  product = g_ascii_strdown (clue->product, -1);
  return strstr (before, product) != NULL;
}

int
ptl_version_clue_score (const PtlVersionClue *self)
{
  int score = (self->has_dot ? 2 : 0) + (self->differs ? 2 : 0);

  if (ptl_version_clue_is_protocol (self))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (clues); i++)
    score += fits (clues[i].pattern, self) ? clues[i].score : 0;
  return score + (has_product (self) ? 4 : 0);
}

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || strchr ("+._-", c) != NULL;
}

/* Goes back over @word and what separates it. */
static gsize
strip_word (const char *text, gsize len, const char *word)
{
  const gsize n = strlen (word);

  if (len < n || g_ascii_strncasecmp (text + len - n, word, n) != 0 ||
      (len > n && g_ascii_isalnum (text[len - n - 1])))
    return len;

  return len - n;
}

static gsize
strip_separators (const char *text, gsize len)
{
  static const char *const words[] = { "v", "version", "ver", "release", "server" };
  gsize before;

  do
    {
      before = len;
      while (len > 0 && strchr (" /_-:(,.#", text[len - 1]) != NULL)
        len--;
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        len = strip_word (text, len, words[i]);
    }
  while (len < before);

  return len;
}

static gsize
find_word_start (const char *text, gsize end)
{
  while (end > 0 && is_name_byte (text[end - 1]))
    end--;
  return end;
}

char *
ptl_version_clue_guess_product (const PtlVersionClue *self)
{
  const char *text = self->before;
  const gsize end = strip_separators (text, self->before_len);
  gsize start = find_word_start (text, end);

  /* Up to three words, of which every one more begins with a capital. */
  for (guint n = 1; n < 3 && start >= 2 && text[start - 1] == ' '; n++)
    {
      const gsize word = find_word_start (text, start - 1);

      if (!g_ascii_isupper (text[word]))
        break;
      start = word;
    }

  while (start < end && !g_ascii_isalpha (text[start]))
    start++;
  return start < end ? g_strndup (text + start, end - start) : NULL;
}

const char *
ptl_response_guess_service (const guint8 *data, gsize len)
{
  static const char *const beginnings[][2] = {
    { "^HTTP/1", "http" },
    { "^SSH-", "ssh" },
    { "^RTSP/", "rtsp" },
    { "^SIP/", "sip" },
    { "^\\+OK", "pop3" },
    { "^\\* (?:OK|PREAUTH)", "imap" },
    { "^RFB \\d", "vnc" },
    { "^(?:220|421)[- ][^\\r\\n]{0,200}FTP", "ftp" },
    { "^(?:220|421|554)[- ][^\\r\\n]{0,200}(?:SMTP|mail)", "smtp" },
    { "^20[01] [^\\r\\n]{0,200}(?:NNTP|news)", "nntp" },
    { "^\\xff[\\xfb-\\xfe]", "telnet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      const PtlVersionClue clue = { (const char *) data, MIN (len, MAX_BEFORE) };

      if (fits (beginnings[i][0], &clue))
        return beginnings[i][1];
    }

  return "unknown";
}
