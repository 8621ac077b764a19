/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-plan.c: a search as the statements that answer it, and their answers.
 *
 * Sessions, hosts and ports are asked one after the other, as far as the filter can be
 * true of them: what was found of a session or of a host stands for what it has. */
#include "store/search-plan.h"

#include <string.h>

#include "store/port-columns.h"
#include "store/search-functions.h"
#include "store/search-ports.h"
#include "store/search-sql.h"
#include "store/search.h"

#define N_LEVELS  (PTL_FILTER_LEVEL_PORT + 1)
#define MAX_WORDS 1000 /* places of which the words around are read */

struct _PtlSearchPlan
{
  PtlSearchStatement *statements[N_LEVELS]; /* (nullable) */
  PtlSearchStatement *words; /* (nullable): where texts without a field are indexed */
  GPtrArray *texts;          /* char *: texts without a field that have to be there */
  guint max_hits;
};

/* One of the answers, and the rows it is from. */
typedef struct
{
  PtlSearchHit *hit;
  gint64 host_id; /* 0: of no host */
  gint64 port_id;
} Found;

enum
{
  COLUMN_SESSION,
  COLUMN_STARTED,
  COLUMN_SESSION_NAME,
  COLUMN_HOST_ID,
  COLUMN_ADDRESS,
  COLUMN_SCOPE_ID,
  COLUMN_HOSTNAME,
  COLUMN_PORT_ID,
  COLUMN_PROTOCOL,
  COLUMN_NUMBER,
  COLUMN_STATE,
  COLUMN_OUTCOME,
  COLUMN_TUNNEL,
  COLUMN_NAME,
  COLUMN_PRODUCT,
  COLUMN_VERSION,
  COLUMN_EXTRA_INFO
};

#define OF_SESSION "s.id, s.started_us, s.name"
#define OF_HOST    ", h.id, h.address, h.scope_id, ifnull (h.hostname, h.target)"
#define OF_PORT                                                                                              \
  ", p.id, p.protocol, p.number, p.state, " PTL_SHOWN ("outcome") ", " PTL_SHOWN ("tunnel") ", " PTL_SHOWN ( \
      "name") ", " PTL_SHOWN ("product") ", " PTL_SHOWN ("version") ", " PTL_SHOWN ("extra_info")

static const struct
{
  const char *columns;
  const char *order;
} parts[N_LEVELS] = {
  [PTL_FILTER_LEVEL_SESSION] = { OF_SESSION, "" },
  [PTL_FILTER_LEVEL_HOST] = { OF_SESSION OF_HOST, ", h.id" },
  [PTL_FILTER_LEVEL_PORT] = { OF_SESSION OF_HOST OF_PORT,
                              ", h.id, p.protocol, p.number" },
};

/* --- making it --- */

/* Texts that have to be there: not those behind a negation. */
static void
collect_texts (const PtlFilter *filter, GPtrArray *texts)
{
  if (filter->node == PTL_FILTER_NOT)
    return;
  if (filter->node != PTL_FILTER_TERM)
    for (guint i = 0; i < filter->children->len; i++)
      collect_texts (filter->children->pdata[i], texts);
  else if (filter->field == PTL_FILTER_FIELD_ANY)
    g_ptr_array_add (texts,
                     g_strdup (((PtlFilterValue *) filter->values->pdata[0])->text));
}

/* Whether something else may be true of a host than of its session. */
static gboolean
asks_of_hosts (const PtlFilter *filter, PtlFilterLevel level)
{
  return level == PTL_FILTER_LEVEL_HOST ||
         ptl_filter_asks (filter, PTL_FILTER_FIELD_ANY, -1) ||
         ptl_filter_asks (filter, PTL_FILTER_FIELD_NOTE, -1) ||
         ptl_filter_asks (filter, PTL_FILTER_FIELD_HAS, PTL_FILTER_HAS_NOTE);
}

