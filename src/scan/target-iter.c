/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-iter.c: the addresses of a list of targets, one at a time. */
#include "scan/target-iter.h"

struct _PtlTargetIter
{
  GPtrArray *targets;
  GPtrArray *excludes;  /* those of several addresses */
  GHashTable *excluded; /* PtlAddress: the others; there may be very many */
  guint index;          /* of the target at hand */
  PtlAddress next;      /* from here on in that target */
  gboolean has_begun;   /* that target gave an address */
  gboolean is_sharded;
  PtlShard shard;
  guint64 position; /* addresses counted */
};

static void
add_exclude (PtlTargetIter *self, PtlTargetSpec *exclude)
{
  PtlAddress address = { { 0 }, 0, FALSE };
  gboolean is_single = ptl_target_spec_count (exclude) == 1;

  if (!ptl_target_spec_seek (exclude, &address))
    return; /* a name without an address */

  /* IPv6 is compared with regard to scopes, which a hash does not know. */
  if (is_single && !address.is_ipv6)
    g_hash_table_add (self->excluded, g_memdup2 (&address, sizeof address));
  else
    g_ptr_array_add (self->excludes, ptl_target_spec_ref (exclude));
}

PtlTargetIter *
ptl_target_iter_new (GPtrArray *targets, GPtrArray *excludes)
{
  PtlTargetIter *self = g_new0 (PtlTargetIter, 1);

  self->targets = g_ptr_array_ref (targets);
  self->excludes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  self->excluded =
      g_hash_table_new_full (ptl_address_hash, ptl_address_equal, g_free, NULL);
  for (guint i = 0; excludes != NULL && i < excludes->len; i++)
    add_exclude (self, excludes->pdata[i]);
  return self;
}

void
ptl_target_iter_free (PtlTargetIter *self)
{
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->excludes);
  g_hash_table_unref (self->excluded);
  g_free (self);
}

void
ptl_target_iter_set_shard (PtlTargetIter *self, const PtlShard *shard)
{
  self->is_sharded = TRUE;
  self->shard = *shard;
}

guint64
ptl_target_iter_get_position (const PtlTargetIter *self)
{
  return self->position;
}

/* Moves @last to the end of the excluded addresses that begin with it. */
static gboolean
is_excluded (const PtlTargetIter *self, PtlAddress *last)
{
  for (guint i = 0; i < self->excludes->len; i++)
    if (ptl_target_spec_contains (self->excludes->pdata[i], last))
      {
        ptl_target_spec_skip_run (self->excludes->pdata[i], last);
        return TRUE;
      }

  return g_hash_table_contains (self->excluded, last);
}

static gboolean
is_named (const PtlTargetIter *self)
{
  return ptl_target_spec_get_name (self->targets->pdata[self->index]) != NULL;
}

/* A name counts even if it has no address here, for it may have one elsewhere.  What a
 * target without a name contains is not counted again. */
static void
leave_target (PtlTargetIter *self)
{
  if (!is_named (self))
    add_exclude (self, self->targets->pdata[self->index]);
  else if (!self->has_begun)
    self->position++;
}

static void
go_to_next_target (PtlTargetIter *self)
{
  static const PtlAddress lowest = { { 0 }, 0, FALSE };

  if (self->is_sharded)
    leave_target (self);
  self->has_begun = FALSE;
  self->index++;
  self->next = lowest;
}

/* Returns: whether the address that comes next is left out; counts it if it is to be
 * counted, which one that a name stands for always is */
static gboolean
is_left_out (PtlTargetIter *self)
{
  PtlAddress address = self->next;
  gboolean excluded;

  self->has_begun = TRUE;
  if (!self->is_sharded)
    return is_excluded (self, &self->next);

  excluded = is_excluded (self, is_named (self) ? &address : &self->next);
  if (excluded && !is_named (self))
    return TRUE;

  return !ptl_shard_has (&self->shard, self->position++) || excluded;
}

gboolean
ptl_target_iter_next (PtlTargetIter *self, PtlAddress *address, const char **name)
{
  while (self->index < self->targets->len)
    {
      const PtlTargetSpec *target = self->targets->pdata[self->index];
      gboolean excluded;

      if (!ptl_target_spec_seek (target, &self->next))
        {
          go_to_next_target (self);
          continue;
        }

      *address = self->next;
      excluded = is_left_out (self);
      if (!ptl_address_next (&self->next))
        go_to_next_target (self);

      if (!excluded)
        {
          if (name != NULL)
            *name = ptl_target_spec_get_name_of (target, address);
          return TRUE;
        }
    }

  return FALSE;
}
