/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/session-merge.c: the shards of one scan as one session. */
#include "runner/session-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (ptl_session_merge_error, ptl_session_merge_error)

#define MAX_NAMED 20 /* shards that are named where many are missing */

typedef struct
{
  GPtrArray *shards; /* PtlSession, by their number */
  const char *const *labels;
  GPtrArray *warnings;
  PtlSession *merged;
  PtlAddress address; /* of the port told last */
  PtlProtocol protocol;
  guint16 number;
  gboolean is_known; /* an earlier shard knows that port: what follows is left out */
  guint n_known;     /* such ports */
} Merge;

static const PtlSessionInfo *
get_info (GPtrArray *shards, guint index)
{
  return ptl_session_get_info (shards->pdata[index]);
}

static const PtlScanOptions *
get_options (GPtrArray *shards, guint index)
{
  return get_info (shards, index)->options;
}

/* What must be -------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_same_list (GPtrArray *a, GPtrArray *b)
{
  g_autoptr (GPtrArray) x = g_ptr_array_new ();
  g_autoptr (GPtrArray) y = g_ptr_array_new ();

  if (a->len != b->len)
    return FALSE;

  g_ptr_array_extend (x, a, NULL, NULL);
  g_ptr_array_extend (y, b, NULL, NULL);
  g_ptr_array_sort (x, compare_texts);
  g_ptr_array_sort (y, compare_texts);
  for (guint i = 0; i < x->len; i++)
    if (strcmp (x->pdata[i], y->pdata[i]) != 0)
      return FALSE;

  return TRUE;
}

/* Returns: (nullable): in what the two scans differ, besides the part they did of it */
static const char *
find_difference (const PtlScanOptions *a, const PtlScanOptions *b)
{
  if (a->n_shards != b->n_shards)
    return _ ("the number of shards");
  if (!is_same_list (a->targets, b->targets) ||
      !is_same_list (a->target_files, b->target_files))
    return _ ("the targets");
  if (!is_same_list (a->excludes, b->excludes) ||
      !is_same_list (a->exclude_files, b->exclude_files))
    return _ ("what is excluded");
  if (g_strcmp0 (a->ports, b->ports) != 0 ||
      (a->ports == NULL && a->top_ports != b->top_ports) || a->tcp != b->tcp ||
      a->udp != b->udp)
    return _ ("the ports");
  if (a->identify != b->identify || a->intensity != b->intensity ||
      a->all_ports != b->all_ports)
    return _ ("how services are identified");

  return NULL;
}

static gboolean
check_same_scan (GPtrArray *shards, const char *const *labels, GError **error)
{
  for (guint i = 0; i < shards->len; i++)
    {
      const PtlScanOptions *options = get_options (shards, i);
      const char *difference = find_difference (get_options (shards, 0), options);

      if (options->n_shards < 2 || options->shard < 1 ||
          options->shard > options->n_shards)
        {
          g_set_error (error, PTL_SESSION_MERGE_ERROR, PTL_SESSION_MERGE_ERROR_OTHER,
                       _ ("%s: not a shard: it was not scanned with --shard"), labels[i]);
          return FALSE;
        }
      if (difference != NULL)
        {
          g_set_error (error, PTL_SESSION_MERGE_ERROR, PTL_SESSION_MERGE_ERROR_OTHER,
                       _ ("%s: a shard of another scan than %s: they differ in %s"),
                       labels[i], labels[0], difference);
          return FALSE;
        }
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable): "2, 5 and more", NULL if none is missing */
static char *
list_missing (GPtrArray *shards, guint *n_missing)
{
  guint n_shards = get_options (shards, 0)->n_shards;
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < shards->len; i++)
    g_hash_table_add (found, GUINT_TO_POINTER (get_options (shards, i)->shard));

  *n_missing = n_shards - g_hash_table_size (found);
  for (guint number = 1, n = 0; number <= n_shards && n < *n_missing && n < MAX_NAMED;
       number++)
    if (!g_hash_table_contains (found, GUINT_TO_POINTER (number)))
      g_string_append_printf (list, "%s%u", n++ > 0 ? ", " : "", number);
  if (*n_missing > MAX_NAMED)
    g_string_append (list, " …");

  return *n_missing > 0 ? g_strdup (list->str) : NULL;
}

