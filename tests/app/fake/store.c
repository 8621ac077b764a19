/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/store.c: store/store.h in memory, with some sessions of the past. */
#include "store/search.h"
#include "store/store-places.h"

#include "fake.h"

typedef struct
{
  PtlSessionInfo *info;
  GPtrArray *facts;
} Entry;

struct _PtlStore
{
  GObject parent_instance;

  GPtrArray *entries;
  gint64 last_id;
};

static guint changed_signal;

G_DEFINE_QUARK (ptl_store_error, ptl_store_error)
G_DEFINE_FINAL_TYPE (PtlStore, ptl_store, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ptl_session_info_unref (entry->info);
  g_ptr_array_unref (entry->facts);
  g_free (entry);
}

static void
ptl_store_finalize (GObject *object)
{
  g_ptr_array_unref (PTL_STORE (object)->entries);
  G_OBJECT_CLASS (ptl_store_parent_class)->finalize (object);
}

static void
ptl_store_class_init (PtlStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_store_finalize;
  changed_signal = g_signal_new ("sessions-changed", PTL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("failed", PTL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ptl_store_init (PtlStore *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

static Entry *
add_entry (PtlStore *self, PtlSessionInfo *info)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->info = ptl_session_info_copy (info);
  entry->info->id = ++self->last_id;
  entry->facts = ptl_fact_array_new ();
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static Entry *
find_entry (PtlStore *self, gint64 id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) self->entries->pdata[i])->info->id == id)
      return self->entries->pdata[i];

  return NULL;
}

static void
add_past (PtlStore *self,
          const char *name,
          const char *target,
          gint64 ago_s,
          PtlSessionState state)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = NULL;
  Entry *entry;

  g_ptr_array_add (options->targets, g_strdup (target));
  info = ptl_session_info_new (name, options);
  info->state = state;
  info->started_us = g_get_real_time () - ago_s * G_USEC_PER_SEC;
  info->finished_us = info->started_us + 14 * G_USEC_PER_SEC;
  info->n_hosts_up = g_str_equal (target, "down") ? 0 : 1;
  info->n_open_ports = info->n_hosts_up * 12;
  entry = add_entry (self, info);
  g_clear_pointer (&entry->facts, g_ptr_array_unref);
  entry->facts = fake_make_facts (options->targets);
}

static void
add_all_past (PtlStore *self)
{
  add_past (self, "nas.example", "nas.example", 35 * 60, PTL_SESSION_STATE_FINISHED);
  add_past (self, "Printer room, after the move", "hostile", 5 * 3600,
            PTL_SESSION_STATE_STOPPED);
  add_past (self, "192.0.2.0/24", "gateway", 26 * 3600, PTL_SESSION_STATE_FINISHED);
  add_past (self, "db1.example db2.example db3.example", "db1.example", 90 * 3600,
            PTL_SESSION_STATE_RUNNING);
  add_past (self, "203.0.113.9", "down", 400 * 24 * 3600, PTL_SESSION_STATE_FINISHED);
}

void
ptl_store_open_async (const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PtlStore *self = g_object_new (PTL_TYPE_STORE, NULL);

  if (g_getenv ("FAKE_EMPTY") == NULL)
    add_all_past (self);
  g_task_return_pointer (task, self, g_object_unref);
}