static PtlSearchStatement *
make_words (GPtrArray *texts)
{
  PtlSearchStatement *words = ptl_search_statement_new (PTL_FILTER_LEVEL_PORT);
  g_autofree char *expression =
      ptl_search_statement_make_words ((const char *const *) texts->pdata, texts->len);

  g_string_append (words->text, "SELECT rowid >> 32, ifnull (host_id, 0),"
                                " ifnull (port_id, 0), snippet (search, 0, '', '', '…',"
                                " 12) FROM search WHERE search MATCH ?"
                                " ORDER BY rowid DESC LIMIT ?");
  ptl_search_statement_add_text (words, expression);
  ptl_search_statement_add_int (words, MAX_WORDS);
  return words;
}

PtlSearchPlan *
ptl_search_plan_new (const PtlFilter *filter, guint max_hits)
{
  PtlSearchPlan *self = g_new0 (PtlSearchPlan, 1);
  PtlFilterLevel level = ptl_filter_get_level (filter);

  self->max_hits = max_hits;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  collect_texts (filter, self->texts);
  if (level == PTL_FILTER_LEVEL_SESSION)
    self->statements[PTL_FILTER_LEVEL_SESSION] =
        ptl_search_sql_new (filter, PTL_FILTER_LEVEL_SESSION);
  if (level <= PTL_FILTER_LEVEL_HOST && asks_of_hosts (filter, level))
    self->statements[PTL_FILTER_LEVEL_HOST] =
        ptl_search_sql_new (filter, PTL_FILTER_LEVEL_HOST);
  if (level == PTL_FILTER_LEVEL_PORT ||
      ptl_filter_asks (filter, PTL_FILTER_FIELD_ANY, -1))
    self->statements[PTL_FILTER_LEVEL_PORT] =
        ptl_search_sql_new (filter, PTL_FILTER_LEVEL_PORT);
  if (self->texts->len > 0)
    self->words = make_words (self->texts);
  return self;
}

void
ptl_search_plan_free (PtlSearchPlan *self)
{
  for (guint i = 0; i < N_LEVELS; i++)
    g_clear_pointer (&self->statements[i], ptl_search_statement_free);
  g_clear_pointer (&self->words, ptl_search_statement_free);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

gboolean
ptl_search_plan_needs_index (const PtlSearchPlan *self)
{
  return self->texts->len > 0;
}

/* --- reading answers --- */

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->hit, ptl_search_hit_free);
  g_free (found);
}

static PtlService *
read_service (PtlQuery *query)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_TABLE);

  if (!ptl_service_outcome_parse (ptl_query_get_text (query, COLUMN_OUTCOME),
                                  &service->outcome) ||
      !ptl_tunnel_parse (ptl_query_get_text (query, COLUMN_TUNNEL), &service->tunnel))
    return NULL;

  service->name = ptl_query_dup_text (query, COLUMN_NAME);
  service->product = ptl_query_dup_text (query, COLUMN_PRODUCT);
  service->version = ptl_query_dup_text (query, COLUMN_VERSION);
  service->extra_info = ptl_query_dup_text (query, COLUMN_EXTRA_INFO);
  return g_steal_pointer (&service);
}

/* Returns: FALSE if the row is damaged */
static gboolean
read_port (PtlQuery *query, Found *found)
{
  PtlSearchHit *hit = found->hit;

  found->port_id = ptl_query_get_int (query, COLUMN_PORT_ID);
  hit->has_port = TRUE;
  hit->service = read_service (query);
  return ptl_protocol_parse (ptl_query_get_text (query, COLUMN_PROTOCOL),
                             &hit->protocol) &&
         ptl_port_columns_read_number (query, COLUMN_NUMBER, &hit->port) &&
         ptl_port_state_parse (ptl_query_get_text (query, COLUMN_STATE), &hit->state);
}

static gboolean
read_host (PtlQuery *query, Found *found)
{
  found->host_id = ptl_query_get_int (query, COLUMN_HOST_ID);
  found->hit->has_host = TRUE;
  found->hit->hostname = ptl_query_dup_text (query, COLUMN_HOSTNAME);
  return ptl_port_columns_read_address_at (query, COLUMN_ADDRESS, &found->hit->address);
}

