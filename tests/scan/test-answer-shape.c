/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-answer-shape.c: which answers go on, by their own form. */
#include "scan/answer-shape.h"

typedef struct
{
  const char *name;
  const char *answer;
  gboolean is_unfinished;
} Case;

static const Case cases[] = {
  { "nothing", "", TRUE },
  { "line", "QUUX ready\r\n", FALSE },
  { "half-a-line", "QUUX rea", TRUE },
  { "prompt", "login: ", TRUE },
  { "binary", "\x01\x02QUUX", FALSE },
  { "reply", "220 ready\r\n", FALSE },
  { "reply-goes-on", "220-welcome\r\n", TRUE },
  { "reply-ends", "220-welcome\r\n220 ready\r\n", FALSE },
  { "reply-of-many-lines-goes-on", "220-a\r\n220-b\r\n", TRUE },
  { "not-a-reply", "22-welcome\r\n", FALSE },
  { "http-status-line", "HTTP/1.1 200 OK\r\n", TRUE },
  { "http-head-in-work", "HTTP/1.1 200 OK\r\nServer: x\r\n", TRUE },
  { "http-head", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", FALSE },
  { "http-head-with-bare-newlines", "HTTP/1.0 200 OK\nServer: x\n\n", FALSE },
  { "http-body-missing", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", TRUE },
  { "http-body-short", "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabc", TRUE },
  { "http-body", "HTTP/1.1 200 OK\r\nContent-Length:4\r\n\r\nabcd", FALSE },
  { "http-length-in-body", "HTTP/1.1 200 OK\r\n\r\n\r\nContent-Length: 4\r\n", FALSE },
  { "http-chunks-go-on",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", TRUE },
  { "http-chunks",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", FALSE },
  { "sip", "SIP/2.0 200 OK\r\nServer: x\r\n", TRUE },
  { "telnet-options", "\xff\xfd\x18\xff\xfb\x01", TRUE },
  { "telnet-option-cut", "\xff\xfd", TRUE },
  { "telnet-subnegotiation", "\xff\xfa\x18\x01\xff\xf0", TRUE },
  { "telnet-words", "\xff\xfd\x18login: ", FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  g_assert_cmpint (
      ptl_answer_is_unfinished ((const guint8 *) c->answer, strlen (c->answer)), ==,
      c->is_unfinished);
}

/* The body counts in bytes, whatever they are. */
static void
test_http_body_of_nuls (void)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\0\0\0\0";
  gsize len = sizeof answer - 1;

  g_assert_false (ptl_answer_is_unfinished ((const guint8 *) answer, len));
  g_assert_true (ptl_answer_is_unfinished ((const guint8 *) answer, len - 1));
}

/* Any cut of anything is looked at within its bounds. */
static void
test_cuts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize len = 0; len <= strlen (cases[i].answer); len++)
      {
        g_autofree guint8 *cut = g_memdup2 (cases[i].answer, len);

        ptl_answer_is_unfinished (cut, len);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-shape/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/answer-shape/http-body-of-nuls", test_http_body_of_nuls);
  g_test_add_func ("/answer-shape/cuts", test_cuts);
  return g_test_run ();
}
