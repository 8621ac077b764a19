/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-done.c: what is done of a scan that is gone on with. */
#include "scan/scan-done.h"

struct _PtlScanDone
{
  PtlAddressSet *silent;
  GHashTable *hosts;    /* PtlAddress -> PtlHostDone */
  GHashTable *resolved; /* name -> GArray of PtlAddress */
};

static void
host_done_free (gpointer data)
{
  PtlHostDone *self = data;

  ptl_host_info_unref (self->info);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      ptl_port_set_unref (self->settled[i]);
      ptl_port_set_unref (self->rows[i]);
    }
  ptl_port_set_unref (self->open_udp);
  g_array_unref (self->unnamed);
  g_free (self);
}

static void
add_unnamed (PtlHostDone *self, const PtlPort *port)
{
  PtlUnnamedPort unnamed = {
    .protocol = port->protocol,
    .port = port->number,
    .state = port->state,
    .is_named = port->service != NULL,
  };

  if (port->responses != NULL && port->responses->len > 0)
    {
      const PtlResponse *last = port->responses->pdata[port->responses->len - 1];

      unnamed.first_response = last->sequence + 1;
    }
  g_array_append_val (self->unnamed, unnamed);
}

static void
add_port (PtlHostDone *self, const PtlPort *port)
{
  gboolean is_open = port->state == PTL_PORT_STATE_OPEN;

  ptl_port_set_add (self->settled[port->protocol], port->number);
  ptl_port_set_add (self->rows[port->protocol], port->number);
  if (is_open && port->protocol == PTL_PROTOCOL_UDP)
    ptl_port_set_add (self->open_udp, port->number);
  self->n_open += is_open;
  if (ptl_unfinished_is_open (port))
    add_unnamed (self, port);
  else
    self->n_named++;
}

static PtlHostDone *
host_done_new (const PtlHost *host)
{
  PtlHostDone *self = g_new0 (PtlHostDone, 1);

  self->info = ptl_host_info_ref (host->info);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      self->settled[i] = ptl_port_set_new ();
      self->rows[i] = ptl_port_set_new ();
    }
  self->open_udp = ptl_port_set_new ();
  self->unnamed = g_array_new (FALSE, FALSE, sizeof (PtlUnnamedPort));
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      ptl_port_set_add_set (self->settled[group->protocol], group->ports);
    }
  for (guint i = 0; i < host->ports->len; i++)
    add_port (self, host->ports->pdata[i]);
  return self;
}

static void
copy_resolved (PtlScanDone *self, GHashTable *resolved)
{
  GHashTableIter iter;
  gpointer name;
  gpointer addresses;

  g_hash_table_iter_init (&iter, resolved);
  while (g_hash_table_iter_next (&iter, &name, &addresses))
    g_hash_table_insert (self->resolved, g_strdup (name), g_array_copy (addresses));
}

PtlScanDone *
ptl_scan_done_new (const PtlUnfinished *unfinished)
{
  PtlScanDone *self = g_new0 (PtlScanDone, 1);
  GPtrArray *hosts = ptl_session_get_hosts (unfinished->session);

  self->silent = ptl_address_set_new ();
  ptl_address_set_add_set (self->silent, ptl_session_get_silent (unfinished->session));
  self->hosts =
      g_hash_table_new_full (ptl_address_hash, ptl_address_equal, g_free, host_done_free);
  self->resolved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  copy_resolved (self, unfinished->resolved);
  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];
      PtlHostDone *done;

      if (host->info->state != PTL_HOST_STATE_UP)
        continue; /* asked anew, from the start */

      done = host_done_new (host);
      done->n_traced =
          GPOINTER_TO_UINT (g_hash_table_lookup (unfinished->n_traced, &host->address));
      g_hash_table_insert (self->hosts, g_memdup2 (&host->address, sizeof host->address),
                           done);
    }

  return self;
}

void
ptl_scan_done_free (PtlScanDone *self)
{
  ptl_address_set_unref (self->silent);
  g_hash_table_unref (self->hosts);
  g_hash_table_unref (self->resolved);
  g_free (self);
}

gboolean
ptl_scan_done_is_silent (const PtlScanDone *self, const PtlAddress *address)
{
  return ptl_address_set_contains (self->silent, address);
}

const PtlHostDone *
ptl_scan_done_find (const PtlScanDone *self, const PtlAddress *address)
{
  return g_hash_table_lookup (self->hosts, address);
}

GArray *
ptl_scan_done_get_addresses (const PtlScanDone *self, const char *name)
{
  return g_hash_table_lookup (self->resolved, name);
}

static int
compare_unnamed (gconstpointer a, gconstpointer b)
{
  const PtlUnnamedPort *left = a;
  const PtlUnnamedPort *right = b;

  if (left->protocol != right->protocol)
    return left->protocol > right->protocol ? 1 : -1;

  return (left->port > right->port) - (left->port < right->port);
}

guint
ptl_host_done_get_first_response (const PtlHostDone *self,
                                  PtlProtocol protocol,
                                  guint16 port)
{
  const PtlUnnamedPort key = { .protocol = protocol, .port = port };
  guint index;

  return g_array_binary_search (self->unnamed, &key, compare_unnamed, &index)
             ? g_array_index (self->unnamed, PtlUnnamedPort, index).first_response
             : 0;
}

guint16 *
ptl_host_done_choose_ports (const PtlHostDone *self,
                            PtlProtocol protocol,
                            const guint16 *planned,
                            guint n,
                            guint *n_left)
{
  guint16 *left = g_new (guint16, n + 1);

  *n_left = 0;
  for (guint i = 0; i < n; i++)
    if (!ptl_port_set_contains (self->settled[protocol], planned[i]))
      left[(*n_left)++] = planned[i];

  return left;
}

void
ptl_host_done_add_counts (const PtlHostDone *self, PtlScanHostCounts *counts)
{
  guint n_settled = 0;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    n_settled += ptl_port_set_count (self->settled[i]);
  counts->up = TRUE;
  counts->ports_total += n_settled;
  counts->ports_done += n_settled;
  counts->open_ports += self->n_open;
  counts->services_total += self->n_named;
  counts->services_done += self->n_named;
}
