/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-plan.c: what all hosts of one scan have in common, checked and worked out
 * once. */
#include "scan/scan-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "scan/target-list.h"

#define N_LIKELY 100 /* ports asked first: people want to see those at once */

G_DEFINE_QUARK (ptl_scan_plan_error, ptl_scan_plan_error)

/* Makes any parser's error one of this module's, said of @what. */
static gboolean
refuse (GError *cause, const char *what, GError **error)
{
  g_set_error (error, PTL_SCAN_PLAN_ERROR, PTL_SCAN_PLAN_ERROR_INPUT, "%s: %s", what,
               cause->message);
  g_error_free (cause);
  return FALSE;
}

static void
append_targets (GPtrArray *to, GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, ptl_target_spec_ref (from->pdata[i]));
}

static gboolean
add_expressions (GPtrArray *to, GPtrArray *expressions, GError **error)
{
  for (guint i = 0; i < expressions->len; i++)
    {
      const char *text = expressions->pdata[i];
      g_autofree char *what = g_strdup_printf (_ ("target \"%s\""), text);
      g_autoptr (GPtrArray) parsed = NULL;
      GError *cause = NULL;

      parsed = ptl_target_list_parse (text, strlen (text), NULL, &cause);
      if (parsed == NULL)
        return refuse (cause, what, error);
      append_targets (to, parsed);
    }

  return TRUE;
}

static gboolean
add_files (GPtrArray *to, GPtrArray *paths, GError **error)
{
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GPtrArray) parsed = NULL;
      GError *cause = NULL;

      parsed = ptl_target_list_load (paths->pdata[i], &cause);
      if (parsed == NULL)
        {
          /* The message names the file already. */
          g_set_error_literal (error, PTL_SCAN_PLAN_ERROR, PTL_SCAN_PLAN_ERROR_INPUT,
                               cause->message);
          g_error_free (cause);
          return FALSE;
        }
      append_targets (to, parsed);
    }

  return TRUE;
}

/* What stood in the files when the scan began: one expression a line. */
static gboolean
add_listed (GPtrArray *to, const char *listed, GError **error)
{
  g_autoptr (GPtrArray) parsed = NULL;
  GError *cause = NULL;

  if (listed == NULL)
    return TRUE;

  parsed = ptl_target_list_parse (listed, strlen (listed), NULL, &cause);
  if (parsed == NULL)
    return refuse (cause, _ ("the saved list of targets"), error);

  append_targets (to, parsed);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the targets from index @first on, one a line */
static char *
list_from (GPtrArray *targets, guint first)
{
  GString *text;

  if (first == targets->len)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = first; i < targets->len; i++)
    g_string_append_printf (text, "%s\n", ptl_target_spec_get_text (targets->pdata[i]));
  return g_string_free (text, FALSE);
}

static gboolean
read_files (PtlScanPlan *self, GError **error)
{
  guint n_targets = self->targets->len;
  guint n_excludes = self->excludes->len;

  if (!add_files (self->targets, self->options->target_files, error) ||
      !add_files (self->excludes, self->options->exclude_files, error))
    return FALSE;

  self->listed_targets = list_from (self->targets, n_targets);
  self->listed_excludes = list_from (self->excludes, n_excludes);
  return TRUE;
}

static gboolean
read_targets (PtlScanPlan *self, const PtlUnfinished *unfinished, GError **error)
{
  const PtlScanOptions *options = self->options;

  if (!add_expressions (self->targets, options->targets, error) ||
      !add_expressions (self->excludes, options->excludes, error))
    return FALSE;
  if (unfinished == NULL && !read_files (self, error))
    return FALSE;
  if (unfinished != NULL &&
      (!add_listed (self->targets, unfinished->listed_targets, error) ||
       !add_listed (self->excludes, unfinished->listed_excludes, error)))
    return FALSE;

  if (self->targets->len > 0)
    return TRUE;

  g_set_error_literal (error, PTL_SCAN_PLAN_ERROR, PTL_SCAN_PLAN_ERROR_INPUT,
                       _ ("no target is given"));
  return FALSE;
}

/* What the scan that is gone on with asked every host for: tables of frequent ports
 * change. */
static gboolean
take_ports (PtlScanPlan *self, const PtlSessionInfo *info)
{
  gboolean is_known = FALSE;

  self->ports = ptl_port_spec_new_top (self->names, 0, FALSE, FALSE);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    if (info->asked[i] != NULL)
      {
        ptl_port_set_add_set (self->ports->sets[i], info->asked[i]);
        is_known = TRUE;
      }

  if (!is_known)
    g_clear_pointer (&self->ports, ptl_port_spec_free);
  return is_known;
}

