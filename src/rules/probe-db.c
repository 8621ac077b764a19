/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-db.c: the probe database: probes and match rules of one or more layers.
 *
 * Sealing walks the files from the highest layer down; the first block with a protocol
 * and payload becomes the probe, those of other files are absorbed by it. */
#include "rules/probe-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "model/names.h"
#include "rules/probe-file.h"

G_DEFINE_QUARK (ptl_probe_db_error, ptl_probe_db_error)

static const char *const layer_names[PTL_N_RULE_LAYERS] = {
  [PTL_RULE_LAYER_SYSTEM] = "system",     [PTL_RULE_LAYER_SHIPPED] = "shipped",
  [PTL_RULE_LAYER_USER] = "user",         [PTL_RULE_LAYER_SESSION] = "session",
  [PTL_RULE_LAYER_DATABASE] = "database",
};

PTL_DEFINE_NAMES (PtlRuleLayer, ptl_rule_layer, layer_names)

struct _PtlProbeDb
{
  gatomicrefcount ref_count;
  GPtrArray *files; /* PtlProbeFile; when sealed, from the highest layer to the lowest */
  GPtrArray *problems;
  gboolean sealed;

  GPtrArray *probes; /* PtlProbe, owned by the files */
  PtlProbe *null_probe;
};

PtlProbeDb *
ptl_probe_db_new (void)
{
  PtlProbeDb *self = g_new0 (PtlProbeDb, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_probe_file_free);
  self->problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  self->probes = g_ptr_array_new ();
  return self;
}

PtlProbeDb *
ptl_probe_db_ref (PtlProbeDb *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ptl_probe_db_unref (PtlProbeDb *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->probes);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* Reads until the end or until it is more than a probe file may be. */
static gboolean
read_all (int fd, GByteArray *text)
{
  guint8 buffer[64 * 1024];
  gssize n;

  while (text->len <= PTL_PROBE_FILE_MAX)
    {
      n = read (fd, buffer, sizeof buffer);
      if (n == 0)
        return TRUE;
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        g_byte_array_append (text, buffer, (guint) n);
    }

  return TRUE;
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && read_all (fd, text);
  int cause = errno;

  if (fd >= 0)
    g_close (fd, NULL);
  if (ok)
    return g_byte_array_free_to_bytes (g_steal_pointer (&text));

  g_set_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ, "%s: %s", path,
               g_strerror (cause));
  return NULL;
}

gboolean
ptl_probe_db_load_file (PtlProbeDb *self,
                        const char *path,
                        PtlRuleLayer layer,
                        gboolean strict,
                        GError **error)
{
  g_autoptr (GBytes) text = read_file (path, error);

  return text != NULL && ptl_probe_db_load_bytes (self, text, path, layer, strict, error);
}

gboolean
ptl_probe_db_load_bytes (PtlProbeDb *self,
                         GBytes *text,
                         const char *name,
                         PtlRuleLayer layer,
                         gboolean strict,
                         GError **error)
{
  PtlProbeFile *file;

  g_return_val_if_fail (!self->sealed, FALSE);

  file = ptl_probe_file_parse (text, name, layer, strict, error);
  if (file == NULL)
    return FALSE;

  g_ptr_array_add (self->files, file);
  g_ptr_array_extend_and_steal (self->problems, g_steal_pointer (&file->problems));
  return TRUE;
}

/* Highest layer first; files of one layer stay in the order they were loaded. */
static void
order_files (PtlProbeDb *self)
{
  GPtrArray *ordered =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_probe_file_free);

  for (guint layer = PTL_N_RULE_LAYERS; layer-- > 0;)
    for (guint i = 0; i < self->files->len; i++)
      {
        PtlProbeFile *file = self->files->pdata[i];

        if (file->layer == layer)
          g_ptr_array_add (ordered, file);
      }

  g_free (g_ptr_array_steal (self->files, NULL));
  g_ptr_array_unref (self->files);
  self->files = ordered;
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
place_block (PtlProbeDb *self, GHashTable *requests, PtlProbe *block)
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
place_blocks (PtlProbeDb *self)
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

