/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/service-rows.h: verdicts, in the tables and out of them.
 *
 * The scan's own are in services, those of later rules in revised_services: both have
 * these columns. */
#pragma once

#include "model/service.h"
#include "store/query.h"

G_BEGIN_DECLS

/* Of services or revised_services AS @s. */
#define PTL_SERVICE_COLUMNS(s)                                                           \
  s ".outcome, " s ".tunnel, " s ".name, " s ".product, " s ".version, " s               \
    ".extra_info, " s ".hostname, " s ".os_type, " s ".device_type, " s ".cpes, " s      \
    ".fingerprint, " s ".also, " s ".rule_layer, " s ".rule_file, " s ".rule_line, " s   \
    ".rule_pattern, " s ".rule_probe, " s ".rule_via, " s ".rule_response, " s           \
    ".rule_captures"
#define PTL_N_SERVICE_COLUMNS 20

/* The same in a list of columns to insert into, and their parameters. */
#define PTL_SERVICE_NAMES                                                                 \
  "outcome, tunnel, name, product, version, extra_info, hostname, os_type, device_type,"  \
  " cpes, fingerprint, also, rule_layer, rule_file, rule_line, rule_pattern, rule_probe," \
  " rule_via, rule_response, rule_captures"
#define PTL_SERVICE_PARAMETERS "?,?,?,?,?, ?,?,?,?,?, ?,?,?,?,?, ?,?,?,?,?"

/* Binds PTL_SERVICE_PARAMETERS. */
void ptl_service_rows_bind (PtlQuery *query, const PtlService *service);

/* Returns: (transfer full) (nullable): what PTL_SERVICE_COLUMNS from @column on say; NULL
 * if the row is damaged */
PtlService *ptl_service_rows_read (PtlQuery *query, int column);

/* Saves the scan's verdict, instead of one that is there. */
gboolean ptl_service_rows_save (PtlDatabase *db,
                                gint64 port_id,
                                gint64 time_us,
                                const PtlService *service,
                                GError **error);

G_END_DECLS