PtlStore *
ptl_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
say_done (PtlStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

void
ptl_store_close_async (PtlStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  say_done (self, callback, user_data);
}

gboolean
ptl_store_close_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
give_info (PtlStore *self, Entry *entry, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_pointer (task, ptl_session_info_copy (entry->info),
                         (GDestroyNotify) ptl_session_info_unref);
  g_signal_emit (self, changed_signal, 0);
}

void
ptl_store_begin_async (PtlStore *self,
                       PtlSessionInfo *info,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  give_info (self, add_entry (self, info), callback, user_data);
}

PtlSessionInfo *
ptl_store_begin_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_append (PtlStore *self, gint64 id, GPtrArray *facts)
{
  Entry *entry = find_entry (self, id);

  for (guint i = 0; i < facts->len; i++)
    g_ptr_array_add (entry->facts, ptl_fact_ref (facts->pdata[i]));
}

static PtlSession *
load (Entry *entry, gboolean with_responses)
{
  PtlSession *session = ptl_session_new (entry->info, with_responses);

  ptl_session_apply_all (session, entry->facts);
  return session;
}

void
ptl_store_end_async (PtlStore *self,
                     gint64 id,
                     PtlSessionState state,
                     gint64 finished_us,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Entry *entry = find_entry (self, id);
  g_autoptr (PtlSession) session = load (entry, FALSE);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  entry->info->state = state;
  entry->info->finished_us = finished_us;
  entry->info->n_hosts_up = hosts->len;
  for (guint i = 0; i < hosts->len; i++)
    entry->info->n_open_ports += ((PtlHost *) hosts->pdata[i])->n_open;
  give_info (self, entry, callback, user_data);
}

PtlSessionInfo *
ptl_store_end_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_fact (PtlFact *fact, gpointer user_data)
{
  g_ptr_array_add (user_data, ptl_fact_ref (fact));
}

void
ptl_store_save_async (PtlStore *self,
                      PtlSession *session,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Entry *entry = add_entry (self, ptl_session_get_info (session));

  ptl_session_foreach_fact (session, keep_fact, entry->facts);
  g_signal_emit (self, changed_signal, 0);
  g_task_return_pointer (task, ptl_session_info_ref (entry->info),
                         (GDestroyNotify) ptl_session_info_unref);
}

PtlSessionInfo *
ptl_store_save_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_list_async (PtlStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *infos =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (infos,
                     ptl_session_info_copy (((Entry *) self->entries->pdata[i])->info));
  g_task_return_pointer (task, infos, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_store_list_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The predicate over each session, as the store's own tests hold it to answer. */
static gboolean
is_found (const PtlFilter *filter, PtlSession *session)
{
  PtlFilterRow row = { .session = ptl_session_get_info (session) };
  GPtrArray *hosts = ptl_session_get_hosts (session);
  gboolean found = ptl_filter_match (filter, &row);

  for (guint i = 0; !found && i < hosts->len; i++)
    {
      row.host = hosts->pdata[i];
      row.port = NULL;
      found = ptl_filter_match (filter, &row);
      for (guint j = 0; !found && j < row.host->ports->len; j++)
        {
          row.port = row.host->ports->pdata[j];
          found = ptl_filter_match (filter, &row);
        }
    }
  return found;
}

void
ptl_store_search_sessions_async (PtlStore *self,
                                 const PtlFilter *filter,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (PtlSession) session = load (entry, TRUE);

      if (is_found (filter, session))
        g_array_append_val (ids, entry->info->id);
    }
  g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
}

GArray *
ptl_store_search_sessions_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_load_async (PtlStore *self,
                      gint64 id,
                      gboolean with_responses,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Entry *entry = find_entry (self, id);

  if (entry != NULL)
    g_task_return_pointer (task, load (entry, with_responses), g_object_unref);
  else
    g_task_return_new_error (task, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND,
                             "no such session");
}

PtlSession *
ptl_store_load_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_load_responses_async (PtlStore *self,
                                gint64 id,
                                const PtlAddress *address,
                                PtlProtocol protocol,
                                guint16 port,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Entry *entry = find_entry (self, id);
  GPtrArray *responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  for (guint i = 0; i < entry->facts->len; i++)
    {
      PtlFact *fact = entry->facts->pdata[i];

      if (fact->kind == PTL_FACT_RESPONSE && fact->port == port &&
          fact->protocol == protocol && ptl_address_equal (&fact->address, address))
        g_ptr_array_add (responses, ptl_response_ref (fact->response));
    }

  g_task_return_pointer (task, responses, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_store_load_responses_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_load_trace_async (PtlStore *self,
                            gint64 id,
                            const PtlAddress *address,
                            PtlProtocol protocol,
                            guint16 port,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Entry *entry = find_entry (self, id);
  GPtrArray *facts = ptl_fact_array_new ();

  for (guint i = 0; i < entry->facts->len; i++)
    {
      PtlFact *fact = entry->facts->pdata[i];

      if (fact->kind == PTL_FACT_TRACE && fact->port == port &&
          fact->protocol == protocol && ptl_address_equal (&fact->address, address))
        g_ptr_array_add (facts, ptl_fact_ref (fact));
    }

  g_task_return_pointer (task, facts, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_store_load_trace_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ptl_store_delete_async (PtlStore *self,
                        gint64 id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_ptr_array_remove (self->entries, find_entry (self, id));
  say_done (self, callback, user_data);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
ptl_store_delete_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ptl_store_rename_async (PtlStore *self,
                        gint64 id,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Entry *entry = find_entry (self, id);

  g_free (entry->info->name);
  entry->info->name = g_strdup (name);
  say_done (self, callback, user_data);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
ptl_store_rename_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
ptl_store_get_notice (PtlStore *self)
{
  return g_getenv ("FAKE_NOTICE");
}

gboolean
ptl_store_is_read_only (PtlStore *self)
{
  return FALSE;
}

void
ptl_store_check_async (PtlStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  say_done (self, callback, user_data);
}

gboolean
ptl_store_check_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ptl_store_set_notes_async (PtlStore *self,
                           gint64 id,
                           const PtlAddress *host,
                           const char *notes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Entry *entry = find_entry (self, id);

  g_free (entry->info->notes);
  entry->info->notes = g_strdup (notes);
  say_done (self, callback, user_data);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
ptl_store_set_notes_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ptl_store_set_tags_async (PtlStore *self,
                          gint64 id,
                          const char *const *tags,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Entry *entry = find_entry (self, id);

  g_strfreev (entry->info->tags);
  entry->info->tags = g_strdupv ((char **) tags);
  say_done (self, callback, user_data);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
ptl_store_set_tags_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ptl_place_free (PtlPlace *self)
{
  g_free (self->name);
  g_free (self->product);
  g_free (self->version);
  g_free (self);
}

static void
find_places (PtlStore *self, GBytes *bytes, guint reply, GPtrArray *places)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      for (guint j = 0; j < entry->facts->len; j++)
        {
          PtlFact *fact = entry->facts->pdata[j];
          PtlPlace *place;

          if (fact->kind != PTL_FACT_RESPONSE ||
              !g_bytes_equal (fact->response->received, bytes))
            continue;
          place = g_new0 (PtlPlace, 1);
          place->reply = reply;
          place->session_id = entry->info->id;
          place->address = fact->address;
          place->protocol = fact->protocol;
          place->port = fact->port;
          g_ptr_array_add (places, place);
        }
    }
}

void
ptl_store_find_places_async (PtlStore *self,
                             GPtrArray *replies,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_place_free);

  for (guint i = 0; i < replies->len; i++)
    find_places (self, replies->pdata[i], i, places);
  g_task_return_pointer (task, places, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
ptl_store_find_places_finish (PtlStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
