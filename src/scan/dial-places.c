/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/dial-places.c: how many connections of each kind may be open at once. */
#include "scan/dial-places.h"

static const double shares[PTL_N_DIAL_KINDS] = {
  [PTL_DIAL_TAIL] = 0.7,
  [PTL_DIAL_LISTEN] = 0.8,
  [PTL_DIAL_ASK] = 0.9,
  [PTL_DIAL_PORT] = 1.0,
};

void
ptl_dial_places_init (PtlDialPlaces *self, guint most)
{
  *self = (PtlDialPlaces){ 0 };
  for (guint kind = 0; kind < PTL_N_DIAL_KINDS; kind++)
    self->most[kind] = MAX ((guint) (most * shares[kind]), 1);
}

gboolean
ptl_dial_places_has (const PtlDialPlaces *self, PtlDialKind kind)
{
  guint n_taken = 0;

  for (guint i = 0; i < PTL_N_DIAL_KINDS; i++)
    {
      n_taken += self->taken[i];
      if (i >= kind && n_taken >= self->most[i])
        return FALSE;
    }

  return TRUE;
}

void
ptl_dial_places_take (PtlDialPlaces *self, PtlDialKind kind)
{
  self->taken[kind]++;
}

void
ptl_dial_places_give (PtlDialPlaces *self, PtlDialKind kind)
{
  g_return_if_fail (self->taken[kind] > 0);

  self->taken[kind]--;
}

guint
ptl_dial_places_count (const PtlDialPlaces *self)
{
  guint n_taken = 0;

  for (guint i = 0; i < PTL_N_DIAL_KINDS; i++)
    n_taken += self->taken[i];
  return n_taken;
}

gboolean
ptl_dial_places_are_half_free (const PtlDialPlaces *self)
{
  return ptl_dial_places_count (self) <= self->most[PTL_N_DIAL_KINDS - 1] / 2;
}
