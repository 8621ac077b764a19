/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/retention.c: how long sessions are kept. */
#include "model/retention.h"

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const PtlSessionInfo *x = *(const PtlSessionInfo *const *) a;
  const PtlSessionInfo *y = *(const PtlSessionInfo *const *) b;

  if (x->started_us != y->started_us)
    return x->started_us > y->started_us ? -1 : 1;

  return x->id > y->id ? -1 : x->id < y->id;
}

static gboolean
is_protected (const PtlSessionInfo *info)
{
  return info->state == PTL_SESSION_STATE_RUNNING ||
         info->state == PTL_SESSION_STATE_PAUSED || info->notes != NULL ||
         (info->tags != NULL && info->tags[0] != NULL);
}

/* @rank: of the sessions of the same targets, 0 for the newest */
static gboolean
is_over (const PtlRetention *self, const PtlSessionInfo *info, guint rank, gint64 now_us)
{
  if (rank == 0 || is_protected (info))
    return FALSE;
  if (self->n_sessions > 0 && rank >= self->n_sessions)
    return TRUE;

  return self->n_days > 0 && now_us - info->started_us > self->n_days * G_TIME_SPAN_DAY;
}

/* Returns: (transfer full) (element-type PtlSessionInfo): a set */
static GHashTable *
find_over (const PtlRetention *self, GPtrArray *sorted, gint64 now_us)
{
  g_autoptr (GHashTable) ranks =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *over = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sorted->len; i++)
    {
      PtlSessionInfo *info = sorted->pdata[i];
      char *targets = ptl_scan_options_get_targets_text (info->options);
      guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, targets));

      if (is_over (self, info, rank, now_us))
        g_hash_table_add (over, info);
      g_hash_table_replace (ranks, targets, GUINT_TO_POINTER (rank + 1));
    }

  return over;
}

GPtrArray *
ptl_retention_choose (const PtlRetention *self, GPtrArray *sessions, gint64 now_us)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) over = NULL;
  GPtrArray *chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);

  for (guint i = 0; i < sessions->len; i++)
    g_ptr_array_add (sorted, sessions->pdata[i]);
  g_ptr_array_sort (sorted, compare_newest_first);
  over = find_over (self, sorted, now_us);
  for (guint i = 0; i < sessions->len; i++)
    if (g_hash_table_contains (over, sessions->pdata[i]))
      g_ptr_array_add (chosen, ptl_session_info_ref (sessions->pdata[i]));

  return chosen;
}
