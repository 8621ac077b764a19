/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-rows.c: full-text search over banners, products, names and notes.
 *
 * A session has one text of its own, one for each host and one for each port that has a
 * service or said something.  Their rowids begin at the session's id times 2^32. */
#include "store/search-rows.h"

#include <string.h>

#include "store/body-rows.h"
#include "store/port-columns.h"

#define HOSTS_AT_ONCE 16
#define MAX_BANNER    1024 /* bytes of one response */
#define MAX_TEXT      8192 /* bytes of one port */

static gint64
get_base (gint64 session_id)
{
  return session_id << 32;
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part);
}

/* What a person can read of it: words are what is searched for. */
static void
append_banner (GString *text, GBytes *bytes)
{
  gsize length = MIN (g_bytes_get_size (bytes), MAX_BANNER);
  g_autofree char *copy = g_malloc0 (length + 1);
  gboolean is_utf8;

  if (length > 0)
    memcpy (copy, g_bytes_get_data (bytes, NULL), length);
  is_utf8 = g_utf8_validate (copy, (gssize) length, NULL);
  for (gsize i = 0; i < length; i++)
    if ((guint8) copy[i] < ' ' || copy[i] == 0x7f ||
        (!is_utf8 && (guint8) copy[i] >= 0x80))
      copy[i] = ' ';
  g_strstrip (copy);
  if (text->len + strlen (copy) < MAX_TEXT)
    append (text, copy);
}

/* A number of a row, or NULL. */
static void
bind_id (PtlQuery *query, gint64 id)
{
  if (id != 0)
    ptl_query_bind_int (query, id);
  else
    ptl_query_bind_text (query, NULL);
}

static gboolean
insert (PtlDatabase *db,
        gint64 *rowid,
        gint64 host_id,
        gint64 port_id,
        const GString *text,
        GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "INSERT INTO search (rowid, text, host_id, port_id) VALUES (?, ?, ?, ?)");

  if (text->len == 0)
    return TRUE;

  ptl_query_bind_int (&query, (*rowid)++);
  ptl_query_bind_text (&query, text->str);
  bind_id (&query, host_id);
  bind_id (&query, port_id);
  return ptl_query_run (&query, error);
}

static gboolean
index_session (PtlDatabase *db, gint64 id, gint64 *rowid, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT name, notes, (SELECT group_concat (tag, ' ') FROM tags"
                         " WHERE session_id = s.id) FROM sessions AS s WHERE id = ?");

  ptl_query_bind_int (&query, id);
  if (ptl_query_next (&query))
    for (int i = 0; i < 3; i++)
      append (text, ptl_query_get_text (&query, i));

  return ptl_query_finish (&query, error) && insert (db, rowid, 0, 0, text, error);
}

static gboolean
append_banners (PtlDatabase *db, gint64 port_id, GString *text, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT " PTL_BODY_COLUMNS ("b") " FROM responses AS r"
                                           " JOIN bodies AS b ON b.id = r.received_id"
                                           " WHERE r.port_id = ? ORDER BY r.sequence");

  ptl_query_bind_int (&query, port_id);
  while (ptl_query_next (&query))
    {
      g_autoptr (GBytes) bytes = ptl_body_rows_read (&query, 0);

      if (bytes != NULL)
        append_banner (text, bytes);
    }

  return ptl_query_finish (&query, error);
}

static gboolean
index_ports (PtlDatabase *db, gint64 host_id, gint64 *rowid, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db,
      "SELECT p.id, s.name, s.product, s.version, s.extra_info, s.hostname, s.os_type,"
      " s.device_type, c.subject, c.names FROM ports AS p"
      " LEFT JOIN services AS s ON s.port_id = p.id"
      " LEFT JOIN tls AS t ON t.port_id = p.id"
      " LEFT JOIN certificates AS c ON c.id = t.certificate_id WHERE p.host_id = ?");

  ptl_query_bind_int (&query, host_id);
  while (ptl_query_next (&query))
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 port_id = ptl_query_get_int (&query, 0);

      for (int i = 1; i < 10; i++)
        append (text, ptl_query_get_text (&query, i));
      if (!append_banners (db, port_id, text, error) ||
          !insert (db, rowid, host_id, port_id, text, error))
        return FALSE;
    }

  return ptl_query_finish (&query, error);
}

