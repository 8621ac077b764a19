/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-ignore-rules.c: rules of what to ignore, and pins; a rule that was read
 * is read back the same, and applied to a difference it ends in a verdict. */
#include <string.h>

#include "compare/ignore-rule.h"
#include "compare/pin.h"

#include "fuzz.h"

static void
check_rule (const PtlIgnoreRule *rule, const char *text)
{
  static PtlHost *host;
  g_autoptr (PtlHostChange) change = NULL;
  g_autoptr (PtlPortChange) port =
      ptl_port_change_new (PTL_CHANGE_CHANGED, PTL_PROTOCOL_TCP);
  g_autoptr (PtlFieldChange) field =
      ptl_field_change_new (PTL_FIELD_ANSWER, PTL_LEVEL_NOISE, text, NULL);
  g_autoptr (PtlIgnoreRule) again = NULL;
  gboolean matches;

  if (host == NULL)
    {
      const PtlAddress address = { .bytes = { 10, 0, 0, 7 } };

      host = ptl_host_new (&address);
      host->info->hostname = g_strdup ("nas.example");
    }
  change = ptl_host_change_new (PTL_CHANGE_CHANGED, host, host);
  matches = ptl_ignore_rule_matches (rule, change, port, field);

  again = ptl_ignore_rule_parse (ptl_ignore_rule_get_text (rule), NULL, NULL);
  g_assert_nonnull (again);
  g_assert_cmpint (ptl_ignore_rule_matches (again, change, port, field), ==, matches);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *rules_text = g_strdup (text);
  g_autofree char *pins_text = g_strdup (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) pin_error = NULL;
  gsize offset = strlen (text);
  g_autoptr (PtlIgnoreRule) rule = ptl_ignore_rule_parse (text, &offset, NULL);
  g_autoptr (GPtrArray) rules = ptl_ignore_rules_parse (rules_text, "fuzz", &error);
  g_autoptr (GPtrArray) pins = ptl_pins_parse (pins_text, "fuzz", &pin_error);

  g_assert_cmpuint (offset, <=, strlen (text));
  g_assert_true ((rules == NULL) == (error != NULL));
  g_assert_true ((pins == NULL) == (pin_error != NULL));
  if (rule != NULL)
    check_rule (rule, text);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    check_rule (rules->pdata[i], text);

  if (pins != NULL)
    {
      g_autofree char *written = ptl_pins_to_string (pins);
      g_autofree char *copy = g_strdup (written);
      g_autoptr (GPtrArray) back = ptl_pins_parse (copy, "fuzz", NULL);

      g_assert_cmpuint (back->len, ==, pins->len);
    }
  return 0;
}
