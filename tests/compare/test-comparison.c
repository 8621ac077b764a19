/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-comparison.c: laws that hold for any two sessions. */
#include <string.h>

#include "compare/comparison.h"
#include "compare/pin.h"

#include "session-builder.h"

#define ROUNDS 1500

/* Which kind the turned comparison has. */
static PtlChangeKind
turn (PtlChangeKind kind, gboolean turned)
{
  if (turned && kind == PTL_CHANGE_NEW)
    return PTL_CHANGE_GONE;
  if (turned && kind == PTL_CHANGE_GONE)
    return PTL_CHANGE_NEW;

  return kind;
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_strescape (text, NULL) : g_strdup ("-");

  g_string_append_printf (out, " %s", escaped);
}

static void
append_fields (GString *out, GPtrArray *fields, gboolean turned)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];

      g_string_append_printf (out, " [%s %s", ptl_change_field_to_string (field->field),
                              ptl_change_level_to_string (field->level));
      append_text (out, turned ? field->after : field->before);
      append_text (out, turned ? field->before : field->after);
      append_text (out, field->detail);
      g_string_append (out, "]");
    }
}

static void
append_host (GString *out, const PtlHost *host)
{
  g_autofree char *address =
      host != NULL ? ptl_address_to_string (&host->address) : g_strdup ("none");

  g_string_append_printf (out, " %s", address);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): everything the comparison says, in an order of its own;
 * @turned: as if the sessions had been handed in the other way round */
static char *
describe (const PtlComparison *comparison, gboolean turned)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < comparison->hosts->len; i++)
    {
      const PtlHostChange *host = comparison->hosts->pdata[i];
      GString *line =
          g_string_new (ptl_change_kind_to_string (turn (host->kind, turned)));
      g_autofree char *prefix = NULL;

      append_host (line, host->hosts[turned]);
      append_host (line, host->hosts[!turned]);
      prefix = g_strdup (line->str);
      g_string_append_printf (
          line,
          " level=%d identity=%u score=%d alike=%u/%u same=%u uncovered=%u,%u/%u,%u",
          host->level, host->identity, host->score, host->n_alike, host->n_services,
          host->n_same, host->n_uncovered[turned], host->n_uncovered[!turned],
          host->n_uncovered_open[turned], host->n_uncovered_open[!turned]);
      append_fields (line, host->fields, turned);
      g_ptr_array_add (lines, g_string_free (line, FALSE));

      for (guint j = 0; j < host->ports->len; j++)
        {
          const PtlPortChange *port = host->ports->pdata[j];
          g_autofree char *set =
              port->ports != NULL ? ptl_port_set_to_string (port->ports) : NULL;

          line = g_string_new (prefix);
          g_string_append_printf (
              line, " %s %u %u %s %s level=%d sides=%d%d",
              ptl_change_kind_to_string (turn (port->kind, turned)), port->number[turned],
              port->number[!turned], ptl_protocol_to_string (port->protocol),
              set != NULL ? set : "-", port->level, port->sides[turned].covered,
              port->sides[!turned].covered);
          append_fields (line, port->fields, turned);
          g_ptr_array_add (lines, g_string_free (line, FALSE));
        }
    }

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static GPtrArray *
make_up_pins (GRand *rand)
{
  GPtrArray *pins = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_pin_free);

  for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
    {
      g_autofree char *one =
          g_strdup_printf ("192.0.2.%d", g_rand_int_range (rand, 0, 6));
      g_autofree char *other =
          g_strdup_printf ("192.0.2.%d", g_rand_int_range (rand, 0, 6));
      PtlPin *pin = ptl_pin_new (g_rand_boolean (rand), one, other, NULL);

      if (pin != NULL)
        g_ptr_array_add (pins, pin);
    }

  return pins;
}

static void
test_laws (void)
{
  guint n_differences = 0;

  for (guint32 seed = 0; seed < ROUNDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (PtlSession) a = session_make_up (rand, NULL);
      g_autoptr (PtlSession) b = session_make_up (rand, seed % 2 ? a : NULL);
      g_autoptr (GPtrArray) pins = make_up_pins (rand);
      PtlComparisonOptions options = { .pins = pins, .level = PTL_LEVEL_NOISE };
      g_autoptr (PtlComparison) itself = NULL;
      g_autoptr (PtlComparison) forth = NULL;
      g_autoptr (PtlComparison) back = NULL;
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      options.keep_same = g_rand_boolean (rand);
      itself = ptl_comparison_new (a, a, &options);
      forth = ptl_comparison_new (a, b, &options);
      back = ptl_comparison_new (b, a, &options);

      g_assert_false (ptl_comparison_has_differences (itself));
      g_assert_cmpuint (itself->counts.uncovered[0], ==, 0);
      g_assert_cmpuint (itself->counts.hosts[PTL_CHANGE_SAME], ==, itself->hosts->len);

      one = describe (forth, FALSE);
      other = describe (back, TRUE);
      g_assert_cmpstr (one, ==, other);
      n_differences += ptl_comparison_has_differences (forth);
    }

  g_assert_cmpuint (n_differences, >,
                    ROUNDS / 2); /* they were sessions of some interest */
}

