/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-pattern.c: what the patterns of rules mean, and which are refused
 * (spec 1.6). */
#include "rules/pattern.h"

#include <string.h>

#include "rules/probe-db.h"

#define BYTES(text) text, sizeof (text) - 1

/* Where a pattern matches: "FROM-TO" of the whole and of each group, "-" for a group that
 * took no part; NULL if it does not match. */
static char *
describe_match (PtlPattern *pattern, const char *subject, gsize len)
{
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  g_autoptr (GString) out = g_string_new (NULL);
  PtlCaptures captures;

  if (!ptl_pattern_runner_match (runner, pattern, (const guint8 *) subject, len,
                                 &captures))
    return NULL;

  for (guint i = 0; i < captures.n_groups; i++)
    {
      const PtlCapture *group = &captures.groups[i];

      if (group->start < 0)
        g_string_append (out, " -");
      else
        g_string_append_printf (out, " %d-%d", group->start, group->end);
    }
  return g_strdup (out->str + 1);
}

typedef struct
{
  const char *text;
  gsize text_len;
  const char *flags;
  const char *subject;
  gsize len;
  const char *expected;
} Case;

static void
run_table (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      const Case *c = &cases[i];
      PtlPattern pattern = { { c->text, c->text_len },
                             strchr (c->flags, 'i') != NULL,
                             strchr (c->flags, 's') != NULL,
                             NULL };
      g_autofree char *got = describe_match (&pattern, c->subject, c->len);
      g_autofree char *shown = g_strescape (c->text, NULL);

      g_test_message ("%s", shown);
      g_assert_cmpstr (got, ==, c->expected);
      ptl_pattern_clear (&pattern);
    }
}

/* The ends of lines are nothing special: one text, from its first byte to its last. */
static void
test_anchors (void)
{
  static const Case cases[] = {
    { BYTES ("^b"), "", BYTES ("a\nb"), NULL },
    { BYTES ("b"), "", BYTES ("a\nb"), "2-3" },
    { BYTES ("^a$"), "", BYTES ("a"), "0-1" },
    { BYTES ("^a$"), "", BYTES ("a\n"), "0-1" }, /* before a last line feed */
    { BYTES ("^a$"), "", BYTES ("a\n\n"), NULL },
    { BYTES ("^a$"), "", BYTES ("a\r"), NULL },
    { BYTES ("^a$"), "", BYTES ("a\nb"), NULL },
    { BYTES ("^a\\r\\n$"), "", BYTES ("a\r\n"), "0-3" },
  };

  run_table (cases, G_N_ELEMENTS (cases));
}

static void
test_flags (void)
{
  static const Case cases[] = {
    { BYTES ("^a.b"), "", BYTES ("a\nb"), NULL },
    { BYTES ("^a.b"), "", BYTES ("a\rb"), "0-3" },
    { BYTES ("^a.b"), "s", BYTES ("a\nb"), "0-3" },
    { BYTES ("^a.b"), "s", BYTES ("a\0b"), "0-3" },
    { BYTES ("^ab"), "", BYTES ("AB"), NULL },
    { BYTES ("^ab"), "i", BYTES ("aB"), "0-2" },
    { BYTES ("^\xe4"), "i", BYTES ("\xc4"), NULL }, /* letters are those of ASCII */
  };

  run_table (cases, G_N_ELEMENTS (cases));
}

static void
test_bytes (void)
{
  static const Case cases[] = {
    { BYTES ("^\xff\xfe"), "", BYTES ("\xff\xfe"),
      "0-2" }, /* as they stand in the file */
    { BYTES ("^\\xff\\xFE"), "", BYTES ("\xff\xfe"), "0-2" },
    { BYTES ("^.$"), "", BYTES ("\xc3\xa9"), NULL }, /* two bytes, not one letter */
    { BYTES ("^\\w+"), "", BYTES ("a_1\xe9"), "0-3" },
    { BYTES ("^\\s+"), "", BYTES (" \t\r\n\f\v\xa0"), "0-6" },
    { BYTES ("^\\d+"), "", BYTES ("12\xb2"), "0-2" },
    { BYTES ("^a\\0b"), "", BYTES ("a\0b"), "0-3" },
    { BYTES ("^\\04"), "", BYTES ("\004"), "0-1" }, /* octal, unlike in a probe string */
    { BYTES ("^\\012"), "", BYTES ("\n"), "0-1" },
    { BYTES ("^\\0009"), "",
      BYTES ("\0"
             "9"),
      "0-2" },
    { BYTES ("^\\09"), "",
      BYTES ("\0"
             "9"),
      "0-2" },
    { BYTES ("^\\v"), "", BYTES ("\n"), "0-1" }, /* a class, not the one byte */
  };

  run_table (cases, G_N_ELEMENTS (cases));
}

