/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/filter/test-filter-help.c: the help page knows every field, and its examples are
 * filters. */
#include <string.h>

#include "filter/filter.h"

/* Returns: (transfer full): the lines of the page's blocks of filters, without comments
 */
static GPtrArray *
read_examples (const char *page)
{
  g_auto (GStrv) lines = g_strsplit (page, "\n", -1);
  GPtrArray *examples = g_ptr_array_new_with_free_func (g_free);
  gboolean inside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "```"))
      {
        inside = g_str_equal (lines[i], "```filter");
      }
    else if (inside)
      {
        char *comment = strstr (lines[i], "  #");

        if (comment != NULL)
          *comment = '\0';
        g_ptr_array_add (examples, g_strdup (g_strstrip (lines[i])));
      }

  return examples;
}

static void
test_examples (gconstpointer page)
{
  g_autoptr (GPtrArray) examples = read_examples (page);
  gboolean asked[PTL_FILTER_N_FIELDS] = { FALSE };

  g_assert_cmpuint (examples->len, >, 50);
  for (guint i = 0; i < examples->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlFilter) filter =
          ptl_filter_parse (examples->pdata[i], 0, NULL, &error);

      g_test_message ("%s", (char *) examples->pdata[i]);
      g_assert_no_error (error);
      for (guint field = 0; field < PTL_FILTER_N_FIELDS; field++)
        asked[field] |= ptl_filter_asks (filter, (PtlFilterField) field, -1);
    }

  for (guint field = 0; field < PTL_FILTER_N_FIELDS; field++)
    {
      const PtlFilterFieldInfo *info = ptl_filter_field_get_info ((PtlFilterField) field);

      if (!asked[field])
        g_error ("the page has no example of %s", info->name);
    }
}

/* Words that a field is known by stand on the page. */
static void
test_words (gconstpointer page)
{
  for (guint field = 0; field < PTL_FILTER_N_FIELDS; field++)
    {
      const char *const *words =
          ptl_filter_field_get_info ((PtlFilterField) field)->words;

      for (guint i = 0; words != NULL && words[i] != NULL; i++)
        if (strstr (page, words[i]) == NULL)
          g_error ("the page does not say %s", words[i]);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;

  g_test_init (&argc, &argv, NULL);

  path = g_test_build_filename (G_TEST_DIST, "..", "data", "help", "filter.md", NULL);
  if (!g_file_get_contents (path, &page, NULL, NULL))
    g_error ("%s cannot be read", path);
  g_test_add_data_func ("/filter-help/examples", page, test_examples);
  g_test_add_data_func ("/filter-help/words", page, test_words);

  return g_test_run ();
}
