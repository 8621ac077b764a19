/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-layers.c: the probe database a scan uses: Nmap's installed file, ours, the
 * person's. */
#include "runner/rule-layers.h"

#include <glib/gi18n-lib.h>

#include "runner/data-files.h"
#include "runner/service-list.h"
#include "scan/port-spec.h"

/* A file that nobody named, and that may be missing or faulty. */
static void
add_lenient (PtlProbeDb *db, const char *path, PtlRuleLayer layer)
{
  g_autoptr (GError) error = NULL;

  if (path != NULL && !ptl_probe_db_load_file (db, path, layer, FALSE, &error))
    g_ptr_array_add (ptl_probe_db_get_problems (db),
                     ptl_rule_problem_new (path, 1, 1, error->message));
}

/* Files the person named; their patterns are compiled when all are there. */
static gboolean
add_named (PtlProbeDb *db, GPtrArray *paths, PtlRuleLayer layer, GError **error)
{
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    if (!ptl_probe_db_load_file_unchecked (db, paths->pdata[i], layer, error))
      return FALSE;

  return TRUE;
}

/* A file of rules that is not saved yet. */
typedef struct
{
  GBytes *text;
  const char *path;
} Draft;

static gboolean
add_draft (PtlProbeDb *db, const Draft *draft, GError **error)
{
  return ptl_probe_db_load_bytes (db, draft->text, draft->path, PTL_RULE_LAYER_USER, TRUE,
                                  error);
}

/* @draft: (nullable): takes the place of the file of that name */
static gboolean
add_user_layer (PtlProbeDb *db, const Draft *draft, GError **error)
{
  g_autoptr (GPtrArray) user = ptl_data_files_get_user_rules ();
  const Draft *missing = draft;

  for (guint i = 0; i < user->len; i++)
    {
      if (draft == NULL || !g_str_equal (user->pdata[i], draft->path))
        {
          add_lenient (db, user->pdata[i], PTL_RULE_LAYER_USER);
          continue;
        }
      if (!add_draft (db, draft, error))
        return FALSE;
      missing = NULL;
    }

  return missing == NULL || add_draft (db, missing, error);
}

static gboolean
add_default_layers (PtlProbeDb *db, const Draft *draft, GError **error)
{
  g_autofree char *system = ptl_data_files_find_nmap ("nmap-service-probes");
  g_autofree char *shipped = ptl_data_files_find ("probes/portolan-probes");

  if (system == NULL && shipped == NULL)
    {
      g_set_error_literal (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ,
                           _ ("the probe database is not installed"));
      return FALSE;
    }

  add_lenient (db, system, PTL_RULE_LAYER_SYSTEM);
  add_lenient (db, shipped, PTL_RULE_LAYER_SHIPPED);
  return add_user_layer (db, draft, error);
}

static gboolean
has_path (GPtrArray *paths, const char *path)
{
  return paths != NULL &&
         g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL);
}

/* Whether nothing is wrong with the files the person named. */
static gboolean
check_named (PtlProbeDb *db, GPtrArray *paths, GError **error)
{
  GPtrArray *problems = ptl_probe_db_get_problems (db);

  for (guint i = 0; i < problems->len; i++)
    {
      const PtlRuleProblem *problem = problems->pdata[i];
      g_autofree char *text = NULL;

      if (!has_path (paths, problem->file))
        continue;

      text = ptl_rule_problem_to_string (problem);
      g_set_error_literal (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX, text);
      return FALSE;
    }

  return TRUE;
}

