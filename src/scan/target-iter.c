/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-iter.c: the addresses of a list of targets, one at a time. */
#include "scan/target-iter.h"

struct _PtlTargetIter
{
  GPtrArray *targets;
  GPtrArray *excludes; /* (nullable) */
  guint index;         /* of the target at hand */
  PtlAddress next;     /* from here on in that target */
};

PtlTargetIter *
ptl_target_iter_new (GPtrArray *targets, GPtrArray *excludes)
{
  PtlTargetIter *self = g_new0 (PtlTargetIter, 1);

  self->targets = g_ptr_array_ref (targets);
  self->excludes = excludes != NULL ? g_ptr_array_ref (excludes) : NULL;
  return self;
}

void
ptl_target_iter_free (PtlTargetIter *self)
{
  g_ptr_array_unref (self->targets);
  g_clear_pointer (&self->excludes, g_ptr_array_unref);
  g_free (self);
}

static const PtlTargetSpec *
find_exclude (const PtlTargetIter *self, const PtlAddress *address)
{
  for (guint i = 0; self->excludes != NULL && i < self->excludes->len; i++)
    if (ptl_target_spec_contains (self->excludes->pdata[i], address))
      return self->excludes->pdata[i];

  return NULL;
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
      const PtlTargetSpec *exclude;

      if (!ptl_target_spec_seek (target, &self->next))
        {
          go_to_next_target (self);
          continue;
        }

      *address = self->next;
      exclude = find_exclude (self, address);
      if (exclude != NULL)
        ptl_target_spec_skip_run (exclude, &self->next);
      if (!ptl_address_next (&self->next))
        go_to_next_target (self);

      if (exclude == NULL)
        {
          if (name != NULL)
            *name = ptl_target_spec_get_name_of (target, address);
          return TRUE;
        }
    }

  return FALSE;
}
