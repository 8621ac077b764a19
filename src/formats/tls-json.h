/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/tls-json.h: what TLS agreed on, as a JSON object. */
#pragma once

#include "formats/json-value.h"
#include "model/tls-info.h"

G_BEGIN_DECLS

/* Adds the member "tls". */
void ptl_json_add_tls (JsonBuilder *json, const PtlTlsInfo *tls);

G_END_DECLS
