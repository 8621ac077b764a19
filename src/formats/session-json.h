/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-json.h: the parts of a session out of JSON objects as json-writer.c
 * writes them. */
#pragma once

#include "formats/json-object.h"
#include "formats/session-draft.h"

G_BEGIN_DECLS

/* What a session is called, was asked for and covers. */
void ptl_session_json_read_info (JsonObject *object, PtlSessionDraft *draft);

/* One host with its ports.  FALSE if the object is no host. */
gboolean ptl_session_json_read_host (JsonObject *object, PtlSessionDraft *draft);

/* How it ended. */
void ptl_session_json_read_summary (JsonObject *object, PtlSessionDraft *draft);

G_END_DECLS
