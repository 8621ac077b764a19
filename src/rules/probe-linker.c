/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-linker.c: the blocks of all files become the probes of the database.
 *
 * The files are walked from the highest layer down; the first block with a protocol and
 * payload becomes the probe, those of other files are absorbed by it. */
#include "rules/probe-linker.h"

#include <glib/gi18n-lib.h>

/* Highest layer first; files of one layer stay in the order they were loaded. */
static void
order_files (GPtrArray *files)
{
  g_autofree gpointer *loaded = g_memdup2 (files->pdata, files->len * sizeof (gpointer));
  guint n = 0;

  for (guint layer = PTL_N_RULE_LAYERS; layer-- > 0;)
    for (guint i = 0; i < files->len; i++)
      if (((PtlProbeFile *) loaded[i])->layer == layer)
        files->pdata[n++] = loaded[i];
}

static guint
hash_request (gconstpointer data)
{
  const PtlProbe *probe = data;

  return g_bytes_hash (probe->payload) * PTL_N_PROTOCOLS + probe->protocol;
}

static gboolean
is_same_request (gconstpointer a, gconstpointer b)
{
  const PtlProbe *one = a;
  const PtlProbe *other = b;

  return one->protocol == other->protocol && g_bytes_equal (one->payload, other->payload);
}

static void
place_block (PtlProbeLinker *self, GHashTable *requests, PtlProbe *block)
{
  PtlProbe *probe = g_hash_table_lookup (requests, block);

  if (probe != NULL && probe->file != block->file)
    {
      ptl_probe_absorb (probe, block);
      return;
    }

  if (probe == NULL)
    g_hash_table_add (requests, block);
  if (ptl_probe_is_null (block))
    self->null_probe = block;
  else
    g_ptr_array_add (self->probes, block);
}

static void
place_blocks (PtlProbeLinker *self)
{
  g_autoptr (GHashTable) requests = g_hash_table_new (hash_request, is_same_request);

  for (guint i = 0; i < self->files->len; i++)
    {
      const PtlProbeFile *file = self->files->pdata[i];

      for (guint j = 0; j < file->probes->len; j++)
        place_block (self, requests, file->probes->pdata[j]);
    }
}

static PtlProbe *
find_in_file (const PtlProbeFile *file, PtlProtocol protocol, const char *name)
{
  PtlProbe *block = ptl_probe_file_find (file, protocol, name);

  return block != NULL ? block->merged_into : NULL;
}

PtlProbe *
ptl_probe_linker_find (GPtrArray *files, PtlProtocol protocol, const char *name)
{
  PtlProbe *probe = NULL;

  for (guint i = 0; probe == NULL && i < files->len; i++)
    probe = find_in_file (files->pdata[i], protocol, name);

  return probe;
}

/* In its own file first, as the author meant it; the probe's protocol before the other.
 */
static PtlProbe *
resolve (PtlProbeLinker *self, const PtlProbe *probe, const PtlFallback *fallback)
{
  PtlProtocol other =
      probe->protocol == PTL_PROTOCOL_TCP ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP;
  PtlProbe *found = find_in_file (fallback->file, probe->protocol, fallback->name);

  if (found == NULL)
    found = find_in_file (fallback->file, other, fallback->name);
  if (found == NULL)
    found = ptl_probe_linker_find (self->files, probe->protocol, fallback->name);
  if (found == NULL)
    found = ptl_probe_linker_find (self->files, other, fallback->name);
  return found;
}

static void
add_to_chain (PtlProbe *self, PtlProbe *probe)
{
  if (!g_ptr_array_find (self->chain, probe, NULL))
    g_ptr_array_add (self->chain, probe);
}

static gboolean
report_unknown (PtlProbeLinker *self,
                const PtlFallback *unknown,
                gboolean strict,
                GError **error)
{
  g_autofree char *reason = g_strdup_printf (_ ("no probe is called %s"), unknown->name);
  PtlRuleProblem *problem =
      ptl_rule_problem_new (unknown->file->name, unknown->line, unknown->column, reason);

  g_ptr_array_add (self->problems, problem);
  if (!strict)
    return TRUE;

  g_clear_pointer (&reason, g_free);
  reason = ptl_rule_problem_to_string (problem);
  return ptl_line_fail (reason, error);
}

static gboolean
link_probe (PtlProbeLinker *self, PtlProbe *probe, gboolean strict, GError **error)
{
  ptl_probe_seal (probe);
  probe->chain = g_ptr_array_new ();
  add_to_chain (probe, probe);
  for (guint i = 0; i < probe->fallbacks->len; i++)
    {
      const PtlFallback *fallback = probe->fallbacks->pdata[i];
      PtlProbe *found = resolve (self, probe, fallback);

      if (found != NULL)
        add_to_chain (probe, found);
      else if (!report_unknown (self, fallback, strict, error))
        return FALSE;
    }

  if (self->null_probe != NULL && probe->protocol == PTL_PROTOCOL_TCP)
    add_to_chain (probe, self->null_probe);
  return TRUE;
}

gboolean
ptl_probe_linker_run (PtlProbeLinker *self, gboolean strict, GError **error)
{
  order_files (self->files);
  place_blocks (self);
  if (self->null_probe != NULL && !link_probe (self, self->null_probe, strict, error))
    return FALSE;

  for (guint i = 0; i < self->probes->len; i++)
    if (!link_probe (self, self->probes->pdata[i], strict, error))
      return FALSE;

  return TRUE;
}
