/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-entry.h: where a person types a filter. */
#pragma once

#include <gtk/gtk.h>

#include "filter/session-filter.h"

G_BEGIN_DECLS

/* Signals:
 *   filter-changed (PtlSessionFilter *)  what is typed is another filter; NULL: none
 *   closed ()                            Escape, which has emptied it */
#define PTL_TYPE_FILTER_ENTRY (ptl_filter_entry_get_type ())
G_DECLARE_FINAL_TYPE (PtlFilterEntry, ptl_filter_entry, PTL, FILTER_ENTRY, GtkBox)

/* @name: for a screen reader; @placeholder: what stands in it while it is empty */
void ptl_filter_entry_set_names (PtlFilterEntry *self,
                                 const char *name,
                                 const char *placeholder);

/* Returns: (transfer none) */
const char *ptl_filter_entry_get_text (PtlFilterEntry *self);
/* Takes effect at once. */
void ptl_filter_entry_set_text (PtlFilterEntry *self, const char *text);

/* Says below the entry what is wrong with the filter, NULL: nothing. */
void ptl_filter_entry_set_error (PtlFilterEntry *self, const char *message);

/* Adds texts of a field that begin with @prefix to @values (char *), for completion. */
typedef void (*PtlFilterValuesFunc) (PtlFilterField field,
                                     const char *prefix,
                                     GPtrArray *values,
                                     gpointer user_data);
void ptl_filter_entry_set_values_func (PtlFilterEntry *self,
                                       PtlFilterValuesFunc func,
                                       gpointer user_data);

void ptl_filter_entry_focus (PtlFilterEntry *self);

G_END_DECLS
