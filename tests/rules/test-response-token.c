/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-response-token.c: a response cut into what it is written from. */
#include "rules/response-token.h"

#include <string.h>

/* One letter for each kind. */
static const char letters[] = {
  [PTL_TOKEN_WORD] = 'w',     [PTL_TOKEN_BLANK] = ' ',      [PTL_TOKEN_LINE_END] = '$',
  [PTL_TOKEN_SIGN] = '.',     [PTL_TOKEN_BYTE] = 'b',       [PTL_TOKEN_NUMBER] = 'n',
  [PTL_TOKEN_VERSION] = 'V',  [PTL_TOKEN_DATE] = 'D',       [PTL_TOKEN_ADDRESS] = 'A',
  [PTL_TOKEN_HOSTNAME] = 'H', [PTL_TOKEN_IDENTIFIER] = 'I',
};

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    const char *kinds;
  } cases[] = {
    { "", "" },
    { "220 ready\r\n", "n w$" },
    { "Harbour_8.9p1 x\n", "w.V w$" },
    { "HarbourFTP/2.4.57-deb1 (Unix)", "w.V .w." },
    { "Version 2.1WU(1)+", "w V." },
    { "v1.2", "wV" },
    { "at 192.0.2.7 now", "w A w" },
    { "[10.0.0.7]", ".A." },
    { "Harbour 11.2.0.4.", "w V." },
    { "Harbour 300.2.0.4", "w V" },
    { "mail.example.com says", "H w" },
    { "/index.html", ".w.w" },
    { "Harbour.NET", "w.w" },
    { "Mon, 27 Jul 2009 12:28:53 GMT", "D" },
    { "2026-01-31T10:00:00Z!", "D." },
    { "at 10:20:30 x", "w D w" },
    { "123e4567-e89b-12d3-a456-426614174000", "I" },
    { "00:1b:44:11:3a:b7", "I" },
    { "d41d8cd98f00b204", "I" },
    { "defaced", "w" },
    { "220 stage FTP server (", "n H w w ." },
    { "221 stage FTP server (", "n w w w ." },
    { "\xff\xfb\x01"
      "a",
      "bbbw" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gsize len = strlen (cases[i].text);
      g_autoptr (GArray) tokens =
          ptl_response_tokens_cut ((const guint8 *) cases[i].text, len);
      g_autoptr (GString) kinds = g_string_new (NULL);

      for (guint j = 0; j < tokens->len; j++)
        g_string_append_c (kinds,
                           letters[g_array_index (tokens, PtlResponseToken, j).kind]);
      g_assert_cmpstr (kinds->str, ==, cases[i].kinds);
    }
}

static void
test_bounded (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GArray) tokens = ptl_response_tokens_cut ((const guint8 *) text, 100000);

  g_assert_cmpuint (tokens->len, ==, 1);
  g_assert_cmpuint (g_array_index (tokens, PtlResponseToken, 0).end, ==,
                    PTL_RESPONSE_MAX_CUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-token/kinds", test_kinds);
  g_test_add_func ("/response-token/bounded", test_bounded);
  return g_test_run ();
}
