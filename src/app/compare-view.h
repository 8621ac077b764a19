/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/compare-view.h: what changed from one session to another. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"
#include "compare/change.h"

G_BEGIN_DECLS

/* Signals: "closed" (): the person wants to go back
 *          "failed" (const char *): it cannot be compared, and why
 *          "told" (const char *): something was done
 *          "ignored" (const char *): a rule was written, which can be undone
 *          "port-wanted" (PtlSessionItem *, PtlHost *, PtlPort *): to be shown in that
 *            session; the port is NULL for the host alone */
#define PTL_TYPE_COMPARE_VIEW (ptl_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlCompareView, ptl_compare_view, PTL, COMPARE_VIEW, GtkStack)

/* Asks with which session @item is to be compared. */
void
ptl_compare_view_ask (PtlCompareView *self, PtlLibrary *library, PtlSessionItem *item);

/* Shows what changed between the two, whichever is given first the earlier one before. */
void ptl_compare_view_compare (PtlCompareView *self,
                               PtlLibrary *library,
                               PtlSessionItem *item,
                               PtlSessionItem *other);

/* Shows nothing any more. */
void ptl_compare_view_clear (PtlCompareView *self);

/* Returns: (transfer none): to be "compare" where the view is */
GActionGroup *ptl_compare_view_get_actions (PtlCompareView *self);

/* Takes back the last rule that was written; FALSE if there is none. */
gboolean ptl_compare_view_undo (PtlCompareView *self);

/* There is nothing to be taken back any more. */
void ptl_compare_view_forget_undo (PtlCompareView *self);

G_END_DECLS
