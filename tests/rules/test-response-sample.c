/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-response-sample.c: responses from files and from the clipboard. */
#include "rules/response-sample.h"

#include <string.h>

static void
assert_sample (GPtrArray *samples, guint index, const char *probe, const char *text)
{
  const PtlResponseSample *sample = samples->pdata[index];
  g_autoptr (GBytes) expected = g_bytes_new (text, strlen (text));

  g_assert_cmpstr (sample->probe, ==, probe);
  g_assert_true (g_bytes_equal (sample->data, expected));
}

static void
test_pasted (void)
{
  static const struct
  {
    const char *pasted;
    const char *bytes;
  } cases[] = {
    { "220 ready\r\n", "220 ready\r\n" },
    { "\"220 ready\\r\\n\"", "220 ready\r\n" },
    { " \"a\\x41\"\n", "aA" },
    { "\"broken\\q\"", "\"broken\\q\"" },
    { "48 65 6c6C 6f", "Hello" },
    { "48656c\n6c6f\n", "Hello" },
    { "00000000  48 65 6c 6c 6f 0d 0a        Hello..\n", "Hello\r\n" },
    { "0000: 48 65\n0002: 6c 6c\n", "Hell" },
    { "dead beef or not", "dead beef or not" },
    { "abc", "abc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) samples = ptl_response_samples_from_text (
          cases[i].pasted, PTL_PROTOCOL_TCP, NULL, "pasted");

      g_assert_cmpuint (samples->len, ==, 1);
      g_test_message ("%s", cases[i].pasted);
      assert_sample (samples, 0, "NULL", cases[i].bytes);
    }
}

static void
test_fingerprint (void)
{
  static const char text[] = "1 service unrecognized:\n"
                             "SF-Port7000-TCP:V=1%D=1/2%Time=1%r(NULL,2,\"hi\")%r(He\n"
                             "SF:lp,3,\"yes\");\n";
  g_autoptr (GPtrArray) all =
      ptl_response_samples_from_file (text, strlen (text), PTL_PROTOCOL_UDP, NULL, "f");
  g_autoptr (GPtrArray) one =
      ptl_response_samples_from_file (text, strlen (text), PTL_PROTOCOL_UDP, "Help", "f");

  g_assert_cmpuint (all->len, ==, 2);
  assert_sample (all, 0, "NULL", "hi");
  assert_sample (all, 1, "Help", "yes");
  g_assert_cmpint (((PtlResponseSample *) all->pdata[0])->protocol, ==, PTL_PROTOCOL_TCP);
  g_assert_cmpuint (one->len, ==, 1);
  assert_sample (one, 0, "Help", "yes");
}

static void
test_bytes (void)
{
  g_autoptr (GPtrArray) samples =
      ptl_response_samples_from_file ("48 65", 5, PTL_PROTOCOL_UDP, "Ask", "f");

  g_assert_cmpuint (samples->len, ==, 1);
  assert_sample (samples, 0, "Ask", "48 65"); /* a file's bytes are what they are */
  g_assert_cmpint (((PtlResponseSample *) samples->pdata[0])->protocol, ==,
                   PTL_PROTOCOL_UDP);
  g_assert_cmpstr (((PtlResponseSample *) samples->pdata[0])->origin, ==, "f");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-sample/pasted", test_pasted);
  g_test_add_func ("/response-sample/fingerprint", test_fingerprint);
  g_test_add_func ("/response-sample/bytes", test_bytes);
  return g_test_run ();
}
