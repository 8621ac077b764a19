/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-version-template.c: templates, captures and what comes out. */
#include "rules/version-template.h"

#include <string.h>

typedef struct
{
  const char *pattern;
  const char *subject; /* in the notation of a C string */
  gsize len;           /* of the subject */
  const char *text;
  const char *expected;        /* NULL: the field is absent */
  const char *expected_compat; /* where Nmap differs; SAME if not */
} Case;

#define SAME        "\1"
#define BYTES(text) text, sizeof (text) - 1

static PtlText
text_of (const char *text)
{
  return (PtlText){ text, strlen (text) };
}

static void
run (const Case *c, const char *prefix, PtlTemplateRules rules, const char *expected)
{
  PtlPattern pattern = { text_of (c->pattern), FALSE, TRUE, NULL };
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  PtlCaptures captures;
  g_autofree char *got = NULL;

  g_assert_true (ptl_pattern_runner_match (runner, &pattern, (const guint8 *) c->subject,
                                           c->len, &captures));
  got = ptl_version_template_expand (text_of (c->text), prefix, &captures, rules);
  g_assert_cmpstr (got, ==, expected);
  ptl_pattern_clear (&pattern);
}

static void
run_table (const Case *cases, guint n_cases, gboolean is_cpe)
{
  const char *prefix = is_cpe ? "cpe:/" : "";

  for (guint i = 0; i < n_cases; i++)
    {
      const Case *c = &cases[i];
      gboolean same = g_strcmp0 (c->expected_compat, SAME) == 0;
      PtlTemplateRules ours = { 512, is_cpe, FALSE };
      PtlTemplateRules nmap = { 79, is_cpe, TRUE };

      g_test_message ("%s", c->text);
      run (c, prefix, ours, c->expected);
      run (c, prefix, nmap, same ? c->expected : c->expected_compat);
    }
}

