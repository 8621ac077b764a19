/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/address-set.h: a set of addresses, kept as sorted ranges: a network that nobody
 * answers from is one of them. */
#pragma once

#include "model/address.h"

G_BEGIN_DECLS

/* Both ends are of one family and one scope. */
typedef struct
{
  PtlAddress first;
  PtlAddress last;
} PtlAddressRange;

/* Reference counted.  Changed only by whoever built it, before it is handed on. */
typedef struct _PtlAddressSet PtlAddressSet;

PtlAddressSet *ptl_address_set_new (void);
PtlAddressSet *ptl_address_set_ref (PtlAddressSet *self);
void ptl_address_set_unref (PtlAddressSet *self);

void ptl_address_set_add (PtlAddressSet *self, const PtlAddress *address);
/* A range that runs backwards or from one family to the other is left out. */
void ptl_address_set_add_range (PtlAddressSet *self,
                                const PtlAddress *first,
                                const PtlAddress *last);
void ptl_address_set_add_set (PtlAddressSet *self, const PtlAddressSet *other);

gboolean ptl_address_set_contains (const PtlAddressSet *self, const PtlAddress *address);

/* Returns: how many addresses are in it, at most %G_MAXUINT64 */
guint64 ptl_address_set_count (const PtlAddressSet *self);

/* Returns: (transfer none): the ranges in ascending order, none touching the next */
const PtlAddressRange *ptl_address_set_get_ranges (const PtlAddressSet *self,
                                                   guint *n_ranges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlAddressSet, ptl_address_set_unref)

G_END_DECLS
