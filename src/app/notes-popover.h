/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/notes-popover.h: what a person notes about a session: its tags and its notes. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_NOTES_POPOVER (ptl_notes_popover_get_type ())
G_DECLARE_FINAL_TYPE (PtlNotesPopover, ptl_notes_popover, PTL, NOTES_POPOVER, GtkPopover)

/* Shows what is noted about @item, to be changed; saved when the person says so. */
void
ptl_notes_popover_edit (PtlNotesPopover *self, PtlLibrary *library, PtlSessionItem *item);

G_END_DECLS