static void
test_captures (void)
{
  static const Case cases[] = {
    { "(a)(b)?(c)", BYTES ("ac"), "plain", "plain", SAME },
    { "(a)(b)?(c)", BYTES ("ac"), "<$1-$3>", "<a-c>", SAME },
    { "(a)(b)?(c)", BYTES ("ac"), "$2", NULL, SAME },    /* took no part */
    { "(a)(b)?(c)", BYTES ("ac"), "x $4", NULL, SAME },  /* not in the pattern */
    { "(a)(b)?(c)", BYTES ("ac"), "$0", NULL, SAME },    /* not a capture */
    { "(a)(b)?(c)", BYTES ("ac"), "$", NULL, SAME },     /* nothing follows */
    { "(a)(b)?(c)", BYTES ("ac"), "US$ 5", NULL, SAME }, /* not a helper */
    { "(a)", BYTES ("a"), "$12", "a2", SAME },           /* one digit */
    { "(a*)b", BYTES ("b"), "$1", NULL, SAME },          /* empty is absent */
    { "(a*)b", BYTES ("b"), "x$1y", "xy", SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_tail (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("one, \t,\r\n"), "$1", "one", SAME },
    { "(.+)", BYTES ("a"), "  $1 , ,", "  a", SAME }, /* the front stays */
    { "(.+)", BYTES (", ,"), "$1", NULL, SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_bytes (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("a\tb\x1b[31mc"), "$1", "a.b.[31mc", SAME },
    { "(.+)", BYTES ("caf\xc3\xa9"), "$1", "caf\xc3\xa9", "caf.." },
    { "(.+)", BYTES ("caf\xe9!"), "$1", "caf.!", SAME },
    { "(.+)",
      BYTES ("\xe2\x80\xae"
             "txt"),
      "$1", "...txt", SAME }, /* a right-to-left override */
    { "(.+)", BYTES ("host\0\0\0"), "$1", "host", SAME },
    { "(.+)", BYTES ("host\0junk"), "$1!", "host.junk!", "host!" },
    { "(.+)", BYTES ("h\0o\0s\0t\0"), "$1", "host", "h" },
    { "(.+)", BYTES ("h\0o\0s\0t"), "$1", "host", "h" },
    { "(.+)", BYTES ("\0"), "$1", NULL, SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_printable (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("W\0O\0R\0K\0"), "$P(1)", "WORK", SAME },
    { "(.+)", BYTES ("a\xc3\xa9\r\nb"), "$P( 1 )", "ab", SAME },
    { "(.+)", BYTES ("abc"), "$P(0x1)", "abc", SAME },
    { "(.+)", BYTES ("abc"), "$P(01)", "abc", SAME },
    { "(.+)", BYTES ("abc"), "$P(0)", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P(10)", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P(4294967297)", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P()", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P(1", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P(\"1\")", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$P(1,2)", NULL, SAME },
    { "(.+)", BYTES ("abc"), "$Q(1)", NULL, SAME },
    { "(.+)", BYTES ("\x01\x02"), "$P(1)", NULL, SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_replace (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("1_2_3"), "$SUBST(1,\"_\",\".\")", "1.2.3", SAME },
    { "(.+)", BYTES ("1_2_3"), "$SUBST(1, \"_\", \".\")", "1.2.3", SAME },
    { "(.+)", BYTES ("aaaa"), "$SUBST(1,\"aa\",\"a\")", "aa", SAME }, /* not again */
    { "(.+)", BYTES ("a\r\nb"), "$SUBST(1,\"\\r\\n\",\" \")", "a b", SAME },
    { "(.+)", BYTES ("a_b"), "$SUBST(1,\"_\",\"\")", "ab", SAME },
    { "(.+)", BYTES ("a\0b"), "$SUBST(1,\"\\0\",\"-\")", "a-b", SAME },
    { "(.+)", BYTES ("a b"), "$SUBST(1,\"\\x20\",\"\\\"\")", "a\"b", SAME },
    { "(.+)", BYTES ("ab"), "$SUBST(1,\"\",\"x\")", NULL, SAME },
    { "(.+)", BYTES ("ab"), "$SUBST(1,\"a\")", NULL, SAME },
    { "(.+)", BYTES ("ab"), "$SUBST(1,\"a\",\"\\q\")", NULL, SAME },
    { "(.+)", BYTES ("ab"), "$SUBST(1,\"a\",2)", NULL, SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_number (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("\x01\x02"), "$I(1,\">\")", "258", SAME },
    { "(.+)", BYTES ("\x01\x02"), "$I(1,\"<\")", "513", SAME },
    { "(.+)", BYTES ("\xff\xff\xff\xff\xff\xff\xff\xff"), "$I(1,\">\")",
      "18446744073709551615", SAME },
    { "(.+)", BYTES ("123456789"), "$I(1,\">\")", NULL, SAME }, /* nine bytes */
    { "(.+)", BYTES ("\x01"), "$I(1,\"=\")", NULL, SAME },
    { "(.+)", BYTES ("\x01"), "$I(1)", NULL, SAME },
    { "(\\0)", BYTES ("\0"), "v$I(1,\"<\")", "v0", SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_cpe (void)
{
  static const Case cases[] = {
    { "(.+)", BYTES ("Foo Bar"), "a:x:$1:1.0", "cpe:/a:x:foo_bar:1.0", SAME },
    { "(.+)", BYTES ("1:2/3?"), "a:X:$1", "cpe:/a:X:1%3A2%2F3%3F", SAME },
    { "(.+)", BYTES ("v<>\"%"), "a:$1", "cpe:/a:v%3C%3E%22%25", SAME },
    { "(.+)", BYTES ("a~b!"), "a:$1", "cpe:/a:a~b%21", SAME },
    { "(x)", BYTES ("x"), "a:$2", NULL, SAME },
  };

  run_table (cases, G_N_ELEMENTS (cases), TRUE);
}

/* What fits: 79 bytes of text, 78 where the last is a capture's; nothing is cut. */
static void
test_compat_lengths (void)
{
  g_autofree char *subject = g_strnfill (79, 'x');
  g_autofree char *literal = g_strnfill (80, 'y');
  PtlTemplateRules rules = { 79, FALSE, TRUE };
  Case c = { "(x{78})", subject, 79, "$1", NULL, NULL };
  g_autofree char *mixed = g_strconcat ("$1", "z", NULL);
  g_autofree char *mixed_full = g_strconcat (subject, NULL);

  subject[78] = '\0';
  run (&c, "", rules, subject);

  c.text = mixed;
  mixed_full[78] = 'z';
  run (&c, "", rules, mixed_full);

  subject[78] = 'x';
  c.pattern = "(x{79})";
  c.text = "$1";
  run (&c, "", rules, NULL);

  c.text = literal;
  run (&c, "", rules, NULL);
  literal[79] = '\0';
  run (&c, "", rules, literal);
}

/* Ours cut what is too long, never inside a character; a CPE that is cut is no CPE. */
static void
test_lengths (void)
{
  g_autofree char *subject = g_strnfill (600, 'x');
  g_autofree char *expected = g_strnfill (512, 'x');
  Case c = { "(x.*)", subject, 600, "$1", NULL, NULL };

  run (&c, "", (PtlTemplateRules){ 512, FALSE, FALSE }, expected);
  run (&c, "cpe:/", (PtlTemplateRules){ 512, TRUE, FALSE }, NULL);

  memcpy (subject + 511, "\xc3\xa9", 2);
  expected[511] = '\0';
  run (&c, "", (PtlTemplateRules){ 512, FALSE, FALSE }, expected);
}

static void
test_check (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "plain $1 $P(2) $SUBST(1,\"a\",\"b\") $I(2,\"<\")", NULL },
    { "a $3", "the pattern has no such capture group" },
    { "$P(3)", "the pattern has no such capture group" },
    { "$x", "$1 to $9, $P(), $SUBST() or $I() is expected" },
    { "$1 and $P(1", "a closing parenthesis is expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 0;
      gboolean ok =
          ptl_version_template_check (text_of (cases[i].text), 2, &offset, &error);

      g_assert_true (ok == (cases[i].message == NULL));
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/version-template/captures", test_captures);
  g_test_add_func ("/version-template/tail", test_tail);
  g_test_add_func ("/version-template/bytes", test_bytes);
  g_test_add_func ("/version-template/printable", test_printable);
  g_test_add_func ("/version-template/replace", test_replace);
  g_test_add_func ("/version-template/number", test_number);
  g_test_add_func ("/version-template/cpe", test_cpe);
  g_test_add_func ("/version-template/compat-lengths", test_compat_lengths);
  g_test_add_func ("/version-template/lengths", test_lengths);
  g_test_add_func ("/version-template/check", test_check);

  return g_test_run ();
}
