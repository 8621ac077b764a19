/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-details.h: one change in full, and why it is taken for one. */
#pragma once

#include <gtk/gtk.h>

#include "app/change-set.h"

G_BEGIN_DECLS

#define PTL_TYPE_CHANGE_DETAILS (ptl_change_details_get_type ())
G_DECLARE_FINAL_TYPE (PtlChangeDetails, ptl_change_details, PTL, CHANGE_DETAILS, GtkStack)

/* @row: (nullable): one of @set; NULL: none is chosen.  Nothing is kept of either. */
void ptl_change_details_show (PtlChangeDetails *self,
                              const PtlChangeSet *set,
                              const PtlChangeRow *row);

G_END_DECLS
