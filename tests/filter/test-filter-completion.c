/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/filter/test-filter-completion.c: what is offered while a filter is typed. */
#include <string.h>

#include "filter/filter.h"

static const struct
{
  const char *text;  /* "|" is the cursor */
  const char *start; /* what stands before the word that is completed */
  const char *candidates;
  PtlFilterField field;
} cases[] = {
  { "prod|", "", "product:", PTL_FILTER_N_FIELDS },
  { "st|", "", "started: state:" },
  { "state:|", "state:", "open closed filtered open|filtered", PTL_FILTER_FIELD_STATE },
  { "state:open,cl|", "state:open,", "closed" },
  { "port:22 -has:ce|", "port:22 -has:", "cert" },
  { "(ne|", "(", "new" },
  { "ta|", "", "tag:" },
  { "!CERT.e|", "!", "cert.expires:" },
  { "product~Apa|", "product~", "", PTL_FILTER_FIELD_PRODUCT },
  { "product:\"Apache h|", "product:", "", PTL_FILTER_FIELD_PRODUCT },
  { "\"product:|", "\"product:", "", PTL_FILTER_N_FIELDS },
  { "wrong:o|", "wrong:o", "" },
  { "\"st|", "\"st", "" },
  { "st| port:22", "", "started: state:" },
  { "port:22 | x", "port:22 ", NULL },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *bar = strchr (cases[i].text, '|');
      g_autofree char *before = g_strndup (cases[i].text, (gsize) (bar - cases[i].text));
      g_autofree char *text = g_strconcat (before, bar + 1, NULL);
      gsize start;
      PtlFilterField field;
      g_auto (GStrv) found = ptl_filter_complete (text, strlen (before), &start, &field);
      g_autofree char *all = g_strjoinv (" ", found);

      g_test_message ("%s", cases[i].text);
      if (cases[i].candidates == NULL)
        g_assert_cmpuint (g_strv_length (found), >, 20);
      else
        g_assert_cmpstr (all, ==, cases[i].candidates);
      if (cases[i].field != 0)
        g_assert_cmpint (field, ==, cases[i].field);
      if (g_strv_length (found) > 0)
        g_assert_cmpuint (start, ==, strlen (cases[i].start));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-completion/table", test_table);

  return g_test_run ();
}
