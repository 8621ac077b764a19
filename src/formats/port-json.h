/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-json.h: a port with all that is known of it, out of a JSON object as
 * json-writer.c writes it. */
#pragma once

#include "formats/json-object.h"
#include "formats/session-draft.h"

G_BEGIN_DECLS

/* Adds the port to @address of the draft's session.
 * Returns: FALSE if the object is no port */
gboolean ptl_port_json_read (JsonObject *object,
                             PtlSessionDraft *draft,
                             const PtlAddress *address,
                             gint64 time_us);

G_END_DECLS
