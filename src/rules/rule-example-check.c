/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-example-check.c: the responses a rule file gives with its rules: trying
 * them. */
#include <glib/gi18n-lib.h>

#include "rules/matcher.h"
#include "rules/rule-example.h"

static PtlRuleProblem *
complain (const PtlRuleExample *example, char *what)
{
  PtlRuleProblem *problem = ptl_rule_problem_new (example->file, example->line, 1, what);

  g_free (what);
  return problem;
}

static gboolean
is_bound_to (const PtlRuleExample *example, const PtlMatch *match)
{
  const PtlRuleRef *rule = match->service->rule;

  return rule->line == example->rule_line && g_str_equal (rule->file, example->file);
}

/* Returns: (nullable): what a service says under a key other than cpe */
static const char *
get_value (const PtlService *service, const char *key)
{
  if (g_str_equal (key, "tunnel"))
    return service->tunnel == PTL_TUNNEL_NONE ? NULL
                                              : ptl_tunnel_to_string (service->tunnel);

  switch (*key)
    {
    case 's':
      return service->name;
    case 'p':
      return service->product;
    case 'v':
      return service->version;
    case 'i':
      return service->extra_info;
    case 'h':
      return service->hostname;
    case 'o':
      return service->os_type;
    case 'd':
      return service->device_type;
    default:
      g_assert_not_reached ();
    }
}

static PtlRuleProblem *
check_cpe (const PtlRuleExample *example, const PtlService *service, const char *expected)
{
  static const char *const none[] = { NULL };
  const char *const *cpes =
      service->cpes != NULL ? (const char *const *) service->cpes : none;
  g_autofree char *found = g_strjoinv (" ", (GStrv) cpes);

  if (*expected != '\0' ? g_strv_contains (cpes, expected) : *cpes == NULL)
    return NULL;

  return complain (example, g_strdup_printf (_ ("cpe is \"%s\", expected is \"%s\""),
                                             found, expected));
}

static PtlRuleProblem *
check_expectation (const PtlRuleExample *example,
                   const PtlRuleExpectation *expectation,
                   const PtlService *service)
{
  const char *found;

  if (g_str_equal (expectation->key, "cpe"))
    return check_cpe (example, service, expectation->value);

  found = get_value (service, expectation->key);
  if (g_strcmp0 (found != NULL ? found : "", expectation->value) == 0)
    return NULL;

  return complain (example, g_strdup_printf (_ ("%s is \"%s\", expected is \"%s\""),
                                             expectation->key, found != NULL ? found : "",
                                             expectation->value));
}

static PtlRuleProblem *
check_example (const PtlRuleExample *self,
               PtlProbeDb *db,
               const PtlProbe *probe,
               const guint8 *data,
               gsize len)
{
  g_autoptr (PtlMatch) match = ptl_match_response (db, probe, data, len, FALSE);

  if (match == NULL)
    return complain (self, g_strdup (_ ("no rule claims the example")));
  if (!is_bound_to (self, match))
    return complain (self, g_strdup_printf (_ ("%s:%u claims the example"),
                                            match->service->rule->file,
                                            match->service->rule->line));

  for (guint i = 0; i < self->expectations->len; i++)
    {
      PtlRuleProblem *problem =
          check_expectation (self, self->expectations->pdata[i], match->service);

      if (problem != NULL)
        return problem;
    }

  return NULL;
}

static PtlRuleProblem *
check_counterexample (const PtlRuleExample *self,
                      PtlProbeDb *db,
                      const PtlProbe *probe,
                      const guint8 *data,
                      gsize len)
{
  g_autoptr (GPtrArray) matches = ptl_match_response_all (db, probe, data, len);

  for (guint i = 0; i < matches->len; i++)
    if (is_bound_to (self, matches->pdata[i]))
      return complain (self, g_strdup (_ ("the rule claims its counterexample")));

  return NULL;
}

PtlRuleProblem *
ptl_rule_example_check (const PtlRuleExample *self, PtlProbeDb *db)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (self->response, &len);
  const PtlProbe *probe = NULL;

  if (self->probe != NULL)
    probe = ptl_probe_db_find_probe (db, self->protocol, self->probe);
  if (probe == NULL)
    return complain (self, g_strdup_printf (_ ("no probe is called %s"),
                                            self->probe != NULL ? self->probe : "\"\""));

  return self->is_counter ? check_counterexample (self, db, probe, data, len)
                          : check_example (self, db, probe, data, len);
}
