/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/comparison.c: what changed from one session to another. */
#include "compare/comparison.h"

#include "compare/host-diff.h"
#include "compare/host-pairing.h"

typedef struct
{
  PtlComparison *result;
  const PtlComparisonOptions *options;
  PtlSession *sessions[2];
  PtlHostChange *host; /* in hand */
} Work;

static void
ignored_free (gpointer data)
{
  PtlIgnoredChange *ignored = data;

  ptl_host_change_unref (ignored->host);
  g_clear_pointer (&ignored->port, ptl_port_change_unref);
  ptl_field_change_free (ignored->field);
  g_free (ignored);
}

static void
clear (gpointer data)
{
  PtlComparison *self = data;

  for (guint i = 0; i < 2; i++)
    ptl_session_info_unref (self->infos[i]);
  g_ptr_array_unref (self->hosts);
  g_ptr_array_unref (self->rules);
  g_array_unref (self->n_ignored);
  g_ptr_array_unref (self->ignored);
  g_free (self->filter);
}

PtlComparison *
ptl_comparison_ref (PtlComparison *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ptl_comparison_unref (PtlComparison *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
ptl_comparison_has_differences (const PtlComparison *self)
{
  for (guint i = 0; i < PTL_N_LEVELS; i++)
    if (self->counts.levels[i] > 0)
      return TRUE;

  return FALSE;
}

static PtlHostView
get_view (PtlSession *session, PtlHost *host, const PtlHost *other)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);
  PtlHostView view = { .host = host, .has_names = !info->options->no_dns };

  view.covered =
      host != NULL || ptl_session_find_host (session, &other->address) != NULL ||
      ptl_address_set_contains (ptl_session_get_silent (session), &other->address);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    view.asked[i] = info->asked[i];
  return view;
}

/* Returns: the first rule that applies, or the number of rules */
static guint
find_rule (const Work *work, const PtlPortChange *port, const PtlFieldChange *field)
{
  GPtrArray *rules = work->result->rules;
  guint i = 0;

  while (i < rules->len &&
         !ptl_ignore_rule_matches (rules->pdata[i], work->host, port, field))
    i++;
  return i;
}

/* Takes @field. */
static void
ignore (const Work *work, guint rule, PtlPortChange *port, PtlFieldChange *field)
{
  PtlIgnoredChange *ignored = g_new0 (PtlIgnoredChange, 1);

  ignored->rule = rule;
  ignored->host = ptl_host_change_ref (work->host);
  ignored->port = port != NULL ? ptl_port_change_ref (port) : NULL;
  ignored->field = field;
  g_ptr_array_add (work->result->ignored, ignored);
  g_array_index (work->result->n_ignored, guint, rule)++;
}

/* Takes away what a rule ignores, and what is beyond the level. */
static void
sift_fields (const Work *work, PtlPortChange *port, GPtrArray *fields)
{
  g_autoptr (GPtrArray) all = NULL;

  if (fields->len == 0)
    return;

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_field_change_free);
  while (fields->len > 0)
    g_ptr_array_add (all, g_ptr_array_steal_index (fields, fields->len - 1));
  while (all->len > 0)
    {
      PtlFieldChange *field = g_ptr_array_steal_index (all, all->len - 1);
      guint rule = find_rule (work, port, field);

      if (rule < work->result->rules->len)
        ignore (work, rule, port, field);
      else if (field->level <= work->result->level)
        g_ptr_array_add (fields, field);
      else
        {
          work->result->counts.beyond[field->level]++;
          ptl_field_change_free (field);
        }
    }
}

static gboolean
has_field (GPtrArray *fields, PtlChangeField wanted)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const PtlFieldChange *) fields->pdata[i])->field == wanted)
      return TRUE;

  return FALSE;
}

static guint
count_ports (const PtlPortChange *port)
{
  return port->ports != NULL ? ptl_port_set_count (port->ports) : 1;
}

static gboolean
wants (const Work *work, guint side, const PtlPort *port)
{
  return work->options->wants (ptl_session_get_info (work->sessions[side]),
                               work->host->hosts[side], port, work->options->wants_data);
}

/* Of ports without a record of their own, any one is enough. */
static gboolean
wants_any (const Work *work, guint side, const PtlPortChange *change)
{
  const PtlPortRange one = { change->number[side], change->number[side] };
  const PtlPortRange *ranges = &one;
  guint n_ranges = 1;

  if (change->ports != NULL)
    ranges = ptl_port_set_get_ranges (change->ports, &n_ranges);
  for (guint i = 0; i < n_ranges; i++)
    for (guint number = ranges[i].first; number <= ranges[i].last; number++)
      {
        g_autoptr (PtlPort) port = ptl_port_new (change->protocol, (guint16) number);

        port->state = change->sides[side].state;
        port->reason = change->sides[side].reason;
        if (wants (work, side, port))
          return TRUE;
      }

  return FALSE;
}

