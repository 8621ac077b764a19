/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/silent-rows.c: the addresses of a session that did not answer, as ranges. */
#include "store/silent-rows.h"

#include "store/port-columns.h"

gboolean
ptl_silent_rows_save (PtlDatabase *db,
                      gint64 session_id,
                      const PtlAddressSet *silent,
                      GError **error)
{
  guint n_ranges;
  const PtlAddressRange *ranges = ptl_address_set_get_ranges (silent, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    {
      gsize length = ptl_address_get_length (&ranges[i].first);
      g_auto (PtlQuery) query =
          ptl_query_new (db, "INSERT INTO silent (session_id, scope_id, first, last)"
                             " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");

      ptl_query_bind_int (&query, session_id);
      ptl_query_bind_int (&query, ranges[i].first.scope_id);
      ptl_query_bind_blob (&query, ranges[i].first.bytes, length);
      ptl_query_bind_blob (&query, ranges[i].last.bytes, length);
      if (!ptl_query_run (&query, error))
        return FALSE;
    }

  return TRUE;
}

PtlAddressSet *
ptl_silent_rows_load (PtlDatabase *db, gint64 session_id, GError **error)
{
  g_autoptr (PtlAddressSet) set = ptl_address_set_new ();
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT first, scope_id, last, scope_id FROM silent WHERE session_id = ?");

  ptl_query_bind_int (&query, session_id);
  while (ptl_query_next (&query))
    {
      PtlAddress first, last;

      if (ptl_port_columns_read_address_at (&query, 0, &first) &&
          ptl_port_columns_read_address_at (&query, 2, &last))
        ptl_address_set_add_range (set, &first, &last);
    }

  return ptl_query_finish (&query, error) ? g_steal_pointer (&set) : NULL;
}

gboolean
ptl_silent_rows_compact (PtlDatabase *db, gint64 session_id, GError **error)
{
  g_autoptr (PtlAddressSet) set = ptl_silent_rows_load (db, session_id, error);
  g_auto (PtlQuery) query = ptl_query_new (db, "DELETE FROM silent WHERE session_id = ?");

  if (set == NULL)
    return FALSE;

  ptl_query_bind_int (&query, session_id);
  return ptl_query_run (&query, error) &&
         ptl_silent_rows_save (db, session_id, set, error);
}