static gboolean
read_ports (PtlScanPlan *self, const PtlUnfinished *unfinished, GError **error)
{
  const char *exclude = ptl_probe_db_get_exclude (self->db);
  gsize offset;
  GError *cause = NULL;

  if (unfinished != NULL && take_ports (self, ptl_session_get_info (unfinished->session)))
    ; /* as they were */
  else if (self->options->ports == NULL)
    self->ports = ptl_port_spec_new_top (self->names, self->options->top_ports,
                                         self->options->tcp, self->options->udp);
  else
    self->ports = ptl_port_spec_parse (self->options->ports, self->names,
                                       self->options->tcp, self->options->udp, &cause);
  if (cause != NULL)
    {
      g_autofree char *what = g_strdup_printf (_ ("ports \"%s\""), self->options->ports);

      return refuse (cause, what, error);
    }

  if (exclude != NULL && !self->options->all_ports)
    self->excluded = ptl_port_spec_parse_exclude (exclude, self->names, &offset, &cause);
  if (cause != NULL)
    return refuse (cause, "Exclude", error);

  return TRUE;
}

/* Appends the ports of @set but not of @except to @order; returns the new count. */
static guint
append_ports (guint16 *order, guint n, const PtlPortSet *set, const PtlPortSet *except)
{
  guint n_ranges;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (set, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++)
      if (except == NULL || !ptl_port_set_contains (except, (guint16) port))
        order[n++] = (guint16) port;

  return n;
}

static void
shuffle (guint16 *ports, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_random_int_range (0, (gint32) i);
      guint16 swap = ports[i - 1];

      ports[i - 1] = ports[j];
      ports[j] = swap;
    }
}

/* The likeliest ports first; the rest at random, as a firewall that counts neighbours
 * would have it. */
static void
choose_order (PtlScanPlan *self, PtlProtocol protocol)
{
  const PtlPortSet *asked = self->ports->sets[protocol];
  g_autoptr (PtlPortSet) top =
      ptl_service_names_get_top (self->names, protocol, N_LIKELY);
  g_autoptr (PtlPortSet) first = ptl_port_set_new ();
  guint16 *order = g_new (guint16, ptl_port_set_count (asked) + 1);
  guint n_ranges;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (top, &n_ranges);
  guint n_first;
  guint n;

  for (guint i = 0; i < n_ranges; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++)
      if (ptl_port_set_contains (asked, (guint16) port))
        ptl_port_set_add (first, (guint16) port);

  n_first = append_ports (order, 0, first, NULL);
  n = append_ports (order, n_first, asked, first);
  shuffle (order, n_first);
  shuffle (order + n_first, n - n_first);
  self->order[protocol] = order;
  self->n_order[protocol] = n;
}

static void
take_shard (PtlScanPlan *self)
{
  ptl_shard_sort_targets (self->targets);
  ptl_shard_init (&self->shard, self->options->shard, self->options->n_shards,
                  self->targets, self->excludes);
  ptl_shard_take_ports (&self->shard, self->ports->sets);
}

PtlScanPlan *
ptl_scan_plan_new (const PtlScanOptions *options,
                   const PtlUnfinished *unfinished,
                   PtlProbeDb *db,
                   PtlServiceNames *names,
                   PtlRpcPrograms *programs,
                   GError **error)
{
  g_autoptr (PtlScanPlan) self = g_new0 (PtlScanPlan, 1);

  self->options = ptl_scan_options_copy (options);
  self->db = ptl_probe_db_ref (db);
  self->names = ptl_service_names_ref (names);
  if (programs != NULL)
    self->programs = ptl_rpc_programs_ref (programs);
  ptl_timing_resolve (options, &self->timing);
  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  self->excludes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  if (!read_targets (self, unfinished, error) || !read_ports (self, unfinished, error))
    return NULL;

  if (options->n_shards > 1)
    take_shard (self);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    choose_order (self, (PtlProtocol) i);
  if (unfinished != NULL)
    self->done = ptl_scan_done_new (unfinished);
  return g_steal_pointer (&self);
}

void
ptl_scan_plan_free (PtlScanPlan *self)
{
  ptl_scan_options_free (self->options);
  ptl_probe_db_unref (self->db);
  ptl_service_names_unref (self->names);
  g_clear_pointer (&self->programs, ptl_rpc_programs_unref);
  g_clear_pointer (&self->vendors, ptl_mac_vendors_unref);
  g_clear_pointer (&self->ports, ptl_port_spec_free);
  g_clear_pointer (&self->excluded, ptl_port_spec_free);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    g_free (self->order[i]);
  g_clear_pointer (&self->done, ptl_scan_done_free);
  g_free (self->listed_targets);
  g_free (self->listed_excludes);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->excludes);
  g_free (self);
}
