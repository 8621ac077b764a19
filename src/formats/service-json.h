/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/service-json.h: a verdict as a JSON object. */
#pragma once

#include "formats/json-value.h"
#include "model/service.h"

G_BEGIN_DECLS

/* Adds the member "service" to the object under construction, or one of another name. */
void ptl_json_add_service (JsonBuilder *json, const PtlService *service);
void
ptl_json_add_service_as (JsonBuilder *json, const char *name, const PtlService *service);

/* Returns: (transfer full): one line, ASCII: { "name": ..., "rule": { ... } } */
char *ptl_service_to_json (const PtlService *service);

G_END_DECLS
