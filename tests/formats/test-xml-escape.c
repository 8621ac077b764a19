/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-xml-escape.c: every character that XML can say reads back. */
#include "formats/xml-escape.h"

#include <string.h>

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "" },
    { "plain ~ text", "plain ~ text" },
    { "<a b='c' d=\"e\">&amp;", "&lt;a b=&apos;c&apos; d=&quot;e&quot;&gt;&amp;amp;" },
    { "]]>", "]]&gt;" },
    { "\t\r\n", "&#x9;&#xd;&#xa;" },
    { "\x01\x1b[2J\x7f", "\\x01\\x1b[2J&#x7f;" },
    { "\xc3\xa9\xe2\x80\xae\xf0\x9f\x90\xa7", "&#xe9;&#x202e;&#x1f427;" },
    { "\xff\xc3", "\\xff\\xc3" },                         /* not UTF-8 */
    { "\xed\xa0\x80", "\\xed\\xa0\\x80" },                /* a surrogate */
    { "\xef\xbf\xbe\xef\xbf\xbf", "\\u{fffe}\\u{ffff}" }, /* not characters */
    { "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" },       /* beyond Unicode */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      ptl_xml_append_escaped (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

static void
read_text (GMarkupParseContext *context,
           const char *text,
           gsize len,
           gpointer user_data,
           GError **error)
{
  g_string_append_len (user_data, text, (gssize) len);
}

static void
test_every_character (void)
{
  const GMarkupParser parser = { .text = read_text };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) document = g_string_new ("<a>");
  g_autoptr (GString) read = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) error = NULL;

  for (gunichar c = 0x20; c < 0x30000; c++)
    if (g_unichar_validate (c) && c != 0xfffe && c != 0xffff)
      g_string_append_unichar (text, c);
  ptl_xml_append_escaped (document, text->str);
  for (const char *c = document->str; *c != '\0'; c++)
    g_assert_true (*c >= 0x20 && *c < 0x7f);
  g_string_append (document, "</a>");

  context = g_markup_parse_context_new (&parser, 0, read, NULL);
  g_assert_true (g_markup_parse_context_parse (context, document->str,
                                               (gssize) document->len, &error));
  g_assert_no_error (error);
  g_assert_true (g_string_equal (read, text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xml-escape/table", test_table);
  g_test_add_func ("/xml-escape/every-character", test_every_character);

  return g_test_run ();
}
