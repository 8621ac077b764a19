/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/extra-ports.c: which ports are meant where a file of Nmap only counts them. */
#include "formats/extra-ports.h"

typedef struct
{
  PtlPortState state;
  guint n_unnamed;
  guint n_reasons; /* of those not named */
  PtlReason reason;
} State;

void
ptl_extra_ports_init (PtlExtraPorts *self)
{
  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  ptl_port_tally_init (&self->named);
  self->is_unclear = FALSE;
}

void
ptl_extra_ports_clear (PtlExtraPorts *self)
{
  g_clear_pointer (&self->states, g_array_unref);
  ptl_port_tally_clear (&self->named);
}

void
ptl_extra_ports_begin (PtlExtraPorts *self, PtlPortState state, guint count)
{
  State added = { state, count, 0, PTL_REASON_UNKNOWN };

  g_array_append_val (self->states, added);
}

void
ptl_extra_ports_begin_unclear (PtlExtraPorts *self)
{
  self->is_unclear = TRUE;
}

/* Returns: (nullable): that of the element begun last */
static State *
get_last (PtlExtraPorts *self)
{
  return self->states->len > 0
             ? &g_array_index (self->states, State, self->states->len - 1)
             : NULL;
}

void
ptl_extra_ports_name (PtlExtraPorts *self,
                      PtlProtocol protocol,
                      PtlReason reason,
                      const PtlPortSet *ports)
{
  State *last = get_last (self);

  if (last == NULL)
    return;

  ptl_port_tally_add_ports (&self->named, protocol, ports, last->state, reason);
  last->n_unnamed -= MIN (last->n_unnamed, ptl_port_set_count (ports));
}

void
ptl_extra_ports_explain (PtlExtraPorts *self, PtlReason reason)
{
  State *last = get_last (self);

  if (last == NULL)
    return;

  last->n_reasons++;
  last->reason = last->n_reasons == 1 ? reason : PTL_REASON_UNKNOWN;
}

/* Returns: (transfer full): the ports of @protocol that the file does not account for */
static PtlPortSet *
get_rest (const PtlExtraPorts *self,
          PtlProtocol protocol,
          const PtlPortSet *asked,
          const PtlPortSet *listed)
{
  PtlPortSet *rest = ptl_port_set_new ();

  ptl_port_set_add_set (rest, asked);
  ptl_port_set_remove_set (rest, listed);
  for (guint i = 0; i < self->named.groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (self->named.groups, PtlPortGroup, i);

      if (group->protocol == protocol)
        ptl_port_set_remove_set (rest, group->ports);
    }

  return rest;
}

/* The ports of @state are all that are left, if they are as many. */
static gboolean
settle_rest (const PtlExtraPorts *self,
             const State *state,
             PtlPortSet *const asked[PTL_N_PROTOCOLS],
             PtlPortSet *const listed[PTL_N_PROTOCOLS],
             PtlPortTally *tally)
{
  PtlPortSet *rest[PTL_N_PROTOCOLS];
  guint n_rest = 0;
  gboolean fits;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      rest[i] = get_rest (self, (PtlProtocol) i, asked[i], listed[i]);
      n_rest += ptl_port_set_count (rest[i]);
    }

  fits = n_rest == state->n_unnamed;
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      if (fits)
        ptl_port_tally_add_ports (tally, (PtlProtocol) i, rest[i], state->state,
                                  state->reason);
      ptl_port_set_unref (rest[i]);
    }

  return fits;
}

gboolean
ptl_extra_ports_settle (const PtlExtraPorts *self,
                        PtlPortSet *const asked[PTL_N_PROTOCOLS],
                        PtlPortSet *const listed[PTL_N_PROTOCOLS],
                        PtlPortTally *tally)
{
  const State *unnamed = NULL;
  guint n_unnamed = 0;

  for (guint i = 0; i < self->named.groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (self->named.groups, PtlPortGroup, i);

      ptl_port_tally_add_ports (tally, group->protocol, group->ports, group->state,
                                group->reason);
    }

  for (guint i = 0; i < self->states->len; i++)
    {
      const State *state = &g_array_index (self->states, State, i);

      if (state->n_unnamed == 0)
        continue;
      unnamed = state;
      n_unnamed++;
    }

  if (n_unnamed == 0)
    return !self->is_unclear;

  return !self->is_unclear && n_unnamed == 1 &&
         settle_rest (self, unnamed, asked, listed, tally);
}