/* Returns: (transfer full) (nullable): NULL if the row is damaged */
static Found *
read_found (PtlQuery *query, PtlFilterLevel level)
{
  Found *found = g_new0 (Found, 1);

  found->hit = g_new0 (PtlSearchHit, 1);
  found->hit->session_id = ptl_query_get_int (query, COLUMN_SESSION);
  found->hit->started_us = ptl_query_get_int (query, COLUMN_STARTED);
  found->hit->session_name = ptl_query_dup_text (query, COLUMN_SESSION_NAME);
  if ((level < PTL_FILTER_LEVEL_HOST || read_host (query, found)) &&
      (level < PTL_FILTER_LEVEL_PORT || read_port (query, found)))
    return found;

  found_free (found);
  return NULL;
}

/* Rows that stand for all that is in them. */
typedef struct
{
  GHashTable *sessions; /* gint64 */
  GHashTable *hosts;    /* gint64 */
} Covered;

static gboolean
is_covered (const Covered *covered, PtlQuery *query, PtlFilterLevel level)
{
  gint64 session = ptl_query_get_int (query, COLUMN_SESSION);
  gint64 host =
      level > PTL_FILTER_LEVEL_SESSION ? ptl_query_get_int (query, COLUMN_HOST_ID) : 0;

  return g_hash_table_contains (covered->sessions, &session) ||
         g_hash_table_contains (covered->hosts, &host);
}

static void
cover (const Covered *covered, const Found *found, PtlFilterLevel level)
{
  if (level == PTL_FILTER_LEVEL_SESSION)
    g_hash_table_add (covered->sessions,
                      g_memdup2 (&found->hit->session_id, sizeof (gint64)));
  else if (level == PTL_FILTER_LEVEL_HOST)
    g_hash_table_add (covered->hosts, g_memdup2 (&found->host_id, sizeof (gint64)));
}

static gboolean
find_level (const PtlSearchPlan *self,
            PtlDatabase *db,
            PtlFilterLevel level,
            const Covered *covered,
            GPtrArray *all,
            GError **error)
{
  const PtlSearchStatement *statement = self->statements[level];
  g_autofree char *order =
      g_strconcat (" ORDER BY s.started_us DESC, s.id DESC", parts[level].order, NULL);
  g_autofree char *sql =
      ptl_search_statement_to_string (statement, parts[level].columns, order);
  g_auto (PtlQuery) query = ptl_query_new_once (db, sql);
  guint n = 0;

  ptl_search_statement_bind (statement, &query);
  while ((self->max_hits == 0 || n < self->max_hits) && ptl_query_next (&query))
    {
      Found *found =
          is_covered (covered, &query, level) ? NULL : read_found (&query, level);

      if (found == NULL)
        continue;
      cover (covered, found, level);
      g_ptr_array_add (all, found);
      n++;
    }

  return ptl_query_finish (&query, error);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = *(const Found *const *) a;
  const Found *y = *(const Found *const *) b;

#define COMPARE(first, second)                                                           \
  if ((first) != (second))                                                               \
  return (first) < (second) ? -1 : 1
  COMPARE (y->hit->started_us, x->hit->started_us);
  COMPARE (y->hit->session_id, x->hit->session_id);
  COMPARE (x->host_id, y->host_id);
  COMPARE (x->hit->protocol, y->hit->protocol);
  COMPARE (x->hit->port, y->hit->port);
#undef COMPARE
  return 0;
}

/* --- the words around --- */

static gboolean
is_in (const char *text, const char *where)
{
  const PtlFilterValue value = { .text = (char *) text };

  return ptl_filter_value_matches_text (&value, PTL_FILTER_OP_CONTAINS, where);
}

/* Whether whoever reads the answer sees why it is one. */
static gboolean
is_seen (const char *text, const PtlSearchHit *hit)
{
  g_autofree char *address = hit->has_host ? ptl_address_to_string (&hit->address) : NULL;
  const PtlService *service = hit->service;

  return is_in (text, hit->session_name) || is_in (text, hit->hostname) ||
         is_in (text, address) ||
         (service != NULL &&
          (is_in (text, service->name) || is_in (text, service->product) ||
           is_in (text, service->version) || is_in (text, service->extra_info)));
}

