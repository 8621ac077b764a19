/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-text-list.c: lists of texts in one column. */
#include "store/text-list.h"

/* What is not plain is read by GVariant, and what is plain as it would read it. */
static void
test_texts (void)
{
  static const char *const lists[][4] = {
    { NULL },
    { "" },
    { "cpe:/a:x", "cpe:/o:linux" },
    { "it's", "a \"b\"", "both ' and \"" },
    { "a\\b", "\303\244", "\n" },
    { "b'x', b'y'", "]", "[" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *text = ptl_text_list_print ((GStrv) lists[i]);
      g_auto (GStrv) items = ptl_text_list_parse (text);

      g_test_message ("%s", text);
      g_assert_true (g_strv_equal ((const char *const *) items, lists[i]));
    }
}

static void
test_faults (void)
{
  static const char *const faults[] = {
    "", "[", "[b'x'", "[b'x]", "[b'x',]", "['x']", "[b'x'b'y']", "[b'x'] ]", "b'x'", "[x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GVariant) variant =
          g_variant_parse (G_VARIANT_TYPE ("aay"), faults[i], NULL, NULL, NULL);
      g_auto (GStrv) items = ptl_text_list_parse (faults[i]);

      g_test_message ("%s", faults[i]);
      g_assert_true ((items != NULL) == (variant != NULL));
    }
  g_assert_null (ptl_text_list_parse (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-list/texts", test_texts);
  g_test_add_func ("/text-list/faults", test_faults);

  return g_test_run ();
}
