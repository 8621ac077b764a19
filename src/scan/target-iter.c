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

static void
go_to_next_target (PtlTargetIter *self)
{
  static const PtlAddress lowest = { { 0 }, 0, FALSE };

  self->index++;
  self->next = lowest;
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
      excluded = is_excluded (self, &self->next);
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
