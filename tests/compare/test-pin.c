/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-pin.c: pins are read, written, and refused. */
#include "compare/pin.h"

static void
test_round_trip (void)
{
  const char *const text = "same 192.0.2.7 nas.example\n"
                           "different 02:42:AC:11:00:02 2001:db8::1\n";
  g_autofree char *copy = g_strdup (text);
  g_autoptr (GPtrArray) pins = ptl_pins_parse (copy, "pins", NULL);
  g_autofree char *written = ptl_pins_to_string (pins);

  g_assert_cmpuint (pins->len, ==, 2);
  g_assert_cmpstr (written, ==, text);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    const char *prefix;
  } cases[] = {
    { "same a\n", "pins:1:" },
    { "# fine\nlike a b\n", "pins:2:1: " },
    { "same a b c\n", "pins:1:10: " },
    { "same a A\n", "pins:1:" },
    { "same 192.0.2.1 192.0.2.1\n", "pins:1:" },
    { "same a #b\n", "pins:1:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *copy = g_strdup (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (ptl_pins_parse (copy, "pins", &error));
      g_assert_error (error, PTL_PIN_ERROR, PTL_PIN_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, cases[i].prefix));
    }
}

static void
test_about_same (void)
{
  g_autoptr (PtlPin) one = ptl_pin_new (TRUE, "192.0.2.1", "nas", NULL);
  g_autoptr (PtlPin) turned = ptl_pin_new (FALSE, "NAS.", "192.0.2.1", NULL);
  g_autoptr (PtlPin) other = ptl_pin_new (TRUE, "192.0.2.1", "nas2", NULL);

  g_assert_true (ptl_pin_is_about_same (one, turned));
  g_assert_false (ptl_pin_is_about_same (one, other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pin/round-trip", test_round_trip);
  g_test_add_func ("/pin/wrong", test_wrong);
  g_test_add_func ("/pin/about-same", test_about_same);

  return g_test_run ();
}
