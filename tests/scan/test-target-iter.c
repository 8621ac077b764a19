/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-target-iter.c: the addresses of targets without those excluded. */
#include "scan/target-iter.h"

#include <string.h>

#include "lib/heap.h"
#include "scan/target-list.h"

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ptl_target_list_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return list;
}

/* Returns: what the iterator gives, at most @max, separated by blanks */
static char *
collect (GPtrArray *targets, GPtrArray *excludes, guint max)
{
  g_autoptr (PtlTargetIter) iter = ptl_target_iter_new (targets, excludes);
  GString *out = g_string_new (NULL);
  PtlAddress address;
  const char *name;

  while (max-- > 0 && ptl_target_iter_next (iter, &address, &name))
    {
      g_autofree char *text = ptl_address_to_string (&address);

      g_string_append_printf (out, "%s%s%s%s", out->len > 0 ? " " : "", text,
                              name != NULL ? "=" : "", name != NULL ? name : "");
    }

  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *targets;
  const char *excludes;
  const char *expected; /* the first few */
} Case;

static const Case cases[] = {
  { "", "", "" },
  { "10.0.0.1", "10.0.0.1", "" },
  { "10.0.0.1", "::/0", "10.0.0.1" },
  { "10.0.0.0/30", "", "10.0.0.0 10.0.0.1 10.0.0.2 10.0.0.3" },
  { "10.0.0.0/30", "10.0.0.1,2", "10.0.0.0 10.0.0.3" },
  { "10.0.0.0/30", "10.0.0.2 10.0.0.0/31", "10.0.0.3" },
  { "10.0.0.2 10.0.0.1-2", "", "10.0.0.2 10.0.0.1 10.0.0.2" },
  { "255.255.255.254/31 10.0.0.1", "", "255.255.255.254 255.255.255.255 10.0.0.1" },
  { "255.255.255.254/31 10.0.0.1", "255.255.255.255", "255.255.255.254 10.0.0.1" },
  { "::/126 10.0.0.1", "::1", ":: ::2 ::3 10.0.0.1" },
  { "fe80::%2/127", "", "fe80::%2 fe80::1%2" },
  { "fe80::%2/127", "fe80::1", "fe80::%2" },
  { "fe80::%2/127", "fe80::1%3", "fe80::%2 fe80::1%2" },
  { "unresolved 10.0.0.1", "", "10.0.0.1" },
  { "10.0.0.1", "unresolved", "10.0.0.1" },
  { "10.0.0.0/8", "10.0-254.*.* 10.255.0.0/17",
    "10.255.128.0 10.255.128.1 10.255.128.2 "
    "10.255.128.3" },
  { "::/0", "::/1 8000::/2", "c000:: c000::1 c000::2 c000::3" },
  { "*.*.*.1,3", "0-191.*.*.*", "192.0.0.1 192.0.0.3 192.0.1.1 192.0.1.3" },
  { "0.0.0.0/0", "0.0.0.0/0", "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) targets = parse (cases[i].targets);
      g_autoptr (GPtrArray) excludes = parse (cases[i].excludes);
      g_autofree char *got = collect (targets, excludes, 4);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* A long list of single addresses must not be walked for every address. */
static void
test_many_excludes (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) targets = parse ("10.0.0.0/16");
  g_autoptr (GPtrArray) excludes = NULL;

  for (guint i = 0; i < 65536; i += 2)
    g_string_append_printf (text, "10.0.%u.%u\n", i / 256, i % 256);
  excludes = parse (text->str);
  g_assert_cmpuint (excludes->len, ==, 32768);
  g_assert_cmpuint (ptl_target_list_count (targets, excludes), ==, 32768);
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) targets = parse ("nas/31 10.0.0.9");
  g_autofree char *got = NULL;
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.5", &address));
  ptl_target_spec_set_address (targets->pdata[0], &address);
  got = collect (targets, NULL, G_MAXUINT);
  g_assert_cmpstr (got, ==, "192.0.2.4 192.0.2.5=nas 10.0.0.9");
}

/* Random targets and excludes inside one /24 against a plain loop. */
static char *
random_list (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    {
      int first = g_test_rand_int_range (0, 256);
      int last = g_test_rand_int_range (first, 256);

      if (g_test_rand_bit ())
        g_string_append_printf (text, "10.0.0.%d-%d ", first, last);
      else
        g_string_append_printf (text, "10.0.0.%d/%d ", first,
                                g_test_rand_int_range (24, 33));
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_in (GPtrArray *list, const PtlAddress *address)
{
  for (guint i = 0; i < list->len; i++)
    if (ptl_target_spec_contains (list->pdata[i], address))
      return TRUE;

  return FALSE;
}

static void
test_random (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      g_autofree char *target_text = random_list ();
      g_autofree char *exclude_text = random_list ();
      g_autoptr (GPtrArray) targets = parse (target_text);
      g_autoptr (GPtrArray) excludes = parse (exclude_text);
      g_autoptr (PtlTargetIter) iter = ptl_target_iter_new (targets, excludes);
      PtlAddress address;

      for (guint i = 0; i < targets->len; i++)
        for (guint d = 0; d < 256; d++)
          {
            PtlAddress expected = { { 10, 0, 0, (guint8) d } };

            if (!ptl_target_spec_contains (targets->pdata[i], &expected) ||
                is_in (excludes, &expected))
              continue;
            g_assert_true (ptl_target_iter_next (iter, &address, NULL));
            g_assert_true (ptl_address_equal (&address, &expected));
          }
      g_assert_false (ptl_target_iter_next (iter, &address, NULL));
      g_assert_false (ptl_target_iter_next (iter, &address, NULL));
    }
}

/* However many they are, no more than one is held at a time. */
static void
test_sixteen_million (void)
{
  g_autoptr (GPtrArray) targets = parse ("10.0.0.0/8");
  g_autoptr (GPtrArray) excludes = parse ("10.9.8.7 10.128.0.0/16");
  gsize before = heap_get_used ();
  g_autoptr (PtlTargetIter) iter = ptl_target_iter_new (targets, excludes);
  PtlAddress address;
  guint n = 0;

  while (ptl_target_iter_next (iter, &address, NULL))
    n++;

  g_assert_cmpuint (n, ==, (1 << 24) - 1 - 65536);
  g_assert_cmpuint (heap_get_used () - before, <, 4096);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target-iter/cases", test_cases);
  g_test_add_func ("/target-iter/many-excludes", test_many_excludes);
  g_test_add_func ("/target-iter/names", test_names);
  g_test_add_func ("/target-iter/random", test_random);
  g_test_add_func ("/target-iter/sixteen-million", test_sixteen_million);

  return g_test_run ();
}
