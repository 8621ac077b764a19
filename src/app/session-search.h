/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-search.h: which of the past scans are listed. */
#pragma once

#include "app/filter-entry.h"
#include "app/library.h"

G_BEGIN_DECLS

/* Signals:
 *   found ()   other scans are found now: see ptl_session_search_finds()
 *   closed ()  the person is done with it */
#define PTL_TYPE_SESSION_SEARCH (ptl_session_search_get_type ())
G_DECLARE_FINAL_TYPE (PtlSessionSearch, ptl_session_search, PTL, SESSION_SEARCH, GtkBox)

void ptl_session_search_set_library (PtlSessionSearch *self, PtlLibrary *library);

/* Returns: whether the scan is to be listed: all are while nothing is searched for */
gboolean ptl_session_search_finds (PtlSessionSearch *self, PtlSessionItem *item);

G_END_DECLS
