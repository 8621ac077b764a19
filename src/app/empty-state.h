/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/empty-state.h: what stands where there is nothing to show yet. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PTL_TYPE_EMPTY_STATE (ptl_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (PtlEmptyState, ptl_empty_state, PTL, EMPTY_STATE, GtkBox)

/**
 * ptl_empty_state_set:
 * @icon_name: (nullable): NULL: a short hint without an icon
 * @text: (nullable): a sentence more
 */
void ptl_empty_state_set (PtlEmptyState *self,
                          const char *icon_name,
                          const char *title,
                          const char *text);

/* Offers a way on, below those offered before: a button with a mnemonic for a detailed
 * action. */
void ptl_empty_state_offer (PtlEmptyState *self, const char *label, const char *action);

G_END_DECLS
