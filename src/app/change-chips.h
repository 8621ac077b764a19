/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-chips.h: how many changes there are of each kind; each a button that shows
 * or hides them. */
#pragma once

#include "app/change-group.h"

G_BEGIN_DECLS

/* Signal: "changed" (): the person wants others to be shown */
#define PTL_TYPE_CHANGE_CHIPS (ptl_change_chips_get_type ())
G_DECLARE_FINAL_TYPE (PtlChangeChips, ptl_change_chips, PTL, CHANGE_CHIPS, GtkBox)

/* @counts: of each group; one without any has no button */
void ptl_change_chips_set_counts (PtlChangeChips *self, const guint *counts);

/* Shows what differs, and nothing else. */
void ptl_change_chips_reset (PtlChangeChips *self);

/* Returns: bits, 1 << PtlChangeGroup: what is to be shown */
guint ptl_change_chips_get_groups (PtlChangeChips *self);

G_END_DECLS