/* Every fact of a session but in another order makes no difference. */
static void
shuffle (GPtrArray *facts, GRand *rand)
{
  for (guint i = facts->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer fact = facts->pdata[i - 1];

      facts->pdata[i - 1] = facts->pdata[j];
      facts->pdata[j] = fact;
    }
}

static void
gather (PtlFact *fact, gpointer facts)
{
  if (fact->kind !=
      PTL_FACT_PORT_GROUP) /* a row takes its port out of a group, only then */
    g_ptr_array_add (facts, ptl_fact_ref (fact));
}

static void
test_order_free (void)
{
  for (guint32 seed = 0; seed < ROUNDS / 5; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (PtlSession) a = session_make_up (rand, NULL);
      g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
      g_autoptr (PtlSession) b = ptl_session_new (ptl_session_get_info (a), TRUE);
      g_autoptr (PtlSession) c = ptl_session_new (ptl_session_get_info (a), TRUE);
      g_autoptr (PtlComparison) comparison = NULL;

      ptl_session_foreach_fact (a, gather, facts);
      ptl_session_apply_all (b, facts);
      shuffle (facts, rand);
      ptl_session_apply_all (c, facts);
      comparison = ptl_comparison_new (b, c, NULL);
      g_assert_false (ptl_comparison_has_differences (comparison));
    }
}

static void
test_ignored (void)
{
  g_autoptr (PtlSession) a = session_build ("asked tcp 1-100\nhost 192.0.2.1 name=old\n"
                                            "80/tcp open http product=nginx version=1.1\n"
                                            "closed 1-79,81-100/tcp");
  g_autoptr (PtlSession) b = session_build ("asked tcp 1-100\nhost 192.0.2.1 name=new\n"
                                            "22/tcp open ssh product=OpenSSH\n"
                                            "80/tcp open http product=nginx version=1.2\n"
                                            "closed 1-21,23-79,81-100/tcp");
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_ignore_rule_unref);
  PtlComparisonOptions options = { .rules = rules, .level = PTL_LEVEL_NOISE };
  g_autoptr (PtlComparison) comparison = NULL;
  const PtlHostChange *host;

  g_ptr_array_add (rules, ptl_ignore_rule_parse ("field:version text:1.*", NULL, NULL));
  g_ptr_array_add (rules, ptl_ignore_rule_parse ("host:10.0.0.0/8", NULL, NULL));
  g_ptr_array_add (rules,
                   ptl_ignore_rule_parse ("host:192.0.2.0/24 kind:new", NULL, NULL));
  comparison = ptl_comparison_new (a, b, &options);

  g_assert_cmpuint (g_array_index (comparison->n_ignored, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (comparison->n_ignored, guint, 1), ==, 0);
  g_assert_cmpuint (g_array_index (comparison->n_ignored, guint, 2), ==, 1);
  g_assert_cmpuint (comparison->ignored->len, ==, 2);

  host = comparison->hosts->pdata[0];
  g_assert_cmpuint (host->ports->len, ==, 0);
  g_assert_cmpuint (host->fields->len, ==, 1); /* its name: no rule is about it */
  g_assert_true (ptl_comparison_has_differences (comparison));
}

static void
test_levels (void)
{
  g_autoptr (PtlSession) a =
      session_build ("asked tcp 80\nhost 192.0.2.1\n80/tcp open http product=nginx\n"
                     "answer GetRequest Date:_04:02:41\n");
  g_autoptr (PtlSession) b =
      session_build ("asked tcp 80\nhost 192.0.2.1\n80/tcp open http product=nginx\n"
                     "answer GetRequest Date:_05:12:01\n");
  PtlComparisonOptions options = { .level = PTL_LEVEL_CERTAINTY };
  g_autoptr (PtlComparison) usual = ptl_comparison_new (a, b, &options);
  g_autoptr (PtlComparison) all = ptl_comparison_new (a, b, NULL);

  g_assert_false (ptl_comparison_has_differences (usual));
  g_assert_cmpuint (usual->counts.beyond[PTL_LEVEL_NOISE], ==, 1);
  g_assert_true (ptl_comparison_has_differences (all));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comparison/laws", test_laws);
  g_test_add_func ("/comparison/order-free", test_order_free);
  g_test_add_func ("/comparison/ignored", test_ignored);
  g_test_add_func ("/comparison/levels", test_levels);

  return g_test_run ();
}