static gboolean
is_all_seen (const PtlSearchPlan *self, const PtlSearchHit *hit)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (!is_seen (self->texts->pdata[i], hit))
      return FALSE;

  return TRUE;
}

static char *
make_key (gint64 session_id, gint64 host_id, gint64 port_id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          session_id, host_id, port_id);
}

/* Returns: (transfer full) (nullable): key of a row -> the words around */
static GHashTable *
read_words (const PtlSearchPlan *self, PtlDatabase *db, GError **error)
{
  g_autoptr (GHashTable) words =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (PtlQuery) query = ptl_query_new_once (db, self->words->text->str);

  ptl_search_statement_bind (self->words, &query);
  while (ptl_query_next (&query))
    g_hash_table_insert (words,
                         make_key (ptl_query_get_int (&query, 0),
                                   ptl_query_get_int (&query, 1),
                                   ptl_query_get_int (&query, 2)),
                         ptl_query_dup_text (&query, 3));

  return ptl_query_finish (&query, error) ? g_steal_pointer (&words) : NULL;
}

/* Reads them once, for the first answer that is not plain by itself. */
static gboolean
add_words (const PtlSearchPlan *self, PtlDatabase *db, GPtrArray *all, GError **error)
{
  g_autoptr (GHashTable) words = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      Found *found = all->pdata[i];
      g_autofree char *key =
          make_key (found->hit->session_id, found->host_id, found->port_id);

      if (is_all_seen (self, found->hit))
        continue;
      if (words == NULL && (words = read_words (self, db, error)) == NULL)
        return FALSE;
      found->hit->words = g_strdup (g_hash_table_lookup (words, key));
    }

  return TRUE;
}

/* --- both answers --- */

static GHashTable *
new_ids (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static GPtrArray *
take_hits (GPtrArray *all)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_search_hit_free);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (hits, g_steal_pointer (&((Found *) all->pdata[i])->hit));
  return hits;
}

GPtrArray *
ptl_search_plan_find (const PtlSearchPlan *self, PtlDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GHashTable) sessions = new_ids ();
  g_autoptr (GHashTable) hosts = new_ids ();
  const Covered covered = { sessions, hosts };

  if (!ptl_search_functions_register (db, error))
    return NULL;

  for (guint level = 0; level < N_LEVELS; level++)
    if (self->statements[level] != NULL &&
        !find_level (self, db, (PtlFilterLevel) level, &covered, all, error))
      return NULL;

  g_ptr_array_sort (all, compare_found);
  if (self->max_hits > 0 && all->len > self->max_hits)
    g_ptr_array_set_size (all, (int) self->max_hits);
  if (self->words != NULL && !add_words (self, db, all, error))
    return NULL;

  return take_hits (all);
}

GArray *
ptl_search_plan_find_sessions (const PtlSearchPlan *self, PtlDatabase *db, GError **error)
{
  g_autoptr (GHashTable) known = new_ids ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!ptl_search_functions_register (db, error))
    return NULL;

  for (guint level = 0; level < N_LEVELS; level++)
    {
      const PtlSearchStatement *statement = self->statements[level];
      g_autofree char *sql =
          statement != NULL
              ? ptl_search_statement_to_string (statement, "DISTINCT s.id", "")
              : NULL;
      g_auto (PtlQuery) query = { NULL };

      if (statement == NULL)
        continue;
      query = ptl_query_new_once (db, sql);
      ptl_search_statement_bind (statement, &query);
      while (ptl_query_next (&query))
        {
          gint64 id = ptl_query_get_int (&query, 0);

          if (g_hash_table_add (known, g_memdup2 (&id, sizeof id)))
            g_array_append_val (ids, id);
        }
      if (!ptl_query_finish (&query, error))
        return NULL;
    }

  return g_steal_pointer (&ids);
}
