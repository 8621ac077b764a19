/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule-line.c: a match line as a form. */
#include "rules/rule-line.h"

#define LINE "match harbour  m=^a|b=si  p/Harbour $1/  cpe:/a:x:y/a v|$2/x|"

static void
test_get (void)
{
  static const struct
  {
    const char *line;
    PtlRulePart part;
    const char *value;
  } cases[] = {
    { LINE, PTL_RULE_PART_SERVICE, "harbour" },
    { LINE, PTL_RULE_PART_PATTERN, "^a|b" },
    { LINE, PTL_RULE_PART_PRODUCT, "Harbour $1" },
    { LINE, PTL_RULE_PART_VERSION, "$2/x" },
    { LINE, PTL_RULE_PART_OS_TYPE, NULL },
    { "softmatch x m|^y|", PTL_RULE_PART_SERVICE, "x" },
    { "match x m|^y", PTL_RULE_PART_SERVICE, "x" },
    { "match x m|^y", PTL_RULE_PART_PATTERN, NULL },
    { "match x m|^y| q/z/", PTL_RULE_PART_PRODUCT, NULL },
    { "match ", PTL_RULE_PART_SERVICE, NULL },
    { "Probe TCP NULL q||", PTL_RULE_PART_SERVICE, NULL },
    { "", PTL_RULE_PART_PATTERN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = ptl_rule_line_get (cases[i].line, cases[i].part);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_set (void)
{
  static const struct
  {
    const char *line;
    PtlRulePart part;
    const char *value;
    const char *written;
  } cases[] = {
    { LINE, PTL_RULE_PART_VERSION, "$2/x", LINE },
    { LINE, PTL_RULE_PART_SERVICE, "quay",
      "match quay  m=^a|b=si  p/Harbour $1/  cpe:/a:x:y/a v|$2/x|" },
    { LINE, PTL_RULE_PART_PRODUCT, "A/B",
      "match harbour  m=^a|b=si p|A/B|  cpe:/a:x:y/a v|$2/x|" },
    { LINE, PTL_RULE_PART_PRODUCT, "", "match harbour  m=^a|b=si  cpe:/a:x:y/a v|$2/x|" },
    { LINE, PTL_RULE_PART_OS_TYPE, "Linux", LINE " o/Linux/" },
    { "match x m|^y|s", PTL_RULE_PART_PATTERN, "^a|b", "match x m=^a|b=s" },
    { "match x m|^y|s", PTL_RULE_PART_PATTERN, "", NULL },
    { "match x m|^y|s", PTL_RULE_PART_SERVICE, "", NULL },
    { "match x m|^y|s", PTL_RULE_PART_SERVICE, "a b", NULL },
    { "match x m|^y|s", PTL_RULE_PART_PRODUCT, "a\nb", NULL },
    { "match x m|^y|s", PTL_RULE_PART_PRODUCT, "/|%@~!,;#&=", NULL },
    { "match x m|^y", PTL_RULE_PART_PRODUCT, "a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *written =
          ptl_rule_line_set (cases[i].line, cases[i].part, cases[i].value);

      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

/* What is read and written back leaves every byte as it was. */
static void
test_lossless (void)
{
  for (PtlRulePart part = 0; part < PTL_N_RULE_PARTS; part++)
    {
      g_autofree char *value = ptl_rule_line_get (LINE, part);
      g_autofree char *written = ptl_rule_line_set (LINE, part, value ? value : "");

      g_assert_cmpstr (written, ==, LINE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-line/get", test_get);
  g_test_add_func ("/rule-line/set", test_set);
  g_test_add_func ("/rule-line/lossless", test_lossless);
  return g_test_run ();
}
