/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/unfinished.c: a session that a scan goes on with. */
#include "model/unfinished.h"

PtlUnfinished *
ptl_unfinished_new (PtlSession *session)
{
  PtlUnfinished *self = g_new0 (PtlUnfinished, 1);

  self->session = session;
  self->resolved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  self->n_traced =
      g_hash_table_new_full (ptl_address_hash, ptl_address_equal, g_free, NULL);
  return self;
}

void
ptl_unfinished_free (PtlUnfinished *self)
{
  g_object_unref (self->session);
  g_free (self->listed_targets);
  g_free (self->listed_excludes);
  g_hash_table_unref (self->resolved);
  g_hash_table_unref (self->n_traced);
  g_free (self);
}

void
ptl_unfinished_add_resolved (PtlUnfinished *self,
                             const char *name,
                             const PtlAddress *address)
{
  GArray *addresses = g_hash_table_lookup (self->resolved, name);

  if (addresses == NULL)
    {
      addresses = g_array_new (FALSE, FALSE, sizeof (PtlAddress));
      g_hash_table_insert (self->resolved, g_strdup (name), addresses);
    }
  g_array_append_val (addresses, *address);
}

void
ptl_unfinished_set_n_traced (PtlUnfinished *self,
                             const PtlAddress *address,
                             guint n_traced)
{
  g_hash_table_insert (self->n_traced, g_memdup2 (address, sizeof *address),
                       GUINT_TO_POINTER (n_traced));
}

gboolean
ptl_unfinished_is_open (const PtlPort *port)
{
  return port->service == NULL || port->service->outcome == PTL_SERVICE_OUTCOME_TABLE ||
         port->service->outcome == PTL_SERVICE_OUTCOME_INCOMPLETE;
}
