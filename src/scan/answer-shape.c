/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/answer-shape.c: does an answer, by its own form, go on? */
#include "scan/answer-shape.h"

#include <string.h>

#define LAST_CHUNK "\r\n0\r\n\r\n"

/* RFC 854: bytes of a command */
#define TELNET_IAC  255
#define TELNET_DONT 254
#define TELNET_WILL 251
#define TELNET_SB   250
#define TELNET_SE   240

static gboolean
is_http (const char *text)
{
  return g_str_has_prefix (text, "HTTP/1.") || g_str_has_prefix (text, "RTSP/1.") ||
         g_str_has_prefix (text, "SIP/2.");
}

/* Returns: (nullable): the value of a header field within the @head_len bytes of the head
 */
static const char *
find_field (const char *text, gsize head_len, const char *name)
{
  gsize name_len = strlen (name);

  for (const char *line = memchr (text, '\n', head_len); line != NULL;
       line = memchr (line, '\n', head_len - (gsize) (line - text)))
    {
      line++;
      if (g_ascii_strncasecmp (line, name, name_len) == 0 && line[name_len] == ':')
        return line + name_len + 1;
    }

  return NULL;
}

/* Returns: whether the last chunk came (RFC 9112 7.1) */
static gboolean
ends_in_last_chunk (const guint8 *data, gsize len)
{
  gsize n = strlen (LAST_CHUNK);

  return len >= n && memcmp (data + len - n, LAST_CHUNK, n) == 0;
}

/* RFC 9112 6.3.  @text: @data as a string.  Where there is no length, the body ends with
 * the connection, or is none. */
static gboolean
is_unfinished_http (const char *text, const guint8 *data, gsize len)
{
  const char *blank = g_strstr_len (text, (gssize) len, "\r\n\r\n");
  gsize blank_len = 4;
  const char *length;
  gsize head_len;

  if (blank == NULL)
    {
      blank = g_strstr_len (text, (gssize) len, "\n\n");
      blank_len = 2;
    }
  if (blank == NULL)
    return TRUE;

  head_len = (gsize) (blank - text) + blank_len;
  length = find_field (text, head_len, "Content-Length");
  if (length != NULL)
    return len - head_len < g_ascii_strtoull (length, NULL, 10);
  if (find_field (text, head_len, "Transfer-Encoding") != NULL)
    return !ends_in_last_chunk (data, len);

  return FALSE;
}

/* RFC 5321 4.2.1, RFC 959 4.2: "220-" is followed by more lines. */
static gboolean
is_continued_reply (const char *text)
{
  const char *end = text + strlen (text) - 1; /* the last line's end */
  const char *line = g_strrstr_len (text, end - text, "\n");

  line = line != NULL ? line + 1 : text;
  return end - line >= 4 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) &&
         g_ascii_isdigit (line[2]) && line[3] == '-';
}

static gboolean
is_text (const guint8 *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isprint (data[i]) && !g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

static gsize
telnet_command_length (const guint8 *data, gsize len)
{
  const guint8 *end;

  if (len < 2 || data[1] < TELNET_SB)
    return MIN (len, 2);
  if (data[1] >= TELNET_WILL && data[1] <= TELNET_DONT)
    return MIN (len, 3);

  end = memchr (data, TELNET_SE, len);
  return end != NULL ? (gsize) (end - data) + 1 : len;
}

/* Options are settled before the first word is said. */
static gboolean
is_telnet_without_words (const guint8 *data, gsize len)
{
  gsize pos = 0;

  while (pos < len && data[pos] == TELNET_IAC)
    pos += telnet_command_length (data + pos, len - pos);
  return pos > 0 && pos == len;
}

gboolean
ptl_answer_is_unfinished (const guint8 *data, gsize len)
{
  g_autofree char *text = NULL;

  if (len == 0)
    return TRUE;
  if (is_telnet_without_words (data, len))
    return TRUE;

  text = g_strndup ((const char *) data, len);
  if (is_http (text))
    return is_unfinished_http (text, data, len);
  if (!is_text (data, len))
    return FALSE;

  return data[len - 1] != '\n' || is_continued_reply (text);
}