static gboolean
is_port_wanted (const Work *work, const PtlPortChange *change)
{
  for (guint i = 0; i < 2; i++)
    {
      const PtlPort *port = change->sides[i].port;

      if (work->host->hosts[i] != NULL && change->sides[i].covered &&
          (port != NULL ? wants (work, i, port) : wants_any (work, i, change)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_host_wanted (const Work *work)
{
  for (guint i = 0; i < 2; i++)
    if (work->host->hosts[i] != NULL && wants (work, i, NULL))
      return TRUE;

  return FALSE;
}

/* Returns: whether the port stays in the result */
static gboolean
sift_port (const Work *work, PtlPortChange *port)
{
  if (work->options->wants != NULL && !is_port_wanted (work, port))
    return FALSE;
  if (port->kind == PTL_CHANGE_SAME || port->kind == PTL_CHANGE_NOT_COVERED)
    return TRUE;

  sift_fields (work, port, port->fields);
  if (port->fields->len == 0)
    {
      work->host->n_same += count_ports (port);
      return FALSE;
    }

  if (port->kind == PTL_CHANGE_MOVED && !has_field (port->fields, PTL_FIELD_PORT))
    port->kind = PTL_CHANGE_CHANGED;
  port->level = ptl_field_changes_get_level (port->fields);
  return TRUE;
}

static void
sift_ports (const Work *work)
{
  GPtrArray *ports = work->host->ports;
  guint kept = 0;

  for (guint i = 0; i < ports->len; i++)
    {
      gpointer port = ports->pdata[i];

      if (!sift_port (work, port))
        continue;
      ports->pdata[i] = ports->pdata[kept];
      ports->pdata[kept++] = port;
    }

  g_ptr_array_set_size (ports, (int) kept);
}

static void
settle_kind (PtlHostChange *host)
{
  gboolean is_named = host->kind == PTL_CHANGE_MOVED
                          ? has_field (host->fields, PTL_FIELD_ADDRESS)
                          : has_field (host->fields, PTL_FIELD_HOST);

  if (host->kind == PTL_CHANGE_NOT_COVERED || is_named)
    return;

  host->kind =
      ptl_host_change_is_difference (host) ? PTL_CHANGE_CHANGED : PTL_CHANGE_SAME;
}

static void
count (PtlComparisonCounts *counts, const PtlHostChange *host)
{
  counts->hosts[host->kind]++;
  counts->ports[PTL_CHANGE_SAME] += host->n_same;
  if (host->fields->len > 0)
    counts->levels[host->level]++;

  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPortChange *port = host->ports->pdata[i];

      if (port->fields->len > 0)
        counts->levels[port->level]++;
      if (port->kind != PTL_CHANGE_SAME && port->kind != PTL_CHANGE_NOT_COVERED)
        counts->ports[port->kind] += count_ports (port);
    }

  for (guint i = 0; i < 2; i++)
    {
      counts->uncovered[i] += host->n_uncovered[i];
      counts->uncovered_open[i] += host->n_uncovered_open[i];
      counts->ports[PTL_CHANGE_NOT_COVERED] += host->n_uncovered[i];
    }
}

static void
compare_pair (Work *work, const PtlHostPair *pair, gboolean keep_same)
{
  const PtlHost *any = pair->hosts[0] != NULL ? pair->hosts[0] : pair->hosts[1];
  PtlHostView views[2];

  for (guint i = 0; i < 2; i++)
    views[i] = get_view (work->sessions[i], pair->hosts[i], any);

  work->host = ptl_host_diff_new (views, keep_same);
  work->host->identity = pair->identity;
  work->host->score = pair->score;
  work->host->n_services = pair->n_services;
  work->host->n_alike = pair->n_alike;

  if (work->options->wants != NULL && !is_host_wanted (work))
    g_ptr_array_set_size (work->host->fields, 0);
  sift_fields (work, NULL, work->host->fields);
  sift_ports (work);
  work->host->level = ptl_field_changes_get_level (work->host->fields);
  settle_kind (work->host);
  count (&work->result->counts, work->host);
  g_ptr_array_add (work->result->hosts, work->host);
}

static PtlComparison *
new_result (PtlSession *const sessions[2], const PtlComparisonOptions *options)
{
  PtlComparison *self = g_atomic_rc_box_new0 (PtlComparison);

  for (guint i = 0; i < 2; i++)
    self->infos[i] = ptl_session_info_ref (ptl_session_get_info (sessions[i]));
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_host_change_unref);
  self->rules =
      options->rules != NULL ? g_ptr_array_ref (options->rules) : g_ptr_array_new ();
  self->n_ignored = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->n_ignored, self->rules->len);
  self->ignored = g_ptr_array_new_with_free_func (ignored_free);
  self->level = options->level;
  self->filter = g_strdup (options->filter);
  return self;
}

PtlComparison *
ptl_comparison_new (PtlSession *before,
                    PtlSession *after,
                    const PtlComparisonOptions *options)
{
  const PtlComparisonOptions usual = { .level = PTL_LEVEL_NOISE };
  Work work = { .sessions = { before, after } };
  g_autoptr (GPtrArray) pairs = NULL;

  if (options == NULL)
    options = &usual;
  work.options = options;

  work.result = new_result (work.sessions, options);
  pairs = ptl_host_pairing_new (ptl_session_get_hosts (before),
                                ptl_session_get_hosts (after), options->pins);
  for (guint i = 0; i < pairs->len; i++)
    compare_pair (&work, pairs->pdata[i], options->keep_same);

  return work.result;
}
