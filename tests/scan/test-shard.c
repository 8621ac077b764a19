/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-shard.c: the parts of a scan are the whole, each address and port once.
 */
#include "scan/shard.h"

#include <string.h>

#include "scan/target-iter.h"

typedef struct
{
  const char *targets; /* separated by blanks */
  const char *excludes;
  guint n_addresses; /* that differ, and names */
} Scan;

static const Scan scans[] = {
  { "192.0.2.0/24", "", 256 },
  { "192.0.2.0/28 192.0.2.7 192.0.2.8-20", "", 21 },
  { "10.0.0-7.1", "", 8 },
  { "10.0.0-99.4", "10.0.50-99.4", 50 },
  { "192.0.2.9 192.0.2.3 192.0.2.9 192.0.2.1", "192.0.2.3", 2 },
  { "2001:db8::/124 2001:db8::3 192.0.2.1,3,9 192.0.2.1,5,9", "2001:db8::8/126", 16 },
  { "nas.example b.example a.example 192.0.2.1", "", 4 },
};

static GPtrArray *
parse (const char *texts)
{
  GPtrArray *targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  g_auto (GStrv) words = g_strsplit (texts, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_ptr_array_add (targets, ptl_target_spec_parse (words[i], NULL, NULL));
  return targets;
}

/* Gives every name an address that nothing else has; to different machines another. */
static void
resolve (GPtrArray *targets, guint machine)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const char *name = ptl_target_spec_get_name (targets->pdata[i]);
      PtlAddress address = { .bytes = { 172, 16, (guint8) machine } };

      if (name == NULL)
        continue;
      address.bytes[3] = (guint8) name[0];
      ptl_target_spec_set_address (targets->pdata[i], &address);
    }
}

static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer swap = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swap;
    }
}

/* Adds the addresses of shard @number to @seen.  Returns: how many they are */
static guint
add_shard (const Scan *scan, guint number, guint n, GRand *rand, GHashTable *seen)
{
  g_autoptr (GPtrArray) targets = parse (scan->targets);
  g_autoptr (GPtrArray) excludes = parse (scan->excludes);
  g_autoptr (PtlTargetIter) iter = NULL;
  PtlAddress address;
  PtlShard shard;
  guint count = 0;

  shuffle (targets, rand);
  ptl_shard_sort_targets (targets);
  ptl_shard_init (&shard, number, n, targets, excludes);
  g_assert_cmpuint (shard.n_groups, ==, MIN (n, scan->n_addresses));
  resolve (targets, number);
  iter = ptl_target_iter_new (targets, excludes);
  ptl_target_iter_set_shard (iter, &shard);
  for (; ptl_target_iter_next (iter, &address, NULL); count++)
    {
      if (address.bytes[0] == 172)
        address.bytes[2] = 0; /* the same name, whoever looks it up */
      if (shard.n_parts == 1)
        g_assert_false (g_hash_table_contains (seen, &address));
      g_hash_table_add (seen, g_memdup2 (&address, sizeof address));
    }

  return count;
}

static void
test_addresses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    for (guint n = 2; n <= 9; n++)
      {
        g_autoptr (GHashTable) seen =
            g_hash_table_new_full (ptl_address_hash, ptl_address_equal, g_free, NULL);
        guint least = G_MAXUINT;
        guint most = 0;

        for (guint number = 1; number <= n; number++)
          {
            guint count = add_shard (&scans[i], number, n, rand, seen);

            least = MIN (least, count);
            most = MAX (most, count);
          }
        g_assert_cmpuint (g_hash_table_size (seen), ==, scans[i].n_addresses);
        g_assert_cmpuint (most - least, <=, 1);
      }
}

/* Three hosts for eight machines: each host's ports are dealt out to those it has. */
static void
test_ports (void)
{
  g_autoptr (GPtrArray) targets = parse ("192.0.2.1-3");
  g_autoptr (GPtrArray) excludes = parse ("");
  g_autoptr (PtlPortSet) all_tcp = ptl_port_set_parse ("22,80,100-199", NULL, NULL);
  g_autoptr (PtlPortSet) all_udp = ptl_port_set_parse ("53,161", NULL, NULL);
  PtlPortSet *found[3][PTL_N_PROTOCOLS];
  guint n_found[3] = { 0 };

  for (guint host = 0; host < 3; host++)
    for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
      found[host][i] = ptl_port_set_new ();

  for (guint number = 1; number <= 8; number++)
    {
      PtlPortSet *sets[PTL_N_PROTOCOLS] = { ptl_port_set_ref (all_tcp),
                                            ptl_port_set_ref (all_udp) };
      PtlShard shard;

      ptl_shard_init (&shard, number, 8, targets, excludes);
      g_assert_cmpuint (shard.n_groups, ==, 3);
      ptl_shard_take_ports (&shard, sets);
      for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
        {
          n_found[shard.group] += ptl_port_set_count (sets[i]);
          ptl_port_set_add_set (found[shard.group][i], sets[i]);
          ptl_port_set_unref (sets[i]);
        }
    }

  for (guint host = 0; host < 3; host++)
    {
      g_autofree char *tcp = ptl_port_set_to_string (found[host][PTL_PROTOCOL_TCP]);
      g_autofree char *udp = ptl_port_set_to_string (found[host][PTL_PROTOCOL_UDP]);

      g_assert_cmpstr (tcp, ==, "22,80,100-199");
      g_assert_cmpstr (udp, ==, "53,161");
      g_assert_cmpuint (n_found[host], ==, 104);
      for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
        ptl_port_set_unref (found[host][i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shard/addresses", test_addresses);
  g_test_add_func ("/shard/ports", test_ports);

  return g_test_run ();
}
