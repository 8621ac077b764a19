/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-group.h: what became of a host or a port, as a word, a picture and a colour.
 *
 * The kinds of a comparison, and one more for what a rule of the person's left out. */
#pragma once

#include <gtk/gtk.h>

#include "compare/change.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_CHANGE_GROUP_NEW, /* in the order in which people want to know */
  PTL_CHANGE_GROUP_GONE,
  PTL_CHANGE_GROUP_MOVED,
  PTL_CHANGE_GROUP_CHANGED,
  PTL_CHANGE_GROUP_NOT_COVERED,
  PTL_CHANGE_GROUP_SAME,
  PTL_CHANGE_GROUP_IGNORED,
  PTL_N_CHANGE_GROUPS
} PtlChangeGroup;

PtlChangeGroup ptl_change_group_of_kind (PtlChangeKind kind);

/* All (transfer none). */
const char *ptl_change_group_get_word (PtlChangeGroup group);        /* "Not covered" */
const char *ptl_change_group_get_explanation (PtlChangeGroup group); /* a sentence */
const char *ptl_change_group_get_icon_name (PtlChangeGroup group);
const char *ptl_change_group_get_style_class (PtlChangeGroup group);

/* Returns: whether the theme has a colour for it; else it is written as everything is */
gboolean
ptl_change_group_get_color (PtlChangeGroup group, GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
