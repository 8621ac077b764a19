/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/target-entry.h: where a person says what to scan. */
#pragma once

#include <gtk/gtk.h>

#include "runner/scan-run.h"

G_BEGIN_DECLS

/* Signal: "activate" (): Enter was pressed */
#define PTL_TYPE_TARGET_ENTRY (ptl_target_entry_get_type ())
G_DECLARE_FINAL_TYPE (PtlTargetEntry, ptl_target_entry, PTL, TARGET_ENTRY, GtkOverlay)

const char *ptl_target_entry_get_text (PtlTargetEntry *self);
void ptl_target_entry_set_text (PtlTargetEntry *self, const char *text);

/**
 * ptl_target_entry_check:
 * @summary: (out): what is asked for
 *
 * Shows what is wrong beside the entry, if anything is.
 *
 * Returns: (transfer full) (nullable): (element-type utf8): the single targets
 */
GPtrArray *ptl_target_entry_check (PtlTargetEntry *self, PtlTargetSummary *summary);

/* @networks: targets that are offered for completion besides those scanned before, as
 * those around this machine */
void ptl_target_entry_offer_networks (PtlTargetEntry *self, const char *const *networks);

/* Offers what is there for completion from now on. */
void ptl_target_entry_remember (PtlTargetEntry *self);

/* Gives it the keyboard, with the text selected. */
void ptl_target_entry_focus (PtlTargetEntry *self);

/* Returns: whether the keyboard is in the entry */
gboolean ptl_target_entry_has_focus (PtlTargetEntry *self);

G_END_DECLS