/* Names of services are rare in it, so their list is read only when it needs them. */
void
ptl_rule_layers_check_exclude (PtlProbeDb *db)
{
  g_autoptr (PtlServiceNames) names = NULL;
  const char *exclude;

  while ((exclude = ptl_probe_db_get_exclude (db)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      gsize offset;
      g_autoptr (PtlPortSpec) spec =
          ptl_port_spec_parse_exclude (exclude, names, &offset, &error);

      if (spec != NULL)
        return;
      if (names == NULL && (names = ptl_service_list_load (NULL)) != NULL)
        continue;

      ptl_probe_db_set_exclude_aside (db, offset, error->message);
    }
}

PtlProbeDb *
ptl_rule_layers_load_unchecked (GPtrArray *databases, GPtrArray *rules, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  gboolean is_exact = databases != NULL && databases->len > 0;

  if (!(is_exact ? add_named (db, databases, PTL_RULE_LAYER_DATABASE, error)
                 : add_default_layers (db, NULL, error)) ||
      !add_named (db, rules, PTL_RULE_LAYER_SESSION, error) ||
      !ptl_probe_db_seal (db, is_exact, error))
    return NULL;

  ptl_rule_layers_check_exclude (db);
  ptl_probe_db_compile (db, PTL_RULE_LAYER_SESSION);
  ptl_probe_db_compile (db, PTL_RULE_LAYER_USER);
  if (!check_named (db, databases, error) || !check_named (db, rules, error))
    return NULL;

  return g_steal_pointer (&db);
}

PtlProbeDb *
ptl_rule_layers_load (GPtrArray *databases, GPtrArray *rules, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_rule_layers_load_unchecked (databases, rules, error);

  if (db == NULL)
    return NULL;

  ptl_probe_db_compile (db, PTL_RULE_LAYER_DATABASE);
  return check_named (db, databases, error) ? g_steal_pointer (&db) : NULL;
}

PtlProbeDb *
ptl_rule_layers_load_draft (GBytes *text, const char *path, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  const Draft draft = { text, path };

  if (!add_default_layers (db, &draft, error) || !ptl_probe_db_seal (db, FALSE, error))
    return NULL;

  ptl_rule_layers_check_exclude (db);
  return g_steal_pointer (&db);
}

char *
ptl_rule_layers_describe_faults (PtlProbeDb *db)
{
  g_autoptr (GPtrArray) user = ptl_data_files_get_user_rules ();
  GPtrArray *problems = ptl_probe_db_get_problems (db);
  const PtlRuleProblem *first = NULL;
  g_autofree char *text = NULL;
  guint n_faults = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const PtlRuleProblem *problem = problems->pdata[i];

      if (!has_path (user, problem->file))
        continue;
      if (n_faults++ == 0)
        first = problem;
    }

  if (first == NULL)
    return NULL;
  text = ptl_rule_problem_to_string (first);
  if (n_faults == 1)
    return g_strdup_printf (_ ("A rule of yours is not used: %s"), text);
  return g_strdup_printf (ngettext ("%u rule of yours is not used, the first: %s",
                                    "%u rules of yours are not used, the first: %s",
                                    n_faults),
                          n_faults, text);
}

char *
ptl_rule_layers_describe_new_faults (PtlProbeDb *db)
{
  g_autoptr (GPtrArray) faults = ptl_probe_db_take_faults (db);
  g_autofree char *text = NULL;

  if (faults->len == 0)
    return NULL;
  text = ptl_rule_problem_to_string (faults->pdata[0]);
  if (faults->len == 1)
    return g_strdup_printf (_ ("A rule is not used: %s"), text);
  return g_strdup_printf (ngettext ("%u rule is not used, the first: %s",
                                    "%u rules are not used, the first: %s", faults->len),
                          faults->len, text);
}

/* A file that cannot be read now is not in force either. */
static void
describe_file (GString *out, PtlRuleLayer layer, const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *shown = NULL;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &contents, &length, NULL))
    return;

  digest =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  shown = g_filename_display_name (path);
  g_string_append_printf (out, "%s %s sha256:%.16s\n", ptl_rule_layer_to_string (layer),
                          shown, digest);
}

static void
describe_files (GString *out, PtlRuleLayer layer, GPtrArray *paths)
{
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    describe_file (out, layer, paths->pdata[i]);
}

char *
ptl_rule_layers_describe (GPtrArray *databases, GPtrArray *rules)
{
  GString *out = g_string_new (NULL);
  g_autofree char *system = ptl_data_files_find_nmap ("nmap-service-probes");
  g_autofree char *shipped = ptl_data_files_find ("probes/portolan-probes");
  g_autoptr (GPtrArray) user = ptl_data_files_get_user_rules ();

  if (databases != NULL && databases->len > 0)
    {
      describe_files (out, PTL_RULE_LAYER_DATABASE, databases);
    }
  else
    {
      describe_file (out, PTL_RULE_LAYER_SYSTEM, system);
      describe_file (out, PTL_RULE_LAYER_SHIPPED, shipped);
      describe_files (out, PTL_RULE_LAYER_USER, user);
    }

  describe_files (out, PTL_RULE_LAYER_SESSION, rules);
  return g_string_free (out, FALSE);
}
