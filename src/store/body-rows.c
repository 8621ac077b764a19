/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/body-rows.c: the bytes of responses, each kept once. */
#include "store/body-rows.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "store/packed-bytes.h"
#include "store/store.h"

/* No body was ever longer; a row that says so is damaged. */
#define MAX_LENGTH (16 * 1024 * 1024)

/* Word by word: g_bytes_hash () takes as long for a page as packing it. */
static guint
hash_bytes (gconstpointer bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data ((GBytes *) bytes, &length);
  guint64 hash = length;

  for (; length >= sizeof hash; data += sizeof hash, length -= sizeof hash)
    {
      guint64 word;

      memcpy (&word, data, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  for (; length > 0; data++, length--)
    hash = (hash ^ *data) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (hash >> 32);
}

GHashTable *
ptl_body_rows_new_memory (void)
{
  return g_hash_table_new_full (hash_bytes, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                g_free);
}

/* GnuTLS has the processor's own instructions for it. */
static gboolean
compute_sha256 (GBytes *bytes, guint8 digest[32], GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  int status =
      gnutls_hash_fast (GNUTLS_DIG_SHA256, data != NULL ? data : "", length, digest);

  if (status >= 0)
    return TRUE;

  g_set_error_literal (error, PTL_STORE_ERROR, PTL_STORE_ERROR_DATABASE,
                       gnutls_strerror (status));
  return FALSE;
}

static gint64
find (PtlDatabase *db, const guint8 digest[32], GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (db, "SELECT id FROM bodies WHERE sha256 = ?");
  gint64 id;

  ptl_query_bind_blob (&query, digest, 32);
  id = ptl_query_next (&query) ? ptl_query_get_int (&query, 0) : 0;
  return ptl_query_finish (&query, error) ? id : 0;
}

gint64
ptl_body_rows_find (PtlDatabase *db, GBytes *bytes, GError **error)
{
  guint8 digest[32];

  return compute_sha256 (bytes, digest, error) ? find (db, digest, error) : 0;
}

static gint64
insert (PtlDatabase *db, const guint8 digest[32], GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) data = ptl_packed_bytes_pack (bytes);
  g_auto (PtlQuery) query =
      ptl_query_new (db, "INSERT INTO bodies (sha256, length, data) VALUES (?, ?, ?)");

  ptl_query_bind_blob (&query, digest, 32);
  ptl_query_bind_int (&query, (gint64) g_bytes_get_size (bytes));
  ptl_query_bind_bytes (&query, data);
  return ptl_query_run (&query, error) ? ptl_database_get_last_id (db) : 0;
}

gint64
ptl_body_rows_save (PtlDatabase *db, GHashTable *memory, GBytes *bytes, GError **error)
{
  const gint64 *known = g_hash_table_lookup (memory, bytes);
  g_autoptr (GError) reason = NULL;
  guint8 digest[32];
  gint64 id;

  if (known != NULL)
    return *known;

  if (!compute_sha256 (bytes, digest, error))
    return 0;

  id = find (db, digest, &reason);
  if (id == 0 && reason == NULL)
    id = insert (db, digest, bytes, &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_hash_table_insert (memory, g_bytes_ref (bytes), g_memdup2 (&id, sizeof id));
  return id;
}

GBytes *
ptl_body_rows_read (PtlQuery *query, int column)
{
  g_autoptr (GBytes) data = ptl_query_dup_bytes (query, column + 1);

  return ptl_body_rows_unpack (data, ptl_query_get_int (query, column));
}

GBytes *
ptl_body_rows_unpack (GBytes *data, gint64 length)
{
  return ptl_packed_bytes_unpack (data, length, MAX_LENGTH);
}

gboolean
ptl_body_rows_sweep (PtlDatabase *db, GError **error)
{
  g_auto (PtlQuery) query = ptl_query_new (
      db, "DELETE FROM bodies WHERE"
          " NOT EXISTS (SELECT 1 FROM responses WHERE received_id = bodies.id)"
          " AND NOT EXISTS (SELECT 1 FROM responses WHERE sent_id = bodies.id)");

  return ptl_query_run (&query, error);
}

static gboolean
move_row (PtlDatabase *db, GHashTable *memory, PtlQuery *old, GError **error)
{
  g_autoptr (GBytes) sent = ptl_query_dup_bytes (old, 1);
  g_autoptr (GBytes) received = ptl_query_dup_bytes (old, 2);
  gint64 sent_id = ptl_body_rows_save (db, memory, sent, error);
  gint64 received_id =
      sent_id != 0 ? ptl_body_rows_save (db, memory, received, error) : 0;
  g_auto (PtlQuery) query =
      ptl_query_new (db, "INSERT INTO responses (port_id, sequence, probe, tunnel,"
                         " sent_id, received_id, full_length, time_us, elapsed_ms, end)"
                         " SELECT port_id, sequence, probe, tunnel, ?, ?, full_length,"
                         " time_us, elapsed_ms, end FROM responses_2 WHERE id = ?");

  if (received_id == 0)
    return FALSE;

  ptl_query_bind_int (&query, sent_id);
  ptl_query_bind_int (&query, received_id);
  ptl_query_bind_int (&query, ptl_query_get_int (old, 0));
  return ptl_query_run (&query, error);
}

gboolean
ptl_body_rows_migrate (PtlDatabase *db, GError **error)
{
  g_autoptr (GHashTable) memory = ptl_body_rows_new_memory ();
  g_auto (PtlQuery) query =
      ptl_query_new (db, "SELECT id, sent, received FROM responses_2 ORDER BY id");

  while (ptl_query_next (&query))
    {
      if (!move_row (db, memory, &query, error))
        return FALSE;
      if (g_hash_table_size (memory) > 1000) /* the table knows the rest */
        g_hash_table_remove_all (memory);
    }

  return ptl_query_finish (&query, error);
}
