/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/base/test-display.c: foreign bytes made safe to show. */
#include "base/display.h"

#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

static void
assert_shown (const char *bytes, gsize len, gboolean multiline, const char *expected)
{
  g_autofree char *text = ptl_display_text (bytes, len, 4096, multiline);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_kept (void)
{
  assert_shown ("", 0, FALSE, "");
  assert_shown ("SSH-2.0-x", 9, FALSE, "SSH-2.0-x");
  assert_shown ("Gr\xc3\xbc\xc3\x9f\x65", 7, FALSE, "Gr\xc3\xbc\xc3\x9f\x65");
  assert_shown ("\xf0\x9f\x90\xa7", 4, FALSE, "\xf0\x9f\x90\xa7");
  assert_shown ("<b>&amp;</b>", 12, FALSE, "<b>&amp;</b>");
}

static void
test_bytes (void)
{
  assert_shown ("a\0b", 3, FALSE, "a\\x00b");
  assert_shown ("\x1b[31m\x7f", 6, FALSE, "\\x1b[31m\\x7f");
  assert_shown ("\xff\xc3", 2, FALSE, "\\xff\\xc3");
  assert_shown ("\xc0\xaf", 2, FALSE, "\\xc0\\xaf");          /* overlong */
  assert_shown ("\xed\xa0\x80", 3, FALSE, "\\xed\\xa0\\x80"); /* surrogate */
  assert_shown ("\xc2\x9b", 2, FALSE, "\\x9b");               /* C1: CSI */
}

static void
test_lines (void)
{
  assert_shown ("a\r\n\tb\n", 6, FALSE, "a\\x0d\\x0a\\x09b\\x0a");
  assert_shown ("a\r\n\tb\r", 6, TRUE, "a\n\tb\\x0d");
}

static void
test_deception (void)
{
  assert_shown ("\xe2\x80\xae"
                "exe.doc",
                10, FALSE, "\\u{202e}exe.doc");
  assert_shown ("a\xe2\x80\x8b"
                "b",
                5, FALSE, "a\\u{200b}b");
  assert_shown ("\xef\xbb\xbf", 3, FALSE, "\\u{feff}");
  assert_shown ("\xf3\xa0\x81\xa1", 4, FALSE, "\\u{e0061}");
  assert_shown ("\xe3\x85\xa4", 3, FALSE, "\\u{3164}"); /* a letter that is blank */
}

/* Four marks on a letter stay, the rest goes, the next letter has four of its own. */
static void
test_marks (void)
{
  g_autoptr (GString) zalgo = g_string_new ("a");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (zalgo, "\xcc\x81");
  g_string_append (zalgo, "b\xcc\x81");

  text = ptl_display_text (zalgo->str, zalgo->len, 4096, FALSE);
  g_assert_cmpstr (text, ==,
                   "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
                   "b\xcc\x81");
}

/* Whatever the input and the limit: valid UTF-8, within the limit, cut between
 * characters. */
static void
test_limit (void)
{
  static const char input[] = "\xc3\xa4\xff\xe2\x80\xae\xf0\x9f\x90\xa7 end";
  g_autofree char *exact = ptl_display_text ("abcd", 4, 4, FALSE);
  g_autofree char *cut = ptl_display_text ("abcdefgh", 8, 6, FALSE);

  g_assert_cmpstr (exact, ==, "abcd");
  g_assert_cmpstr (cut, ==, "abc" ELLIPSIS);
  for (gsize limit = 4; limit < 40; limit++)
    for (gsize len = 0; len < sizeof input; len++)
      {
        g_autofree char *text = ptl_display_text (input, len, limit, FALSE);

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_cmpuint (strlen (text), <=, limit);
      }
}

static void
test_line (void)
{
  g_autofree char *none = ptl_display_line (NULL);
  g_autofree char *filler = g_strnfill (10000, 'x');
  g_autofree char *text = ptl_display_line (filler);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (strlen (text), ==, PTL_DISPLAY_MAX_BYTES);
  g_assert_true (g_str_has_suffix (text, ELLIPSIS));
}

static void
test_hex (void)
{
  g_autofree char *none = ptl_display_hex ("", 0, 100);
  g_autofree char *text = ptl_display_hex ("0123456789abcdef\xff\n", 18, 100);
  g_autofree char *cut = ptl_display_hex ("0123456789abcdefghij", 20, 16);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (text, ==,
                   "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  "
                   "0123456789abcdef\n"
                   "00000010  ff 0a                                             ..");
  g_assert_null (strchr (cut, '\n'));
  g_assert_true (g_str_has_suffix (cut, "0123456789abcdef"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/display/kept", test_kept);
  g_test_add_func ("/display/bytes", test_bytes);
  g_test_add_func ("/display/lines", test_lines);
  g_test_add_func ("/display/deception", test_deception);
  g_test_add_func ("/display/marks", test_marks);
  g_test_add_func ("/display/limit", test_limit);
  g_test_add_func ("/display/line", test_line);
  g_test_add_func ("/display/hex", test_hex);

  return g_test_run ();
}
