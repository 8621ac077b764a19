/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port-tally.c: ports without rows of their own, gathered until they are told as
 * ranges. */
#include "model/port-tally.h"

static void
clear_group (gpointer data)
{
  PtlPortGroup *group = data;

  ptl_port_set_unref (group->ports);
}

void
ptl_port_tally_init (PtlPortTally *self)
{
  self->groups = g_array_new (FALSE, FALSE, sizeof (PtlPortGroup));
  g_array_set_clear_func (self->groups, clear_group);
}

void
ptl_port_tally_clear (PtlPortTally *self)
{
  g_clear_pointer (&self->groups, g_array_unref);
}

/* Returns: (transfer none): the ports gathered of that state and reason */
static PtlPortSet *
ensure_ports (PtlPortTally *self,
              PtlProtocol protocol,
              PtlPortState state,
              PtlReason reason)
{
  PtlPortGroup added = { protocol, state, reason, NULL };

  for (guint i = 0; i < self->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (self->groups, PtlPortGroup, i);

      if (group->protocol == protocol && group->state == state && group->reason == reason)
        return group->ports;
    }

  added.ports = ptl_port_set_new ();
  g_array_append_val (self->groups, added);
  return added.ports;
}

void
ptl_port_tally_add (PtlPortTally *self,
                    PtlProtocol protocol,
                    guint16 port,
                    PtlPortState state,
                    PtlReason reason)
{
  ptl_port_set_add (ensure_ports (self, protocol, state, reason), port);
}

void
ptl_port_tally_add_ports (PtlPortTally *self,
                          PtlProtocol protocol,
                          const PtlPortSet *ports,
                          PtlPortState state,
                          PtlReason reason)
{
  if (ptl_port_set_count (ports) > 0)
    ptl_port_set_add_set (ensure_ports (self, protocol, state, reason), ports);
}

void
ptl_port_tally_flush (PtlPortTally *self,
                      const PtlAddress *address,
                      gint64 time_us,
                      GPtrArray *facts)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (self->groups, PtlPortGroup, i);

      g_ptr_array_add (facts, ptl_fact_new_port_group (time_us, address, group->protocol,
                                                       group->state, group->reason,
                                                       group->ports));
    }

  g_array_set_size (self->groups, 0);
}