/* What Nmap's file uses, that of version 7.93 and the newest. */
static void
test_constructs (void)
{
  static const Case cases[] = {
    { BYTES ("^(a)|^(b)"), "", BYTES ("b"), "0-1 - 0-1" },
    { BYTES ("^(?:a|b)(c)"), "", BYTES ("bc"), "0-2 1-2" },
    { BYTES ("^(?!ab)a"), "", BYTES ("ab"), NULL },
    { BYTES ("^(?=ab)a"), "", BYTES ("ab"), "0-1" },
    { BYTES ("(?<=a)b"), "", BYTES ("ab"), "1-2" },
    { BYTES ("^(a+?)(b*?)c"), "", BYTES ("aabc"), "0-4 0-2 2-3" },
    { BYTES ("^(a)\\1$"), "", BYTES ("aa"), "0-2 0-1" },
    { BYTES ("^.{1536}$"), "s", BYTES ("short"), NULL },
    { BYTES ("^a{2}b{1,3}c{1,}"), "", BYTES ("aabbcc"), "0-6" },
    { BYTES ("^(?>a+)b"), "", BYTES ("aab"), "0-3" },
    { BYTES ("^(?>a+)ab"), "", BYTES ("aab"), NULL }, /* what is inside stays taken */
    { BYTES ("^a++b"), "", BYTES ("aab"), "0-3" },
    { BYTES ("^a*+a"), "", BYTES ("aa"), NULL },
    { BYTES ("^[^\\]]+]"), "", BYTES ("a]"), "0-2" },
    { BYTES ("^(1)(2)(3)(4)(5)(6)(7)(8)(9)(a)"), "", BYTES ("123456789a"),
      "0-10 0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10" },
  };

  run_table (cases, G_N_ELEMENTS (cases));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
    const char *message;
  } cases[] = {
    { "a(b", 3, "missing closing parenthesis" },
    { "a)b", 1, "unmatched closing parenthesis" },
    { "[a", 2, "missing terminating ] for character class" },
    { "*a", 0, "quantifier does not follow a repeatable item" },
    { "", 0, "the pattern can match an empty response" },
    { "a*", 0, "the pattern can match an empty response" },
    { "a|", 0, "the pattern can match an empty response" },
    { "(*UTF)a", 6, "using UTF is disabled by the application" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PtlPattern pattern = {
        { cases[i].text, strlen (cases[i].text) }, FALSE, FALSE, NULL
      };
      g_autoptr (GError) error = NULL;
      g_autofree char *got = describe_match (&pattern, BYTES ("ab"));
      gsize offset = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_false (ptl_pattern_check (&pattern, NULL, &offset, &error));
      g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpuint (offset, ==, cases[i].offset);
      g_assert_null (got); /* and never matches */
      ptl_pattern_clear (&pattern);
    }
}

static void
test_count_groups (void)
{
  PtlPattern pattern = {
    { "^(a)(?:b)(c)?", strlen ("^(a)(?:b)(c)?") }, FALSE, FALSE, NULL
  };
  guint n_groups = 0;

  g_assert_true (ptl_pattern_check (&pattern, &n_groups, NULL, NULL));
  g_assert_cmpuint (n_groups, ==, 2);
}

/* A pattern that would take forever gives up, and the next one is asked all the same. */
static void
test_limits (void)
{
  static const char *const greedy[] = { "^(?:a+)+b", "^(?:a|a)+b", "^(a?){40}a{40}b",
                                        "^(?:(a)|(?R))*b" };
  g_autofree char *subject = g_strnfill (4096, 'a');
  PtlPatternRunner *runner = ptl_pattern_runner_begin ();
  PtlPattern plain = { { "^aa", 3 }, FALSE, FALSE, NULL };
  PtlCaptures captures;

  for (guint i = 0; i < G_N_ELEMENTS (greedy); i++)
    {
      PtlPattern pattern = { { greedy[i], strlen (greedy[i]) }, FALSE, FALSE, NULL };

      g_test_message ("%s", greedy[i]);
      g_assert_true (ptl_pattern_check (&pattern, NULL, NULL, NULL));
      g_assert_false (ptl_pattern_runner_match (
          runner, &pattern, (const guint8 *) subject, 4096, &captures));
      ptl_pattern_clear (&pattern);
    }

  g_assert_true (ptl_pattern_runner_match (runner, &plain, (const guint8 *) subject, 4096,
                                           &captures));
  ptl_pattern_clear (&plain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pattern/anchors", test_anchors);
  g_test_add_func ("/pattern/flags", test_flags);
  g_test_add_func ("/pattern/bytes", test_bytes);
  g_test_add_func ("/pattern/constructs", test_constructs);
  g_test_add_func ("/pattern/refused", test_refused);
  g_test_add_func ("/pattern/count-groups", test_count_groups);
  g_test_add_func ("/pattern/limits", test_limits);

  return g_test_run ();
}
