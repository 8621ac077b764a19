/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-scan-options.c: options copied, written and read back. */
#include "model/scan-options.h"

static PtlScanOptions *
unusual_options (void)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  g_ptr_array_add (options->targets, g_strdup ("10.0.0.0/24"));
  g_ptr_array_add (options->targets, g_strdup ("it's \"quoted\"\\"));
  g_ptr_array_add (options->target_files, g_strdup ("/tmp/\xff\xfe"));
  g_ptr_array_add (options->excludes, g_strdup (""));
  g_ptr_array_add (options->databases, g_strdup ("db"));
  g_ptr_array_add (options->rules, g_strdup ("r.rules"));
  options->ports = g_strdup ("T:22,U:53");
  options->tcp = FALSE;
  options->udp = TRUE;
  options->trace = TRUE;
  options->intensity = 9;
  options->host_timeout_ms = G_MAXUINT;
  options->timing = PTL_TIMING_INSANE;
  return options;
}

static void
assert_lists_equal (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr (a->pdata[i], ==, b->pdata[i]);
}

static void
assert_equal (const PtlScanOptions *a, const PtlScanOptions *b)
{
  g_autofree char *text_a = ptl_scan_options_to_string (a);
  g_autofree char *text_b = ptl_scan_options_to_string (b);

  g_assert_cmpstr (text_a, ==, text_b);
  assert_lists_equal (a->targets, b->targets);
  assert_lists_equal (a->target_files, b->target_files);
  assert_lists_equal (a->excludes, b->excludes);
  assert_lists_equal (a->exclude_files, b->exclude_files);
  assert_lists_equal (a->databases, b->databases);
  assert_lists_equal (a->rules, b->rules);
  g_assert_cmpstr (a->ports, ==, b->ports);
  g_assert_cmpint (a->tcp, ==, b->tcp);
  g_assert_cmpint (a->udp, ==, b->udp);
  g_assert_cmpint (a->trace, ==, b->trace);
  g_assert_cmpuint (a->intensity, ==, b->intensity);
  g_assert_cmpuint (a->host_timeout_ms, ==, b->host_timeout_ms);
  g_assert_cmpint (a->timing, ==, b->timing);
}

static void
test_defaults (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();

  g_assert_null (options->ports);
  g_assert_cmpuint (options->top_ports, ==, 1000);
  g_assert_true (options->tcp && options->identify && !options->udp);
  g_assert_cmpuint (options->intensity, ==, 7);
  g_assert_cmpint (options->timing, ==, PTL_TIMING_NORMAL);
}

static void
test_round_trip (void)
{
  g_autoptr (PtlScanOptions) options = unusual_options ();
  g_autofree char *text = ptl_scan_options_to_string (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanOptions) back = ptl_scan_options_from_string (text, &error);

  g_assert_no_error (error);
  assert_equal (back, options);
}

static void
test_copy (void)
{
  g_autoptr (PtlScanOptions) options = unusual_options ();
  g_autoptr (PtlScanOptions) copy = ptl_scan_options_copy (options);

  assert_equal (copy, options);
  g_ptr_array_add (copy->targets, g_strdup ("another"));
  copy->ports[0] = 'U';
  g_assert_cmpuint (options->targets->len, ==, 2);
  g_assert_cmpstr (options->ports, ==, "T:22,U:53");
}

/* What another version wrote: unknown names, missing names, names of another type. */
static void
test_other_version (void)
{
  static const char text[] =
      "{'targets': <[b'nas']>, 'intensity': <uint32 300>, 'invented': <'x'>,"
      " 'timing': <'leisurely'>, 'udp': <'yes'>}";
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanOptions) options = ptl_scan_options_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (options->targets->len, ==, 1);
  g_assert_cmpuint (options->intensity, ==, PTL_MAX_INTENSITY);
  g_assert_cmpint (options->timing, ==, PTL_TIMING_NORMAL);
  g_assert_false (options->udp);
  g_assert_cmpuint (options->top_ports, ==, 1000);
}

static void
test_malformed (void)
{
  static const char *const cases[] = { "",         "{",
                                       "[1]",      "{'tcp': true}",
                                       "nonsense", "{'ports': <'\xff'>}" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ptl_scan_options_from_string (cases[i], &error));
      g_assert_true (error != NULL && error->domain == G_VARIANT_PARSE_ERROR);
    }
}

static void
test_targets_text (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autofree char *none = ptl_scan_options_get_targets_text (options);
  g_autofree char *text = NULL;

  g_assert_cmpstr (none, ==, "");
  g_ptr_array_add (options->targets, g_strdup ("10.0.0.0/24"));
  g_ptr_array_add (options->targets, g_strdup ("nas"));
  g_ptr_array_add (options->target_files, g_strdup ("hosts.txt"));
  text = ptl_scan_options_get_targets_text (options);
  g_assert_cmpstr (text, ==, "10.0.0.0/24, nas, hosts.txt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-options/defaults", test_defaults);
  g_test_add_func ("/scan-options/round-trip", test_round_trip);
  g_test_add_func ("/scan-options/copy", test_copy);
  g_test_add_func ("/scan-options/other-version", test_other_version);
  g_test_add_func ("/scan-options/malformed", test_malformed);
  g_test_add_func ("/scan-options/targets-text", test_targets_text);

  return g_test_run ();
}
