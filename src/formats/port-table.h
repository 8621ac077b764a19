/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-table.h: the PORT STATE SERVICE VERSION table of a host (spec 6.1). */
#pragma once

#include "formats/port-rows.h"

G_BEGIN_DECLS

/* Returns: (transfer full): what stands in the SERVICE column: "ssl/http", "ftp?" */
char *ptl_port_table_get_service (const PtlPort *port);

/* Returns: (transfer full): what stands in the VERSION column, safe to show, at most 159
 * bytes */
char *ptl_port_table_get_version (const PtlPort *port);

/* Appends heading and rows, in aligned columns; nothing if there is no row. */
void
ptl_port_table_append (GString *out, const PtlPortRows *rows, gboolean with_versions);

G_END_DECLS
