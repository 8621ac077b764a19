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

char *
ptl_baseline_get_key (const PtlScanOptions *options)
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
  g_autofree char *key = ptl_baseline_get_key (info->options);
  PtlSessionInfo *found = NULL;

  for (guint i = 0; key != NULL && i < sessions->len; i++)
    {
      PtlSessionInfo *other = sessions->pdata[i];
      g_autofree char *other_key = NULL;

      if (other->id == info->id || !has_ended (other) ||
          other->started_us >= info->started_us ||
          (found != NULL && other->started_us <= found->started_us))
        continue;

      other_key = ptl_baseline_get_key (other->options);
      if (g_strcmp0 (key, other_key) == 0)
        found = other;
    }

  return found;
}
