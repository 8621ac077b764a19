/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-db.c: the probe database: probes and match rules of one or more layers. */
#include "rules/probe-db.h"

#include "base/file.h"
#include "model/names.h"
#include "rules/probe-file.h"
#include "rules/probe-linker.h"

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

  GMutex faults_lock;
  GPtrArray *faults; /* PtlRuleProblem: of patterns, found while matching */
};

static GPtrArray *
new_problems (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
}

PtlProbeDb *
ptl_probe_db_new (void)
{
  PtlProbeDb *self = g_new0 (PtlProbeDb, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_probe_file_free);
  self->problems = new_problems ();
  g_mutex_init (&self->faults_lock);
  self->faults = new_problems ();
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
  g_ptr_array_unref (self->faults);
  g_mutex_clear (&self->faults_lock);
  g_free (self);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *contents;
  gsize len;

  if (ptl_file_read (path, PTL_PROBE_FILE_MAX, &contents, &len, &cause))
    return g_bytes_new_take (contents, len);

  g_set_error_literal (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ,
                       cause->message);
  return NULL;
}

/* Takes @file, if there is one. */
static gboolean
add_file (PtlProbeDb *self, PtlProbeFile *file)
{
  g_return_val_if_fail (!self->sealed, FALSE);

  if (file == NULL)
    return FALSE;

  g_ptr_array_add (self->files, file);
  g_ptr_array_extend_and_steal (self->problems, g_steal_pointer (&file->problems));
  return TRUE;
}

gboolean
ptl_probe_db_load_file_unchecked (PtlProbeDb *self,
                                  const char *path,
                                  PtlRuleLayer layer,
                                  GError **error)
{
  g_autoptr (GBytes) text = read_file (path, error);

  return text != NULL &&
         add_file (self, ptl_probe_file_parse (text, path, layer, TRUE, error));
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
  g_autoptr (PtlProbeFile) file = ptl_probe_file_parse (text, name, layer, strict, error);

  if (file == NULL || (strict && !ptl_probe_file_check (file, error)))
    return FALSE;

  return add_file (self, g_steal_pointer (&file));
}

gboolean
ptl_probe_db_seal (PtlProbeDb *self, gboolean strict, GError **error)
{
  PtlProbeLinker linker = { self->files, self->probes, NULL, self->problems };
  gboolean ok;

  g_return_val_if_fail (!self->sealed, FALSE);

  self->sealed = TRUE;
  ok = ptl_probe_linker_run (&linker, strict, error);
  self->null_probe = linker.null_probe;
  return ok;
}

static void
check_rules (PtlProbeDb *self, GPtrArray *rules)
{
  for (guint i = 0;
       rules != NULL && i < rules->len && self->problems->len < PTL_PROBE_DB_MAX_PROBLEMS;
       i++)
    {
      PtlRuleProblem *problem = ptl_rule_check (rules->pdata[i], TRUE);

      if (problem != NULL)
        g_ptr_array_add (self->problems, problem);
    }
}

void
ptl_probe_db_compile (PtlProbeDb *self, PtlRuleLayer layer)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const PtlProbeFile *file = self->files->pdata[i];

      /* Once sealed, a probe has the rules of other files that ask the same. */
      for (guint j = 0; j < file->probes->len; j++)
        check_rules (self, ((PtlProbe *) file->probes->pdata[j])->rules[layer]);
    }
}

void
ptl_probe_db_add_fault (PtlProbeDb *self, const PtlRule *rule)
{
  g_autoptr (PtlRuleProblem) problem = ptl_rule_check (rule, FALSE);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->faults_lock);

  if (problem != NULL && self->faults->len < PTL_PROBE_DB_MAX_PROBLEMS)
    g_ptr_array_add (self->faults, g_steal_pointer (&problem));
}

GPtrArray *
ptl_probe_db_take_faults (PtlProbeDb *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->faults_lock);
  GPtrArray *taken = g_steal_pointer (&self->faults);

  self->faults = new_problems ();
  return taken;
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
  return ptl_probe_linker_find (self->files, protocol, name);
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

/* Returns: (nullable): the file whose Exclude line is in force */
static PtlProbeFile *
find_excluding (PtlProbeDb *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      PtlProbeFile *file = self->files->pdata[i];

      if (file->exclude != NULL)
        return file;
    }

  return NULL;
}

const char *
ptl_probe_db_get_exclude (PtlProbeDb *self)
{
  const PtlProbeFile *file = find_excluding (self);

  return file != NULL ? file->exclude : NULL;
}

void
ptl_probe_db_set_exclude_aside (PtlProbeDb *self, gsize offset, const char *reason)
{
  PtlProbeFile *file = find_excluding (self);

  g_return_if_fail (file != NULL);

  g_ptr_array_add (self->problems,
                   ptl_rule_problem_new (file->name, file->exclude_line,
                                         file->exclude_column + (guint) offset, reason));
  g_clear_pointer (&file->exclude, g_free);
}
