/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/dial-places.h: how many connections of each kind may be open at once.  Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a connection is for: the longer it may stay, the further up. */
typedef enum
{
  PTL_DIAL_TAIL,   /* asks with an unlikely probe: mostly in vain */
  PTL_DIAL_LISTEN, /* for a banner */
  PTL_DIAL_ASK,    /* asks with a likely one: mostly answered at once */
  PTL_DIAL_PORT,   /* finds out whether the port is open */
  PTL_N_DIAL_KINDS
} PtlDialKind;

/* A kind, and all above it, may take no more than a share: so those that stay for seconds
 * never keep out those that are short, while all share what is free. */
typedef struct
{
  guint most[PTL_N_DIAL_KINDS]; /* of the kind and those above it together */
  guint taken[PTL_N_DIAL_KINDS];
} PtlDialPlaces;

void ptl_dial_places_init (PtlDialPlaces *self, guint most);

gboolean ptl_dial_places_has (const PtlDialPlaces *self, PtlDialKind kind);
void ptl_dial_places_take (PtlDialPlaces *self, PtlDialKind kind);
void ptl_dial_places_give (PtlDialPlaces *self, PtlDialKind kind);
guint ptl_dial_places_count (const PtlDialPlaces *self);
gboolean ptl_dial_places_are_half_free (const PtlDialPlaces *self);

G_END_DECLS
