/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-ignore-rule.c: rules are read, refused with a column, and apply. */
#include "compare/ignore-rule.h"
#include "compare/wildcard.h"

#include "session-builder.h"

#define N_STARS 4000

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
  } cases[] = {
    { "", 0 },
    { "   ", 3 },
    { "port", 0 },
    { "port:", 0 },
    { "port:80 nonsense:1", 8 },
    { "port:99999", 0 },
    { "host:10.0.0.0/33", 0 },
    { "host:nas/24", 0 },
    { "host:a,,b", 0 },
    { "level:grave", 0 },
    { "kind:same", 0 },
    { "field:colour", 0 },
    { "proto:sctp", 0 },
    { "text:\"open", 10 },
    { "text:\"a\"b", 8 },
    { "text:a text:b", 7 },
    { "host:2001:db8::/129", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 999;
      g_autoptr (PtlIgnoreRule) rule =
          ptl_ignore_rule_parse (cases[i].text, &offset, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (rule);
      g_assert_error (error, PTL_IGNORE_RULE_ERROR, PTL_IGNORE_RULE_ERROR_SYNTAX);
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

static void
test_applies (void)
{
  static const struct
  {
    const char *rule;
    gboolean applies;
  } cases[] = {
    { "host:192.0.2.7", TRUE },
    { "host:192.0.2.8", FALSE },
    { "host:192.0.2.0/24", TRUE },
    { "host:192.0.2.4/30", TRUE },
    { "host:192.0.2.0/30", FALSE },
    { "host:0.0.0.0/0", TRUE },
    { "host:2001:db8::/32", FALSE },
    { "host:NAS.*", TRUE },
    { "host:*.example,10.0.0.1", TRUE },
    { "host:nas", FALSE },
    { "port:80", TRUE },
    { "port:1-79,81-100", FALSE },
    { "proto:tcp port:80-90", TRUE },
    { "proto:udp", FALSE },
    { "field:version", TRUE },
    { "field:product,version", TRUE },
    { "field:answer", FALSE },
    { "kind:changed", TRUE },
    { "kind:new,gone", FALSE },
    { "level:identity", TRUE },
    { "level:noise", FALSE },
    { "text:1.*", TRUE },
    { "text:\"1.19 \\\"beta\\\"\"", TRUE },
    { "text:2*", FALSE },
    { "host:192.0.2.7 port:80 field:version text:*18*", TRUE },
    { "host:192.0.2.7 port:81 field:version", FALSE },
  };
  g_autoptr (PtlSession) session = session_build ("host 192.0.2.7 name=nas.example");
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  g_autoptr (PtlHostChange) change = ptl_host_change_new (PTL_CHANGE_CHANGED, host, host);
  g_autoptr (PtlPortChange) port =
      ptl_port_change_new (PTL_CHANGE_CHANGED, PTL_PROTOCOL_TCP);
  g_autoptr (PtlFieldChange) field = ptl_field_change_new (
      PTL_FIELD_VERSION, PTL_LEVEL_IDENTITY, "1.18", "1.19 \"beta\"");

  port->number[0] = port->number[1] = 80;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlIgnoreRule) rule =
          ptl_ignore_rule_parse (cases[i].rule, NULL, &error);

      g_test_message ("%s", cases[i].rule);
      g_assert_no_error (error);
      g_assert_cmpint (ptl_ignore_rule_matches (rule, change, port, field), ==,
                       cases[i].applies);
    }
}

/* Of ports that changed alike none is left out unless all are. */
static void
test_set (void)
{
  g_autoptr (PtlSession) session = session_build ("host 192.0.2.7");
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  g_autoptr (PtlHostChange) change = ptl_host_change_new (PTL_CHANGE_CHANGED, host, host);
  g_autoptr (PtlPortChange) port =
      ptl_port_change_new (PTL_CHANGE_CHANGED, PTL_PROTOCOL_TCP);
  g_autoptr (PtlFieldChange) field =
      ptl_field_change_new (PTL_FIELD_STATE, PTL_LEVEL_EXPOSURE, "closed", "filtered");
  g_autoptr (PtlIgnoreRule) some = ptl_ignore_rule_parse ("port:1-50", NULL, NULL);
  g_autoptr (PtlIgnoreRule) all = ptl_ignore_rule_parse ("port:0-65535", NULL, NULL);

  port->ports = ptl_port_set_parse ("1-100", NULL, NULL);
  g_assert_false (ptl_ignore_rule_matches (some, change, port, field));
  g_assert_true (ptl_ignore_rule_matches (all, change, port, field));
  g_assert_false (ptl_ignore_rule_matches (all, change, NULL, field));
}

static void
test_file (void)
{
  g_autofree char *good =
      g_strdup ("# printers\n\nhost:10.0.0.0/8 level:noise\r\nport:1\n");
  g_autofree char *bad = g_strdup ("port:1\nport:2 prot:tcp\n");
  g_autoptr (GPtrArray) rules = ptl_ignore_rules_parse (good, "ignore", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (rules->len, ==, 2);
  g_assert_cmpstr (ptl_ignore_rule_get_text (rules->pdata[0]), ==,
                   "host:10.0.0.0/8 level:noise");
  g_assert_null (ptl_ignore_rules_parse (bad, "ignore", &error));
  g_assert_true (g_str_has_prefix (error->message, "ignore:2:8: "));
}

static void
test_wildcard (void)
{
  static const struct
  {
    const char *pattern;
    const char *text;
    gboolean matches;
  } cases[] = {
    { "", "", TRUE },         { "*", "", TRUE },          { "?", "", FALSE },
    { "a*c", "abbbc", TRUE }, { "a*c", "abbb", FALSE },   { "*a*b*", "xaybz", TRUE },
    { "A?C", "abc", TRUE },   { "**", "anything", TRUE }, { "ab", "abc", FALSE },
  };
  g_autofree char *stars = g_strnfill (N_STARS, '*');
  g_autofree char *many = g_strnfill (60000, 'a');
  g_autofree char *hard = g_strdup_printf ("%s%s", stars, "b");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ptl_wildcard_matches (cases[i].pattern, cases[i].text), ==,
                     cases[i].matches);

  for (gsize i = 0; i < N_STARS; i += 2)
    hard[i] = 'a';
  g_assert_false (ptl_wildcard_matches (hard, many)); /* and comes back soon */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ignore-rule/wrong", test_wrong);
  g_test_add_func ("/ignore-rule/applies", test_applies);
  g_test_add_func ("/ignore-rule/set", test_set);
  g_test_add_func ("/ignore-rule/file", test_file);
  g_test_add_func ("/ignore-rule/wildcard", test_wildcard);

  return g_test_run ();
}
