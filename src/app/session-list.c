/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-list.c: a GListStore of sessions, newest first. */
#include "app/session-list.h"

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PtlSessionInfo *info_a = ptl_session_item_get_info ((PtlSessionItem *) a);
  const PtlSessionInfo *info_b = ptl_session_item_get_info ((PtlSessionItem *) b);

  return (info_a->started_us < info_b->started_us) -
         (info_a->started_us > info_b->started_us);
}

void
ptl_session_list_add (GListStore *list, PtlSessionItem *item)
{
  g_list_store_insert_sorted (list, item, compare_items, NULL);
}

void
ptl_session_list_remove (GListStore *list, gint64 id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; id != 0 && i < n_items; i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (ptl_session_item_get_info (item)->id == id)
        {
          g_list_store_remove (list, i);
          return;
        }
    }
}

static GHashTable *
index_infos (GPtrArray *infos)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < infos->len; i++)
    {
      PtlSessionInfo *info = infos->pdata[i];

      g_hash_table_insert (by_id, &info->id, info);
    }

  return by_id;
}

/* Returns: whether the item stays */
static gboolean
update_item (PtlSessionItem *item, PtlSessionInfo *info)
{
  if (ptl_session_item_is_running (item))
    return TRUE;

  if (info != NULL)
    ptl_session_item_set_info (item, info);
  return info != NULL || ptl_session_item_get_info (item)->id == 0;
}

/* Updates the items of the list and takes what they stand for out of @missing. */
static void
update_items (GListStore *list, GHashTable *missing)
{
  guint i = 0;

  while (i < g_list_model_get_n_items (G_LIST_MODEL (list)))
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      gint64 id = ptl_session_item_get_info (item)->id;

      if (update_item (item, g_hash_table_lookup (missing, &id)))
        i++;
      else
        g_list_store_remove (list, i);
      g_hash_table_remove (missing, &id);
    }
}

void
ptl_session_list_merge (GListStore *list, GPtrArray *infos, gint64 left_out)
{
  g_autoptr (GHashTable) missing = index_infos (infos);

  g_hash_table_remove (missing, &left_out);
  update_items (list, missing);
  for (guint i = 0; i < infos->len; i++)
    {
      PtlSessionInfo *info = infos->pdata[i];
      g_autoptr (PtlSessionItem) item = NULL;

      if (!g_hash_table_contains (missing, &info->id))
        continue;

      item = ptl_session_item_new (info);
      ptl_session_list_add (list, item);
    }
}
