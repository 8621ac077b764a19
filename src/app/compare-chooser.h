/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/compare-chooser.h: which session another one is compared with. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

/* Signal: "chosen" (PtlSessionItem *) */
#define PTL_TYPE_COMPARE_CHOOSER (ptl_compare_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PtlCompareChooser,
                      ptl_compare_chooser,
                      PTL,
                      COMPARE_CHOOSER,
                      GtkBox)

/* Offers all sessions but @item and those that run: first those of the same targets. */
void ptl_compare_chooser_ask (PtlCompareChooser *self,
                              PtlLibrary *library,
                              PtlSessionItem *item);

/**
 * ptl_compare_chooser_find_last:
 *
 * Returns: (transfer full) (nullable): the latest session before @item that scanned the
 * same targets; NULL: there is none
 */
PtlSessionItem *ptl_compare_chooser_find_last (PtlLibrary *library, PtlSessionItem *item);

G_END_DECLS