static gboolean
check_complete (GPtrArray *shards,
                const char *const *labels,
                gboolean is_partial,
                GPtrArray *warnings,
                GError **error)
{
  guint n_missing;
  g_autofree char *missing = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < shards->len; i++)
    for (guint k = 0; k < i; k++)
      if (get_options (shards, i)->shard == get_options (shards, k)->shard)
        {
          g_set_error (error, PTL_SESSION_MERGE_ERROR, PTL_SESSION_MERGE_ERROR_TWICE,
                       _ ("%s: shard %u again, which %s is already"), labels[i],
                       get_options (shards, i)->shard, labels[k]);
          return FALSE;
        }

  missing = list_missing (shards, &n_missing);
  if (missing == NULL)
    return TRUE;

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "of %u shards this one is missing: %s",
                                       "of %u shards these are missing: %s", n_missing),
                          get_options (shards, 0)->n_shards, missing);
  if (is_partial)
    g_ptr_array_add (warnings, g_steal_pointer (&text));
  else
    g_set_error_literal (error, PTL_SESSION_MERGE_ERROR, PTL_SESSION_MERGE_ERROR_MISSING,
                         text);
  return is_partial;
}

/* The session --------------------------------------------------------------------- */

static gint64
earlier (gint64 a, gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static void
add_info (PtlSessionInfo *info, const PtlSessionInfo *shard)
{
  info->started_us = earlier (info->started_us, shard->started_us);
  info->finished_us = MAX (info->finished_us, shard->finished_us);
  if (shard->state != PTL_SESSION_STATE_FINISHED)
    info->state = PTL_SESSION_STATE_STOPPED;
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      if (shard->asked[i] == NULL)
        continue;
      if (info->asked[i] == NULL)
        info->asked[i] = ptl_port_set_new ();
      ptl_port_set_add_set (info->asked[i], shard->asked[i]);
    }
}

static PtlSessionInfo *
make_info (GPtrArray *shards, const char *name)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_copy (get_options (shards, 0));
  PtlSessionInfo *info;

  info = ptl_session_info_new (name, options);
  info->options->shard = 0;
  info->options->n_shards = 0;
  info->engine = g_strdup (get_info (shards, 0)->engine);
  info->rules = g_strdup (get_info (shards, 0)->rules);
  info->state = shards->len == options->n_shards ? PTL_SESSION_STATE_FINISHED
                                                 : PTL_SESSION_STATE_STOPPED;
  for (guint i = 0; i < shards->len; i++)
    add_info (info, get_info (shards, i));
  return info;
}

static void
take_if_missing (char **text, const char *other)
{
  if (*text == NULL)
    *text = g_strdup (other);
}

/* One machine may have found up what another did not. */
static void
apply_host (Merge *self, const PtlFact *fact)
{
  const PtlHost *host = ptl_session_find_host (self->merged, &fact->address);
  g_autoptr (PtlHostInfo) info = NULL;
  g_autoptr (PtlFact) joined = NULL;
  gboolean is_better;

  if (host == NULL)
    {
      ptl_session_apply (self->merged, fact);
      return;
    }

  is_better =
      fact->info->state == PTL_HOST_STATE_UP && host->info->state != PTL_HOST_STATE_UP;
  info = ptl_host_info_copy (is_better ? fact->info : host->info);
  take_if_missing (&info->hostname, (is_better ? host->info : fact->info)->hostname);
  take_if_missing (&info->target, (is_better ? host->info : fact->info)->target);
  take_if_missing (&info->mac, (is_better ? host->info : fact->info)->mac);
  take_if_missing (&info->vendor, (is_better ? host->info : fact->info)->vendor);
  info->finished = host->info->finished && fact->info->finished;
  info->timed_out = host->info->timed_out || fact->info->timed_out;
  joined = ptl_fact_new_host (fact->time_us, &fact->address, info);
  ptl_session_apply (self->merged, joined);
}

/* Returns: whether the fact is of a port that an earlier shard knows */
static gboolean
is_of_known_port (Merge *self, const PtlFact *fact)
{
  const PtlHost *host = ptl_session_find_host (self->merged, &fact->address);

  if (fact->port == self->number && fact->protocol == self->protocol &&
      ptl_address_equal (&fact->address, &self->address))
    return self->is_known;

  self->address = fact->address;
  self->protocol = fact->protocol;
  self->number = fact->port;
  self->is_known = host != NULL && ptl_host_covers (host, fact->protocol, fact->port);
  self->n_known += self->is_known;
  return self->is_known;
}

static void
apply_group (Merge *self, const PtlFact *fact)
{
  const PtlHost *host = ptl_session_find_host (self->merged, &fact->address);
  g_autoptr (PtlPortSet) ports = ptl_port_set_new ();
  g_autoptr (PtlFact) rest = NULL;

  ptl_port_set_add_set (ports, fact->ports);
  for (guint i = 0; host != NULL && i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      if (group->protocol == fact->protocol)
        ptl_port_set_remove_set (ports, group->ports);
    }
  for (guint i = 0; host != NULL && i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (port->protocol == fact->protocol)
        ptl_port_set_remove (ports, port->number);
    }

  self->n_known += ptl_port_set_count (fact->ports) - ptl_port_set_count (ports);
  rest = ptl_fact_new_port_group (fact->time_us, &fact->address, fact->protocol,
                                  fact->state, fact->reason, ports);
  ptl_session_apply (self->merged, rest);
}

