/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/response-rows.h: responses, out of the tables. */
#pragma once

#include "model/response.h"
#include "store/body-rows.h"

G_BEGIN_DECLS

/* Of what PTL_JOIN_RESPONSES joins to ports AS p. */
#define PTL_RESPONSE_COLUMNS                                                             \
  "r.sequence, r.probe, r.tunnel, " PTL_BODY_COLUMNS ("b") ", " PTL_BODY_COLUMNS (       \
      "c") ", r.full_length, r.time_us, r.elapsed_ms, r.end, r.other_port "
#define PTL_N_RESPONSE_COLUMNS (8 + 2 * PTL_N_BODY_COLUMNS)

#define PTL_JOIN_RESPONSES                                                               \
  " JOIN responses AS r ON r.port_id = p.id JOIN bodies AS b ON b.id = r.sent_id"        \
  " JOIN bodies AS c ON c.id = r.received_id "

/* Returns: (transfer full) (nullable): what PTL_RESPONSE_COLUMNS from @column on say;
 * NULL if the row is damaged */
PtlResponse *ptl_response_rows_read (PtlQuery *query, int column);

G_END_DECLS
