/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/baseline.c: the earlier session that a filter's "new" is asked against. */
#include "filter/baseline.h"

#include <string.h>

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Appends the texts in order, each once. */
static void
append_sorted (GString *key, GPtrArray *texts, gboolean are_targets)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  const char *last = "";

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (sorted, are_targets ? g_ascii_strdown (texts->pdata[i], -1)
                                         : g_strdup (texts->pdata[i]));
  g_ptr_array_sort (sorted, compare_texts);
  for (guint i = 0; i < sorted->len; i++)
    {
      if (strcmp (sorted->pdata[i], last) != 0)
        g_string_append_printf (key, "%s\n", (const char *) sorted->pdata[i]);
      last = sorted->pdata[i];
    }
}

/* Returns: (transfer full) (nullable): the same text for the same targets; NULL: none are
 * known */
static char *
get_key (const PtlScanOptions *options)
{
  GString *key;

  if (options->targets->len + options->target_files->len == 0)
    return NULL;

  key = g_string_new (NULL);
  append_sorted (key, options->targets, TRUE);
  g_string_append (key, "-iL\n");
  append_sorted (key, options->target_files, FALSE);
  return g_string_free (key, FALSE);
}

static gboolean
has_ended (const PtlSessionInfo *info)
{
  return info->state != PTL_SESSION_STATE_RUNNING &&
         info->state != PTL_SESSION_STATE_PAUSED;
}

PtlSessionInfo *
ptl_baseline_find (GPtrArray *sessions, const PtlSessionInfo *info)
{
  g_autofree char *key = get_key (info->options);
  PtlSessionInfo *found = NULL;

  for (guint i = 0; key != NULL && i < sessions->len; i++)
    {
      PtlSessionInfo *other = sessions->pdata[i];
      g_autofree char *other_key = NULL;

      if (other->id == info->id || !has_ended (other) ||
          other->started_us >= info->started_us ||
          (found != NULL && other->started_us <= found->started_us))
        continue;

      other_key = get_key (other->options);
      if (g_strcmp0 (key, other_key) == 0)
        found = other;
    }

  return found;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const PtlSessionInfo *x = *(const PtlSessionInfo *const *) a;
  const PtlSessionInfo *y = *(const PtlSessionInfo *const *) b;

  return (x->started_us > y->started_us) - (x->started_us < y->started_us);
}

/* The last session of some targets, and of those that began at the same time before. */
typedef struct
{
  const PtlSessionInfo *last;
  const PtlSessionInfo *before; /* (nullable) */
} Series;

static void
add_to_series (GHashTable *series, GHashTable *found, const PtlSessionInfo *info)
{
  g_autofree char *key = get_key (info->options);
  Series *of_key = key != NULL ? g_hash_table_lookup (series, key) : NULL;
  const PtlSessionInfo *baseline = NULL;

  if (of_key != NULL)
    baseline =
        of_key->last->started_us < info->started_us ? of_key->last : of_key->before;
  if (baseline != NULL)
    g_hash_table_insert (found, g_memdup2 (&info->id, sizeof info->id),
                         g_memdup2 (&baseline->id, sizeof baseline->id));
  if (key == NULL || !has_ended (info))
    return;

  if (of_key == NULL)
    {
      of_key = g_new0 (Series, 1);
      g_hash_table_insert (series, g_steal_pointer (&key), of_key);
    }
  of_key->before = baseline;
  of_key->last = info;
}

GHashTable *
ptl_baseline_find_all (GPtrArray *sessions)
{
  GHashTable *found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) series =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_ptr_array_extend (sorted, sessions, NULL, NULL);
  g_ptr_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    add_to_series (series, found, sorted->pdata[i]);
  return found;
}

gboolean
ptl_baseline_lacks (PtlSession *baseline,
                    const PtlAddress *address,
                    PtlProtocol protocol,
                    guint16 port)
{
  const PtlHost *host = ptl_session_find_host (baseline, address);
  const PtlPort *known = host != NULL ? ptl_host_find_port (host, protocol, port) : NULL;

  return ptl_session_covers (baseline, address, protocol, port) &&
         (known == NULL || known->state != PTL_PORT_STATE_OPEN);
}
