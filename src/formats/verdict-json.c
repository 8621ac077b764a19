/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/verdict-json.c: what other rules say otherwise, as JSON. */
#include "formats/verdict-json.h"

#include "formats/service-json.h"

static void
add_change (JsonBuilder *json, const PtlVerdictChange *change)
{
  const PtlEvidence *evidence = change->evidence;
  g_autofree char *address = ptl_address_to_string (&evidence->address);

  ptl_json_add_string (json, "address", address);
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (evidence->protocol));
  ptl_json_add_int (json, "port", evidence->port);
  ptl_json_add_service_as (json, "before", change->before);
  ptl_json_add_service_as (json, "after", change->after);
}

void
ptl_json_add_changes (JsonBuilder *json, GPtrArray *changes)
{
  ptl_json_begin_list (json, "changes");
  for (guint i = 0; i < changes->len; i++)
    {
      ptl_json_begin_item (json);
      add_change (json, changes->pdata[i]);
      ptl_json_end_item (json);
    }
  ptl_json_end_list (json);
}
