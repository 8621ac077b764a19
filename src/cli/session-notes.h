/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-notes.h: what a person notes about sessions. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* @changes: (array zero-terminated=1): "weekly" and "+weekly" add a tag, "-weekly" takes
 * it away */
gboolean ptl_session_notes_tag (PtlStore *store,
                                const PtlSessionInfo *info,
                                char **changes,
                                GError **error);

/* @host: (nullable): the address of the host of the session that it is about; @text: ""
 * takes the notes away */
gboolean ptl_session_notes_set (PtlStore *store,
                                gint64 id,
                                const char *host,
                                const char *text,
                                GError **error);

G_END_DECLS
