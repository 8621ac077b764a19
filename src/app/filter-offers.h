/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-offers.h: what may be typed next, below an entry that keeps the keyboard. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "chosen" (const char *): with the mouse */
#define PTL_TYPE_FILTER_OFFERS (ptl_filter_offers_get_type ())
G_DECLARE_FINAL_TYPE (PtlFilterOffers, ptl_filter_offers, PTL, FILTER_OFFERS, GtkPopover)

GtkWidget *ptl_filter_offers_new (GtkWidget *entry);

/* @words: (element-type utf8): none of them hides it */
void ptl_filter_offers_set (PtlFilterOffers *self, GPtrArray *words);

/* Goes down by one, or up; from above the first to below the last and back. */
void ptl_filter_offers_move (PtlFilterOffers *self, gboolean down);

/* Returns: (transfer none) (nullable): where the person has gone; NULL: nowhere yet */
const char *ptl_filter_offers_get_chosen (PtlFilterOffers *self);

G_END_DECLS
