/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-answer-diff.c: which bytes of an answer are content. */
#include <string.h>

#include "base/escape.h"
#include "compare/answer-diff.h"

#define SAME    PTL_ANSWER_DIFF_SAME
#define NOISE   PTL_ANSWER_DIFF_NOISE
#define CONTENT PTL_ANSWER_DIFF_CONTENT

typedef struct
{
  const char *name;
  const char *before; /* in the notation of base/escape.h */
  const char *after;
  PtlAnswerDiff expected;
} Case;

static const Case cases[] = {
  { "equal", "220 ready\\r\\n", "220 ready\\r\\n", SAME },
  { "date", "Date: Fri, 27 Nov 2026 04:02:41 GMT", "Date: Sat, 1 Dec 2026 14:12:01 GMT",
    NOISE },
  { "unix date", "Thu Nov 26 04:02:41 2026 up", "Fri Nov 27 14:00:00 2026 up", NOISE },
  { "iso date", "at 2026-11-27T04:02:41Z", "at 2027-01-03T23:59:59Z", NOISE },
  { "time", "[04:02:41] hi", "[23:00:00] hi", NOISE },
  { "long number", "Last-Modified: 1795220628", "Last-Modified: 1795999999", NOISE },
  { "token", "Set-Cookie: sid=Zm9vYmFyMTIzNDU2Nw; x",
    "Set-Cookie: sid=QUJDREVGMTIzNDU2Nw; x", NOISE },
  { "hex", "ETag: 5f3c1a9e", "ETag: 0a9b8c7d", NOISE },
  { "APOP", "+OK <1896.697170952@mail>", "+OK <21.700000001@mail>", NOISE },
  { "status", "HTTP/1.1 200 OK", "HTTP/1.1 404 OK", CONTENT },
  { "version", "X-Powered-By: PHP/7.4.3", "X-Powered-By: PHP/8.1.2", CONTENT },
  { "word", "220 mail ESMTP", "220 post ESMTP", CONTENT },
  { "month as a word", "in May", "in Jun", NOISE },
  { "word like a month", "Maybe", "June", CONTENT },
  { "date and status", "HTTP/1.1 200 OK\\r\\nDate: 04:02:41",
    "HTTP/1.1 500 OK\\r\\nDate: 04:02:42", CONTENT },
  { "longer", "hello", "hello world", CONTENT },
  { "binary, random", "\\0\\x01\\xff\\x12rest", "\\0\\x01\\xee\\x34rest", NOISE },
  { "binary, longer", "\\0\\x01\\xff", "\\0\\x01\\xff\\xff", CONTENT },
  { "empty", "", "", SAME },
  { "no text", "\\xff\\xfe", "\\xff", CONTENT },
};

static PtlResponse *
new_response (const char *escaped, PtlResponseEnd end)
{
  PtlResponse *response = ptl_response_new ();

  g_clear_pointer (&response->received, g_bytes_unref);
  response->received = ptl_unescape (escaped, strlen (escaped), NULL, NULL);
  response->full_length = g_bytes_get_size (response->received);
  response->end = end;
  return response;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (PtlResponse) before = new_response (c->before, PTL_RESPONSE_END_CLOSED);
      g_autoptr (PtlResponse) after = new_response (c->after, PTL_RESPONSE_END_CLOSED);
      gsize offset;

      g_test_message ("%s", c->name);
      g_assert_cmpint (ptl_answer_diff_compare (before, after, &offset), ==, c->expected);
      g_assert_cmpint (ptl_answer_diff_compare (after, before, &offset), ==, c->expected);
    }
}

/* Where reading ended when a rule matched, the rest may have been on its way. */
static void
test_cut (void)
{
  g_autoptr (PtlResponse) whole =
      new_response ("HTTP/1.1 200 OK\\r\\nServer: x", PTL_RESPONSE_END_CLOSED);
  g_autoptr (PtlResponse) cut =
      new_response ("HTTP/1.1 200 OK\\r\\n", PTL_RESPONSE_END_MATCHED);
  g_autoptr (PtlResponse) closed =
      new_response ("HTTP/1.1 200 OK\\r\\n", PTL_RESPONSE_END_CLOSED);
  gsize offset;

  g_assert_cmpint (ptl_answer_diff_compare (whole, cut, &offset), ==, SAME);
  g_assert_cmpint (ptl_answer_diff_compare (cut, whole, &offset), ==, SAME);
  g_assert_cmpint (ptl_answer_diff_compare (whole, closed, &offset), ==, CONTENT);
  g_assert_cmpuint (offset, ==, strlen ("HTTP/1.1 200 OK\r\n"));
}

/* An answer of any bytes ends in some verdict, the same from both sides, in time. */
static void
test_any_bytes (void)
{
  for (guint32 seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      static const char alphabet[] = "0123456789abcf:-./<@ ,NovFri\n\xff";
      PtlResponse *responses[2];
      gsize offset[2];
      PtlAnswerDiff diff;

      for (guint i = 0; i < 2; i++)
        {
          gsize len = (gsize) g_rand_int_range (rand, 0, 60);
          guint8 bytes[60];

          for (gsize j = 0; j < len; j++)
            bytes[j] = (guint8) alphabet[g_rand_int_range (rand, 0, sizeof alphabet)];
          responses[i] = ptl_response_new ();
          g_clear_pointer (&responses[i]->received, g_bytes_unref);
          responses[i]->received = g_bytes_new (bytes, len);
          responses[i]->full_length = len;
          responses[i]->end = (PtlResponseEnd) g_rand_int_range (rand, 0, 7);
        }

      diff = ptl_answer_diff_compare (responses[0], responses[1], &offset[0]);
      g_assert_cmpint (ptl_answer_diff_compare (responses[1], responses[0], &offset[1]),
                       ==, diff);
      g_assert_cmpuint (offset[0], ==, offset[1]);
      for (guint i = 0; i < 2; i++)
        {
          g_assert_cmpint (
              ptl_answer_diff_compare (responses[i], responses[i], &offset[0]), ==, SAME);
          ptl_response_unref (responses[i]);
        }
    }
}

/* 64 KiB of what looks like tokens takes no time that anybody would notice. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PtlResponse) before = ptl_response_new ();
  g_autoptr (PtlResponse) after = ptl_response_new ();
  gint64 start = g_get_monotonic_time ();
  gsize offset;

  while (text->len < PTL_RESPONSE_MAX_KEPT)
    g_string_append (text, "ab-Nov-");
  g_clear_pointer (&before->received, g_bytes_unref);
  g_clear_pointer (&after->received, g_bytes_unref);
  before->received = g_bytes_new (text->str, text->len);
  g_string_append (text, "x");
  after->received = g_bytes_new (text->str, text->len);
  after->end = before->end = PTL_RESPONSE_END_CLOSED;

  ptl_answer_diff_compare (before, after, &offset);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answer-diff/cases", test_cases);
  g_test_add_func ("/answer-diff/cut", test_cut);
  g_test_add_func ("/answer-diff/any-bytes", test_any_bytes);
  g_test_add_func ("/answer-diff/large", test_large);

  return g_test_run ();
}