static void
fact_cb (PtlFact *fact, gpointer user_data)
{
  Merge *self = user_data;

  switch (fact->kind)
    {
    case PTL_FACT_HOST:
      apply_host (self, fact);
      break;

    case PTL_FACT_PORT_GROUP:
      apply_group (self, fact);
      break;

    case PTL_FACT_PORT:
    case PTL_FACT_RESPONSE:
    case PTL_FACT_SERVICE:
    case PTL_FACT_TLS:
      if (!is_of_known_port (self, fact))
        ptl_session_apply (self->merged, fact);
      break;

    case PTL_FACT_SILENT:
    case PTL_FACT_RESOLVED:
    case PTL_FACT_TRACE:
    case PTL_FACT_PROGRESS:
    case PTL_FACT_MESSAGE:
      ptl_session_apply (self->merged, fact);
      break;
    }
}

/* What is odd about the whole ------------------------------------------------------- */

static gboolean
covers_all (const PtlHost *host, const PtlPortSet *asked, PtlProtocol protocol)
{
  guint n;
  const PtlPortRange *ranges =
      asked != NULL ? ptl_port_set_get_ranges (asked, &n) : (n = 0, NULL);

  for (guint i = 0; i < n; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++)
      if (!ptl_host_covers (host, protocol, (guint16) port))
        return FALSE;

  return TRUE;
}

static void
check_coverage (Merge *self, const PtlSessionInfo *info)
{
  GPtrArray *hosts = ptl_session_get_hosts (self->merged);
  guint n_short = 0;

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];
      gboolean is_whole = TRUE;

      for (guint k = 0; k < PTL_N_PROTOCOLS; k++)
        is_whole = is_whole && covers_all (host, info->asked[k], (PtlProtocol) k);
      n_short += host->info->state == PTL_HOST_STATE_UP && !is_whole;
    }

  if (n_short > 0)
    g_ptr_array_add (
        self->warnings,
        g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE, "%u host: some of its ports were not scanned",
                         "%u hosts: some of their ports were not scanned", n_short),
            n_short));
}

static void
check_shards (Merge *self)
{
  const char *engine = get_info (self->shards, 0)->engine;

  for (guint i = 0; i < self->shards->len; i++)
    {
      const PtlSessionInfo *info = get_info (self->shards, i);

      if (info->state != PTL_SESSION_STATE_FINISHED)
        g_ptr_array_add (self->warnings,
                         g_strdup_printf (_ ("%s: this shard was not scanned to its end"),
                                          self->labels[i]));
      if (g_strcmp0 (info->engine, engine) != 0)
        g_ptr_array_add (self->warnings,
                         g_strdup_printf (_ ("%s: scanned by %s, others by %s"),
                                          self->labels[i], info->engine, engine));
    }
  if (self->n_known > 0)
    g_ptr_array_add (
        self->warnings,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%u port was scanned by more than one shard; the "
                                      "first that tells of it counts",
                                      "%u ports were scanned by more than one shard; the "
                                      "first that tells of each counts",
                                      self->n_known),
                         self->n_known));
}

static void
count (PtlSession *session, PtlSessionInfo *info)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      info->n_hosts_up += host->info->state == PTL_HOST_STATE_UP;
      info->n_open_ports += host->n_open;
    }
}

PtlSession *
ptl_session_merge (GPtrArray *shards,
                   const char *const *labels,
                   const char *name,
                   gboolean is_partial,
                   GPtrArray *warnings,
                   GError **error)
{
  Merge merge = { .shards = shards, .labels = labels, .warnings = warnings };
  g_autoptr (PtlSessionInfo) info = NULL;
  g_autoptr (PtlSessionInfo) counted = NULL;

  g_return_val_if_fail (shards->len > 0, NULL);

  if (!check_same_scan (shards, labels, error) ||
      !check_complete (shards, labels, is_partial, warnings, error))
    return NULL;

  info = make_info (shards, name);
  merge.merged = ptl_session_new (info, TRUE);
  for (guint i = 0; i < shards->len; i++)
    {
      merge.number = 0;
      merge.is_known = FALSE;
      merge.address = (PtlAddress){ { 0 }, 0, FALSE };
      ptl_session_foreach_fact (shards->pdata[i], fact_cb, &merge);
    }
  check_shards (&merge);
  check_coverage (&merge, info);

  counted = ptl_session_info_copy (info);
  count (merge.merged, counted);
  ptl_session_set_info (merge.merged, counted);
  return merge.merged;
}
