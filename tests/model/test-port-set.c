/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-port-set.c: sets of ports against a plain array of flags. */
#include "model/port-set.h"

#define N_PORTS 65536

static void
assert_text (const PtlPortSet *set, const char *expected)
{
  g_autofree char *text = ptl_port_set_to_string (set);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_parse (void)
{
  static const char *const cases[][2] = {
    { "22", "22" },           { "0,65535", "0,65535" },
    { "0-65535", "0-65535" }, { "80-90,22", "22,80-90" },
    { "1-5,4-9,10", "1-10" }, { " 22 ,\t80-81 ", "22,80-81" },
    { "00022", "22" },        { "7,7,7", "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlPortSet) set = ptl_port_set_parse (cases[i][0], NULL, &error);

      g_assert_no_error (error);
      assert_text (set, cases[i][1]);
    }
}

static void
test_parse_faults (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
  } cases[] = { { "", 0 },         { "22,", 3 },   { ",22", 0 },          { "65536", 0 },
                { "22,90-80", 3 }, { "22-", 3 },   { "-22", 0 },          { "22 80", 3 },
                { "22,x", 3 },     { "1-2-3", 3 }, { "1,99999999999", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 99;

      g_assert_null (ptl_port_set_parse (cases[i].text, &offset, &error));
      g_assert_error (error, PTL_PORT_SET_ERROR, PTL_PORT_SET_ERROR_SYNTAX);
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

static void
test_edges (void)
{
  g_autoptr (PtlPortSet) set = ptl_port_set_new ();

  assert_text (set, "");
  g_assert_cmpuint (ptl_port_set_count (set), ==, 0);
  g_assert_false (ptl_port_set_contains (set, 0));

  ptl_port_set_add_range (set, 1, 65534);
  ptl_port_set_add (set, 65535);
  ptl_port_set_add (set, 0);
  assert_text (set, "0-65535");
  g_assert_cmpuint (ptl_port_set_count (set), ==, 65536);

  ptl_port_set_remove (set, 0);
  ptl_port_set_remove (set, 65535);
  ptl_port_set_remove (set, 80);
  ptl_port_set_remove (set, 80);
  assert_text (set, "1-79,81-65534");
  ptl_port_set_remove_range (set, 65000, 65535);
  ptl_port_set_remove_range (set, 0, 90);
  assert_text (set, "91-64999");
}

static void
assert_same (const PtlPortSet *set, const gboolean *flags)
{
  guint n_ranges;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (set, &n_ranges);
  guint count = 0;

  for (guint port = 0; port < N_PORTS; port++)
    {
      count += flags[port];
      g_assert_cmpint (ptl_port_set_contains (set, (guint16) port), ==, flags[port]);
    }
  g_assert_cmpuint (ptl_port_set_count (set), ==, count);
  for (guint i = 1; i < n_ranges; i++)
    g_assert_cmpuint (ranges[i - 1].last + 1u, <, ranges[i].first);
}

/* Ranges close together, so that merging and splitting happen all the time. */
static void
test_against_flags (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (PtlPortSet) set = ptl_port_set_new ();
  g_autofree gboolean *flags = g_new0 (gboolean, N_PORTS);

  for (guint round = 0; round < 3000; round++)
    {
      guint first = (guint) g_rand_int_range (rand, 0, 400);
      guint last = first + (guint) g_rand_int_range (rand, 0, 6);

      if (g_rand_boolean (rand))
        {
          ptl_port_set_add_range (set, (guint16) first, (guint16) last);
          for (guint port = first; port <= last; port++)
            flags[port] = TRUE;
        }
      else
        {
          ptl_port_set_remove_range (set, (guint16) first, (guint16) last);
          for (guint port = first; port <= last; port++)
            flags[port] = FALSE;
        }
      if (round % 100 == 0)
        assert_same (set, flags);
    }
  assert_same (set, flags);
}

static void
test_add_set (void)
{
  g_autoptr (PtlPortSet) set = ptl_port_set_parse ("1-3,10", NULL, NULL);
  g_autoptr (PtlPortSet) other = ptl_port_set_parse ("4-9,20", NULL, NULL);

  ptl_port_set_add_set (set, other);
  assert_text (set, "1-10,20");
  assert_text (other, "4-9,20");

  ptl_port_set_remove_set (set, other);
  assert_text (set, "1-3,10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/port-set/parse", test_parse);
  g_test_add_func ("/port-set/parse-faults", test_parse_faults);
  g_test_add_func ("/port-set/edges", test_edges);
  g_test_add_func ("/port-set/against-flags", test_against_flags);
  g_test_add_func ("/port-set/add-set", test_add_set);

  return g_test_run ();
}
