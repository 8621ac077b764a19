/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-list.h: a GListStore of sessions, newest first. */
#pragma once

#include <gio/gio.h>

#include "app/session-item.h"

G_BEGIN_DECLS

void ptl_session_list_add (GListStore *list, PtlSessionItem *item);

/* Takes off the item of that id in the store, if there is one. */
void ptl_session_list_remove (GListStore *list, gint64 id);

/**
 * ptl_session_list_merge:
 * @infos: (element-type PtlSessionInfo): all sessions of the store
 * @left_out: id of a session that has no place in the list, 0 for none
 *
 * Brings the saved items in line with @infos.  Items that stay are kept, those that run
 * here or are not saved are left alone.
 */
void ptl_session_list_merge (GListStore *list, GPtrArray *infos, gint64 left_out);

G_END_DECLS
