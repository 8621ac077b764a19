/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/shard.c: one of several parts of a scan. */
#include "scan/shard.h"

#include <string.h>

#include "scan/target-iter.h"

/* Targets that are alike in so many addresses are taken for the same. */
#define MAX_COMPARED 4096

/* Returns: how many addresses there are, but at most @limit */
static guint
count_positions (GPtrArray *targets, GPtrArray *excludes, guint limit)
{
  const PtlShard everything = { 0, 1, 0, 1 };
  g_autoptr (PtlTargetIter) iter = ptl_target_iter_new (targets, excludes);
  PtlAddress address;

  ptl_target_iter_set_shard (iter, &everything);
  while (ptl_target_iter_get_position (iter) < limit &&
         ptl_target_iter_next (iter, &address, NULL))
    ;
  return (guint) MIN (ptl_target_iter_get_position (iter), limit);
}

void
ptl_shard_init (PtlShard *self,
                guint number,
                guint n,
                GPtrArray *targets,
                GPtrArray *excludes)
{
  guint index = number - 1;

  self->n_groups = MAX (count_positions (targets, excludes, n), 1);
  self->group = index % self->n_groups;
  self->part = index / self->n_groups;
  self->n_parts = (n - self->group + self->n_groups - 1) / self->n_groups;
}

static int
compare_addresses (const PtlTargetSpec *a, const PtlTargetSpec *b)
{
  guint64 n_a = ptl_target_spec_count (a);
  guint64 n_b = ptl_target_spec_count (b);

  for (guint64 i = 0; i < MIN (MIN (n_a, n_b), MAX_COMPARED); i++)
    {
      PtlAddress address_a;
      PtlAddress address_b;
      int order;

      ptl_target_spec_get (a, i, &address_a);
      ptl_target_spec_get (b, i, &address_b);
      order = ptl_address_compare (&address_a, &address_b);
      if (order != 0)
        return order;
    }

  return n_a != n_b ? (n_a > n_b ? 1 : -1) : 0;
}

static int
compare_targets (gconstpointer a, gconstpointer b)
{
  const PtlTargetSpec *x = *(const PtlTargetSpec *const *) a;
  const PtlTargetSpec *y = *(const PtlTargetSpec *const *) b;
  const char *name_x = ptl_target_spec_get_name (x);
  const char *name_y = ptl_target_spec_get_name (y);

  if (name_x == NULL && name_y == NULL)
    return compare_addresses (x, y);
  if (name_x == NULL || name_y == NULL)
    return name_x == NULL ? -1 : 1;
  return strcmp (name_x, name_y);
}

void
ptl_shard_sort_targets (GPtrArray *targets)
{
  g_ptr_array_sort (targets, compare_targets);
}

gboolean
ptl_shard_has (const PtlShard *self, guint64 position)
{
  return self->n_groups == 0 || position % self->n_groups == self->group;
}

static PtlPortSet *
take (const PtlShard *self, const PtlPortSet *set, guint *rank)
{
  PtlPortSet *taken = ptl_port_set_new ();
  guint n;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (set, &n);

  for (guint i = 0; i < n; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++, (*rank)++)
      if (*rank % self->n_parts == self->part)
        ptl_port_set_add (taken, (guint16) port);

  return taken;
}

void
ptl_shard_take_ports (const PtlShard *self, PtlPortSet *sets[PTL_N_PROTOCOLS])
{
  guint rank = 0;

  if (self->n_parts <= 1)
    return;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      PtlPortSet *taken = take (self, sets[i], &rank);

      ptl_port_set_unref (sets[i]);
      sets[i] = taken;
    }
}
