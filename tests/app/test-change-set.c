/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-change-set.c: what changed, as rows that people read. */
#include "app/change-set.h"

#include <string.h>
#include <time.h>

#include "app/changes-model.h"
#include "session-builder.h"

/* In one turn of the main loop, of the processor.  A sanitized program walks the stack
 * for each allocation. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_TURN_MS  200.0
#define N_PORTS_MANY 2500 /* of each host */
#else
#define MAX_TURN_MS  50.0
#define N_PORTS_MANY 50000 /* of each host */
#endif

static PtlChangeSet *
compare (const char *before, const char *after, const char *rule)
{
  PtlComparisonOptions options = { .level = PTL_LEVEL_CERTAINTY };
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_ignore_rule_unref);

  g_ptr_array_add (sessions, session_build (before));
  g_ptr_array_add (sessions, session_build (after));
  if (rule != NULL)
    {
      PtlIgnoreRule *parsed = ptl_ignore_rule_parse (rule, NULL, NULL);

      g_assert_nonnull (parsed);
      g_ptr_array_add (rules, parsed);
    }
  options.rules = rules;
  return ptl_change_set_new (sessions, &options);
}

#define BEFORE                                                                           \
  "asked tcp 1-1000\n"                                                                   \
  "host 192.0.2.1\n"                                                                     \
  "22/tcp open ssh product=OpenSSH version=9.2\n"                                        \
  "80/tcp open http product=nginx version=1.22\n"                                        \
  "443/tcp open https\n"                                                                 \
  "closed 1-21,23-79,81-442,444-1000/tcp\n"

#define AFTER                                                                            \
  "asked tcp 1-2000\n"                                                                   \
  "host 192.0.2.1\n"                                                                     \
  "22/tcp open ssh product=OpenSSH version=9.6\n"                                        \
  "80/tcp open http product=nginx version=1.22\n"                                        \
  "631/tcp open ipp product=CUPS\n"                                                      \
  "1080/tcp open socks\n"                                                                \
  "closed 1-21,23-79,81-630,632-1079,1081-2000/tcp\n"

static char *
join_row (const PtlChangeRow *row)
{
  const char *texts[PTL_CHANGE_N_COLUMNS + 1] = { NULL };

  for (guint i = 0; i < PTL_CHANGE_N_COLUMNS; i++)
    texts[i] = row->cells[i]->text;
  return g_strjoinv ("|", (char **) texts);
}

static void
assert_rows (const PtlChangeSet *set,
             guint groups,
             const char *text,
             const char *expected)
{
  g_autoptr (GArray) indexes = ptl_change_set_find (set, groups, text);
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < indexes->len; i++)
    {
      g_autofree char *row =
          join_row (ptl_change_set_get_row (set, g_array_index (indexes, guint, i)));

      g_string_append_printf (rows, "%s\n", row);
    }
  g_assert_cmpstr (rows->str, ==, expected);
}

static void
test_rows (void)
{
  g_autoptr (PtlChangeSet) set = compare (BEFORE, AFTER, NULL);

  assert_rows (set, G_MAXUINT, "",
               "Changed|192.0.2.1|22/tcp|version|9.2|9.6|identity\n"
               "Same|192.0.2.1|80/tcp||open, http nginx 1.22|open, http nginx 1.22|\n"
               "Gone|192.0.2.1|443/tcp|state|open, https|closed|exposure\n"
               "New|192.0.2.1|631/tcp|state|closed|open, ipp CUPS|exposure\n"
               "Not covered|192.0.2.1|1080/tcp|state|not scanned|open, socks|\n");
  g_assert_cmpuint (set->n_rows[PTL_CHANGE_GROUP_NEW], ==, 1);
  g_assert_cmpuint (set->n_rows[PTL_CHANGE_GROUP_SAME], ==, 1);
  g_assert_cmpstr (set->coverage[0], ==, "1000 ports of 1 address");
  g_assert_cmpstr (set->coverage[1], ==, "2000 ports of 1 address");
}

static void
test_hosts (void)
{
  g_autoptr (PtlChangeSet) set =
      compare ("asked tcp 80\nhost 192.0.2.1 mac=02:42:ac:11:00:02\nsilent 192.0.2.2\n"
               "silent 192.0.2.9\nhost 192.0.2.3\n",
               "asked tcp 80\nhost 192.0.2.9 mac=02:42:ac:11:00:02\nhost 192.0.2.2\n"
               "silent 192.0.2.1\n",
               NULL);

  assert_rows (set, G_MAXUINT, "",
               "New|192.0.2.2||host|down|up|exposure\n"
               "Not covered|192.0.2.3||host|up|not scanned|\n"
               "Moved|192.0.2.1 → 192.0.2.9||address|192.0.2.1|192.0.2.9|identity\n");
}

