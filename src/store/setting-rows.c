/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/setting-rows.c: what the person has set about the store. */
#include "store/setting-rows.h"

#include "store/query.h"

#define KEEP_DAYS     "keep-days"
#define KEEP_SESSIONS "keep-sessions"

/* What is no number, in a file from anywhere, sets nothing. */
static gboolean
get_number (PtlDatabase *db, const char *name, guint *number, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT value FROM settings WHERE name = ?");
  guint64 value = 0;

  ptl_query_bind_word (&query, name);
  if (ptl_query_next (&query) && !ptl_query_is_null (&query, 0))
    g_ascii_string_to_unsigned (ptl_query_get_text (&query, 0), 10, 0, G_MAXINT, &value,
                                NULL);
  *number = (guint) value;
  return ptl_query_finish (&query, error);
}

static gboolean
set_number (PtlDatabase *db, const char *name, guint number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)");

  ptl_query_bind_word (&query, name);
  ptl_query_bind_text (&query, text);
  return ptl_query_run (&query, error);
}

gboolean
ptl_setting_rows_get_retention (PtlDatabase *db, PtlRetention *retention, GError **error)
{
  return get_number (db, KEEP_DAYS, &retention->n_days, error) &&
         get_number (db, KEEP_SESSIONS, &retention->n_sessions, error);
}

gboolean
ptl_setting_rows_set_retention (PtlDatabase *db,
                                const PtlRetention *retention,
                                GError **error)
{
  return set_number (db, KEEP_DAYS, retention->n_days, error) &&
         set_number (db, KEEP_SESSIONS, retention->n_sessions, error);
}
