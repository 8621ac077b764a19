/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-lookup.c: the addresses of the names among a plan's targets and excludes.
 *
 * Names are looked up one after the other; there are few. */
#include "scan/target-lookup.h"

#include "net/resolver.h"
#include "scan/target-spec.h"

struct _PtlTargetLookup
{
  PtlScanPlan *plan;
  const PtlTargetLookupFuncs *funcs;
  gpointer user_data;
  GCancellable *cancellable;
  guint next; /* index of the target to look up: first the targets, then the excludes */
  guint n_failed;
  GHashTable *addresses; /* name of a target -> GArray of PtlAddress */
};

static void go_on (PtlTargetLookup *self);

PtlTargetLookup *
ptl_target_lookup_new (PtlScanPlan *plan,
                       const PtlTargetLookupFuncs *funcs,
                       gpointer user_data)
{
  PtlTargetLookup *self = g_new0 (PtlTargetLookup, 1);

  self->plan = plan;
  self->funcs = funcs;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
  return self;
}

void
ptl_target_lookup_free (PtlTargetLookup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->addresses);
  g_free (self);
}

static PtlTargetSpec *
nth_target (PtlTargetLookup *self, guint index)
{
  GPtrArray *targets = self->plan->targets;

  if (index < targets->len)
    return targets->pdata[index];

  index -= targets->len;
  return index < self->plan->excludes->len ? self->plan->excludes->pdata[index] : NULL;
}

/* A target is scanned at its first address; an exclude keeps away from all of them. */
static void
set_addresses (PtlTargetLookup *self, GArray *addresses)
{
  guint n_targets = self->plan->targets->len;
  guint index = self->next++;
  PtlTargetSpec *target = nth_target (self, index);

  if (index < n_targets)
    g_hash_table_replace (self->addresses, g_strdup (ptl_target_spec_get_name (target)),
                          g_array_ref (addresses));
  ptl_target_spec_set_address (target, &g_array_index (addresses, PtlAddress, 0));
  for (guint i = 1; index >= n_targets && i < addresses->len; i++)
    {
      PtlTargetSpec *other = ptl_target_spec_copy (target);

      ptl_target_spec_set_address (other, &g_array_index (addresses, PtlAddress, i));
      g_ptr_array_insert (self->plan->excludes, (int) (self->next - n_targets), other);
      self->next++;
    }
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) addresses = ptl_resolver_lookup_finish (result, &error);
  PtlTargetLookup *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it is gone */

  if (addresses != NULL)
    {
      self->funcs->resolved (ptl_target_spec_get_name (nth_target (self, self->next)),
                             addresses, self->user_data);
      set_addresses (self, addresses);
    }
  else
    {
      self->funcs->failed (error->message, self->user_data); /* names the host */
      self->n_failed++;
      if (self->next++ >= self->plan->targets->len)
        {
          self->funcs->done (FALSE, self->user_data);
          return;
        }
    }

  go_on (self);
}

static void
go_on (PtlTargetLookup *self)
{
  PtlTargetSpec *target;

  while ((target = nth_target (self, self->next)) != NULL)
    {
      const char *name = ptl_target_spec_get_name (target);
      GArray *known = name != NULL && self->plan->done != NULL
                          ? ptl_scan_done_get_addresses (self->plan->done, name)
                          : NULL;

      if (known != NULL)
        {
          set_addresses (self, known);
        }
      else if (name != NULL)
        {
          ptl_resolver_lookup_async (name, self->plan->options->ipv6, self->cancellable,
                                     resolved_cb, self);
          return;
        }
      else
        self->next++;
    }

  self->funcs->done (TRUE, self->user_data);
}

void
ptl_target_lookup_start (PtlTargetLookup *self)
{
  go_on (self);
}

guint
ptl_target_lookup_get_n_failed (const PtlTargetLookup *self)
{
  return self->n_failed;
}

const GArray *
ptl_target_lookup_get_addresses (const PtlTargetLookup *self, const char *name)
{
  return g_hash_table_lookup (self->addresses, name);
}
