/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-retention.h: how long sessions are kept, and what that comes to. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): what is set, for the person */
char *ptl_session_retention_get_text (PtlStore *store, GError **error);

/* @words: (array zero-terminated=1): "90 days 10 sessions", or "all" */
gboolean ptl_session_retention_set (PtlStore *store, char **words, GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlSessionInfo): those of @sessions
 * that are kept no longer */
GPtrArray *
ptl_session_retention_choose (PtlStore *store, GPtrArray *sessions, GError **error);

G_END_DECLS
