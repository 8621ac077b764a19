/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/verdict-json.h: what other rules say otherwise, as JSON. */
#pragma once

#include "formats/json-value.h"
#include "model/verdict-change.h"

G_BEGIN_DECLS

/* Adds to the object under construction the list "changes" of { "address", "protocol",
 * "port", "before", "after" }. */
void ptl_json_add_changes (JsonBuilder *json, GPtrArray *changes);

G_END_DECLS
