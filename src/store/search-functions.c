/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-functions.c: what a search asks of values that SQL has no words for.
 *
 * The values come from a file that may be damaged: what makes no sense is NULL. */
#include "store/search-functions.h"

#include <sqlite3.h>
#include <string.h>

#include "base/version-order.h"
#include "filter/baseline.h"
#include "filter/filter.h"
#include "store/body-rows.h"
#include "store/session-reader.h"
#include "store/session-rows.h"
#include "store/text-list.h"

/* What one search remembers. */
typedef struct
{
  PtlDatabase *db;
  GHashTable *baselines; /* (nullable): gint64 id -> gint64 id of the one before it */
  gint64 loaded_id;
  PtlSession *loaded; /* (nullable): rows of a session follow each other */
} Memory;

static const char *
get_text (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

static gboolean
read_address (sqlite3_value *bytes, sqlite3_value *scope, PtlAddress *address)
{
  int len = sqlite3_value_bytes (bytes);
  const void *data = sqlite3_value_blob (bytes);

  *address = (PtlAddress){ .scope_id = (guint32) sqlite3_value_int64 (scope),
                           .is_ipv6 = len == 16 };
  if (data == NULL || (len != 4 && len != 16))
    return FALSE;

  memcpy (address->bytes, data, (gsize) len);
  return TRUE;
}

static void
compare_versions_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *a = get_text (args[0]);
  const char *b = get_text (args[1]);

  if (a != NULL && b != NULL)
    sqlite3_result_int (context, ptl_version_compare (a, b));
}

static void
address_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  g_autofree char *text = NULL;
  PtlAddress address;

  if (!read_address (args[0], args[1], &address))
    return;

  text = ptl_address_to_string (&address);
  sqlite3_result_text (context, text, -1, SQLITE_TRANSIENT);
}

static void
list_has_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  g_auto (GStrv) items = ptl_text_list_parse (get_text (args[0]));
  gboolean is_typed = sqlite3_value_int (args[1]);
  PtlFilterOp op = (PtlFilterOp) sqlite3_value_int (args[2]);
  PtlFilterValue value = { .text = (char *) get_text (args[4]),
                           .has_wildcard = sqlite3_value_int (args[3]) };
  gboolean found = FALSE;

  if (value.text == NULL || items == NULL)
    return;

  for (guint i = 0; !found && items[i] != NULL; i++)
    {
      const char *colon = is_typed ? strchr (items[i], ':') : NULL;

      found = ptl_filter_value_matches_text (&value, op,
                                             colon != NULL ? colon + 1 : items[i]);
    }
  sqlite3_result_int (context, found);
}

/* Likewise of the letters A to Z alone. */
static gboolean
contains (const char *text, const char *part, gsize part_len)
{
  char ends[3] = { part[0], g_ascii_toupper (part[0]), '\0' };

  for (text += strcspn (text, ends); *text != '\0'; text += strcspn (text, ends))
    {
      if (g_ascii_strncasecmp (text, part, part_len) == 0)
        return TRUE;
      text++;
    }

  return part_len == 0;
}

static void
any_has_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *part = get_text (args[0]);
  gsize len = (gsize) sqlite3_value_bytes (args[0]);
  gboolean found = FALSE;

  for (int i = 1; part != NULL && !found && i < n_args; i++)
    {
      const char *text = get_text (args[i]);

      found = text != NULL && contains (text, part, len);
    }
  sqlite3_result_int (context, found);
}

static void
body_has_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  PtlFilterValue value = { .text = (char *) get_text (args[2]) };
  g_autoptr (GBytes) data = g_bytes_new_static (sqlite3_value_blob (args[1]),
                                                (gsize) sqlite3_value_bytes (args[1]));
  g_autoptr (GBytes) body = ptl_body_rows_unpack (data, sqlite3_value_int64 (args[0]));
  const guint8 *bytes;
  gsize len;

  if (body == NULL || value.text == NULL)
    return;

  bytes = g_bytes_get_data (body, &len);
  sqlite3_result_int (context, ptl_filter_value_is_in_bytes (&value, bytes, len));
}

/* Returns: (transfer none) (nullable): the session that @id is asked against */
static PtlSession *
get_baseline (Memory *self, gint64 id, GError **error)
{
  const gint64 *baseline;

  if (self->baselines == NULL)
    {
      g_autoptr (GPtrArray) sessions = ptl_session_rows_list (self->db, error);

      if (sessions == NULL)
        return NULL;
      self->baselines = ptl_baseline_find_all (sessions);
    }

  baseline = g_hash_table_lookup (self->baselines, &id);
  if (baseline == NULL)
    return NULL;
  if (self->loaded != NULL && self->loaded_id == *baseline)
    return self->loaded;

  g_clear_object (&self->loaded);
  self->loaded = ptl_session_reader_load_states (self->db, *baseline, error);
  self->loaded_id = *baseline;
  return self->loaded;
}

static void
is_new_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  g_autoptr (GError) error = NULL;
  PtlSession *baseline =
      get_baseline (sqlite3_user_data (context), sqlite3_value_int64 (args[0]), &error);
  gint64 number = sqlite3_value_int64 (args[4]);
  PtlAddress address;
  PtlProtocol protocol;

  if (error != NULL)
    sqlite3_result_error (context, error->message, -1);
  if (baseline == NULL || !read_address (args[1], args[2], &address) ||
      !ptl_protocol_parse (get_text (args[3]), &protocol) || number < 0 ||
      number > G_MAXUINT16)
    return;

  sqlite3_result_int (
      context, ptl_baseline_lacks (baseline, &address, protocol, (guint16) number));
}

static void
memory_unref (gpointer data)
{
  Memory *self = data;

  g_clear_pointer (&self->baselines, g_hash_table_unref);
  g_clear_object (&self->loaded);
  g_free (self);
}

gboolean
ptl_search_functions_register (PtlDatabase *db, GError **error)
{
  static const struct
  {
    const char *name;
    int n_args;
    PtlDatabaseFunc func;
  } functions[] = {
    { PTL_FUNCTION_COMPARE_VERSIONS, 2, compare_versions_cb },
    { PTL_FUNCTION_ADDRESS, 2, address_cb },
    { PTL_FUNCTION_LIST_HAS, 5, list_has_cb },
    { PTL_FUNCTION_BODY_HAS, 3, body_has_cb },
    { PTL_FUNCTION_ANY_HAS, -1, any_has_cb },
  };
  Memory *memory = g_new0 (Memory, 1);

  memory->db = db;
  if (!ptl_database_add_function (db, PTL_FUNCTION_IS_NEW, 5, is_new_cb, memory,
                                  memory_unref, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (!ptl_database_add_function (db, functions[i].name, functions[i].n_args,
                                    functions[i].func, NULL, NULL, error))
      return FALSE;

  return TRUE;
}
