/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/saved-filters.h: the filters that a person has chosen to keep. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ptl_saved_filters_make_menu:
 * @text: the filter that stands in the entry
 *
 * Returns: (transfer full): of actions "filter.use", "filter.save" and "filter.forget"
 */
GMenu *ptl_saved_filters_make_menu (const char *text);

void ptl_saved_filters_add (const char *text);
void ptl_saved_filters_remove (const char *text);

G_END_DECLS