static PtlProbe *
find (PtlProbeDb *self, PtlProtocol protocol, const char *name)
{
  PtlProbe *probe = NULL;

  for (guint i = 0; probe == NULL && i < self->files->len; i++)
    probe = find_in_file (self->files->pdata[i], protocol, name);

  return probe;
}

/* In its own file first, as the author meant it; the probe's protocol before the other.
 */
static PtlProbe *
resolve (PtlProbeDb *self, const PtlProbe *probe, const PtlFallback *fallback)
{
  PtlProtocol other =
      probe->protocol == PTL_PROTOCOL_TCP ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP;
  PtlProbe *found = find_in_file (fallback->file, probe->protocol, fallback->name);

  if (found == NULL)
    found = find_in_file (fallback->file, other, fallback->name);
  if (found == NULL)
    found = find (self, probe->protocol, fallback->name);
  if (found == NULL)
    found = find (self, other, fallback->name);
  return found;
}

static void
add_to_chain (PtlProbe *self, PtlProbe *probe)
{
  if (!g_ptr_array_find (self->chain, probe, NULL))
    g_ptr_array_add (self->chain, probe);
}

static gboolean
report_unknown (PtlProbeDb *self,
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
link_probe (PtlProbeDb *self, PtlProbe *probe, gboolean strict, GError **error)
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
ptl_probe_db_seal (PtlProbeDb *self, gboolean strict, GError **error)
{
  g_return_val_if_fail (!self->sealed, FALSE);

  self->sealed = TRUE;
  order_files (self);
  place_blocks (self);
  if (self->null_probe != NULL && !link_probe (self, self->null_probe, strict, error))
    return FALSE;

  for (guint i = 0; i < self->probes->len; i++)
    if (!link_probe (self, self->probes->pdata[i], strict, error))
      return FALSE;

  return TRUE;
}

static void
check_rules (PtlProbeDb *self, GPtrArray *rules)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      PtlRuleProblem *problem = ptl_rule_compile (rules->pdata[i]);

      if (problem == NULL)
        problem = ptl_rule_check_version_info (rules->pdata[i]);
      if (problem != NULL)
        g_ptr_array_add (self->problems, problem);
    }
}

void
ptl_probe_db_compile_all (PtlProbeDb *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const PtlProbeFile *file = self->files->pdata[i];

      for (guint j = 0; j < file->probes->len; j++)
        {
          const PtlProbe *block = file->probes->pdata[j];

          for (guint layer = 0; layer < PTL_N_RULE_LAYERS; layer++)
            check_rules (self, block->rules[layer]);
        }
    }
}

GPtrArray *
ptl_probe_db_get_problems (PtlProbeDb *self)
{
  return self->problems;
}

guint
ptl_probe_db_get_n_probes (PtlProbeDb *self)
{
  return self->probes->len;
}

const PtlProbe *
ptl_probe_db_get_probe (PtlProbeDb *self, guint index)
{
  g_return_val_if_fail (index < self->probes->len, NULL);

  return self->probes->pdata[index];
}

const PtlProbe *
ptl_probe_db_get_null_probe (PtlProbeDb *self)
{
  return self->null_probe;
}

const PtlProbe *
ptl_probe_db_find_probe (PtlProbeDb *self, PtlProtocol protocol, const char *name)
{
  return find (self, protocol, name);
}

static guint
count_rules (const PtlProbe *probe)
{
  guint count = 0;

  for (guint layer = 0; layer < PTL_N_RULE_LAYERS; layer++)
    count += probe->rules[layer] != NULL ? probe->rules[layer]->len : 0;
  return count;
}

guint
ptl_probe_db_get_n_rules (PtlProbeDb *self)
{
  guint count = self->null_probe != NULL ? count_rules (self->null_probe) : 0;

  for (guint i = 0; i < self->probes->len; i++)
    count += count_rules (self->probes->pdata[i]);
  return count;
}

const char *
ptl_probe_db_get_exclude (PtlProbeDb *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const PtlProbeFile *file = self->files->pdata[i];

      if (file->exclude != NULL)
        return file->exclude;
    }

  return NULL;
}