static void
test_find (void)
{
  g_autoptr (PtlChangeSet) set = compare (BEFORE, AFTER, NULL);

  assert_rows (set, 1u << PTL_CHANGE_GROUP_NEW, "",
               "New|192.0.2.1|631/tcp|state|closed|open, ipp CUPS|exposure\n");
  assert_rows (set, G_MAXUINT, "cups",
               "New|192.0.2.1|631/tcp|state|closed|open, ipp CUPS|exposure\n");
  assert_rows (set, 1u << PTL_CHANGE_GROUP_GONE, "cups", "");
}

/* A rule made from a row leaves out that row, and no other. */
static void
test_rules (void)
{
  g_autoptr (PtlChangeSet) set = compare (BEFORE, AFTER, NULL);

  for (guint i = 0; i < set->rows->len; i++)
    for (guint everywhere = 0; everywhere < 2; everywhere++)
      {
        const PtlChangeRow *row = ptl_change_set_get_row (set, i);
        g_autofree char *rule = ptl_change_row_make_rule (row, everywhere == 1);
        g_autoptr (PtlChangeSet) less = NULL;

        g_assert_cmpint (rule == NULL, ==,
                         row->group == PTL_CHANGE_GROUP_SAME ||
                             row->group == PTL_CHANGE_GROUP_NOT_COVERED);
        if (rule == NULL)
          continue;

        less = compare (BEFORE, AFTER, rule);
        g_assert_cmpuint (less->n_rows[row->group], ==, set->n_rows[row->group] - 1);
        g_assert_cmpuint (less->n_rows[PTL_CHANGE_GROUP_IGNORED], ==, 1);
        g_assert_cmpint (strstr (rule, "host:192.0.2.1") != NULL, ==, everywhere == 0);
      }
}

static void
test_hostile (void)
{
  g_autoptr (PtlChangeSet) set =
      compare ("asked tcp 80\nhost 192.0.2.1\n80/tcp open http product=a\n",
               "asked tcp 80\nhost 192.0.2.1\n80/tcp open http product=b\x1b[2J\n", NULL);

  assert_rows (set, G_MAXUINT, "",
               "Changed|192.0.2.1|80/tcp|product|a|b\\x1b[2J|identity\n");
}

static char *
make_many (guint odd)
{
  GString *text = g_string_new ("asked tcp 1-65535\n");

  for (guint host = 1; host <= 2; host++)
    {
      g_string_append_printf (text, "host 192.0.2.%u\n", host);
      for (guint port = 1; port <= N_PORTS_MANY; port++)
        g_string_append_printf (text, "%u/tcp open http product=p%u version=%u\n", port,
                                port % 500, port % 3 == 0 ? odd : 1);
    }
  return g_string_free (text, FALSE);
}

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* Turns the main loop until the model is full, none of its turns taking too long. */
static void
assert_fills (PtlRowModel *model, guint n_rows)
{
  while (gtk_tree_model_iter_n_children (GTK_TREE_MODEL (model), NULL) < (int) n_rows)
    {
      double before = get_cpu_ms ();

      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpfloat (get_cpu_ms () - before, <, MAX_TURN_MS);
    }
}

/* A hundred thousand ports: finding them is for a thread, showing and sorting is not. */
static void
test_many (void)
{
  g_autofree char *before = make_many (1);
  g_autofree char *after = make_many (2);
  g_autoptr (PtlChangeSet) set = compare (before, after, NULL);
  g_autoptr (GArray) all = ptl_change_set_find (set, G_MAXUINT, "");
  g_autoptr (PtlRowModel) model = NULL;
  double start = get_cpu_ms ();
  double begun;

  g_assert_cmpuint (all->len, ==, 2 * N_PORTS_MANY);
  model = ptl_changes_model_new (set, all);
  g_assert_cmpfloat (get_cpu_ms () - start, <, MAX_TURN_MS);
  assert_fills (model, all->len);

  for (int column = 0; column < PTL_CHANGE_N_COLUMNS; column++)
    {
      begun = get_cpu_ms ();
      gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (model), column,
                                            GTK_SORT_DESCENDING);
      g_test_message ("column %d: %.1f ms", column, get_cpu_ms () - begun);
    }
  g_test_message ("all of it: %.1f ms", get_cpu_ms () - start);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change-set/rows", test_rows);
  g_test_add_func ("/change-set/hosts", test_hosts);
  g_test_add_func ("/change-set/find", test_find);
  g_test_add_func ("/change-set/rules", test_rules);
  g_test_add_func ("/change-set/hostile", test_hostile);
  g_test_add_func ("/change-set/many", test_many);

  return g_test_run ();
}