/* Returns: the last host made searchable, -1 if there was none left, -2 on failure */
static gint64
index_hosts (PtlDatabase *db, gint64 id, gint64 after, gint64 *rowid, GError **error)
{
  gint64 last = -1;
  g_auto (PtlQuery) query = ptl_query_new (
      db,
      "SELECT id, hostname, target, mac, vendor, notes, (SELECT group_concat (name, ' ')"
      " FROM aliases WHERE host_id = h.id), (SELECT group_concat (text, ' ')"
      " FROM remarks WHERE host_id = h.id) FROM hosts AS h"
      " WHERE session_id = ? AND id > ? ORDER BY id LIMIT ?");

  ptl_query_bind_int (&query, id);
  ptl_query_bind_int (&query, after);
  ptl_query_bind_int (&query, HOSTS_AT_ONCE);
  while (ptl_query_next (&query))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      last = ptl_query_get_int (&query, 0);
      for (int i = 1; i < 8; i++)
        append (text, ptl_query_get_text (&query, i));
      if (!insert (db, rowid, last, 0, text, error) ||
          !index_ports (db, last, rowid, error))
        return -2;
    }

  return ptl_query_finish (&query, error) ? last : -2;
}

static gboolean
set_position (PtlDatabase *db, gint64 id, gint64 position, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "UPDATE sessions SET searchable_to = ? WHERE id = ?");

  ptl_query_bind_int (&query, position);
  ptl_query_bind_int (&query, id);
  return ptl_query_run (&query, error);
}

static gboolean
delete_texts (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query =
      ptl_query_new (db, "DELETE FROM search WHERE rowid BETWEEN ? AND ?");

  ptl_query_bind_int (&query, get_base (id));
  ptl_query_bind_int (&query, get_base (id + 1) - 1);
  return ptl_query_run (&query, error);
}

gboolean
ptl_search_rows_forget (PtlDatabase *db, gint64 session_id, GError **error)
{
  return delete_texts (db, session_id, error) && set_position (db, session_id, 0, error);
}

/* Returns: the first number that is free, 0 on failure */
static gint64
find_rowid (PtlDatabase *db, gint64 id, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT rowid FROM search WHERE rowid BETWEEN ? AND ? ORDER BY rowid DESC"
          " LIMIT 1");
  gint64 rowid;

  ptl_query_bind_int (&query, get_base (id));
  ptl_query_bind_int (&query, get_base (id + 1) - 1);
  rowid = ptl_query_next (&query) ? ptl_query_get_int (&query, 0) + 1 : get_base (id);
  return ptl_query_finish (&query, error) ? rowid : 0;
}

static gboolean
index_part (PtlDatabase *db, gint64 id, gint64 after, GError **error)
{
  gint64 rowid;
  gint64 last;

  if (after == 0 && !delete_texts (db, id, error)) /* what is there is of before */
    return FALSE;
  rowid = find_rowid (db, id, error);
  if (rowid == 0 || (after == 0 && !index_session (db, id, &rowid, error)))
    return FALSE;

  last = index_hosts (db, id, after, &rowid, error);
  return last != -2 && set_position (db, id, last, error);
}

gboolean
ptl_search_rows_index (PtlDatabase *db, gboolean *more, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "SELECT id, searchable_to FROM sessions WHERE searchable_to <> -1"
          " AND state NOT IN ('running', 'paused') ORDER BY id LIMIT 1");
  gint64 id, after;

  *more = ptl_query_next (&query);
  if (!*more)
    return ptl_query_finish (&query, error);

  id = ptl_query_get_int (&query, 0);
  after = ptl_query_get_int (&query, 1);
  return index_part (db, id, after, error);
}
