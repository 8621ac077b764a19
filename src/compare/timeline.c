/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/timeline.c: hosts and open ports through any number of sessions. */
#include "compare/timeline.h"

#include "compare/host-pairing.h"
#include "model/names.h"

static const char *const seen_names[] = {
  [PTL_SEEN_NOT_COVERED] = "not-covered",
  [PTL_SEEN_ABSENT] = "absent",
  [PTL_SEEN_PRESENT] = "present",
};

static const char *const history_names[PTL_N_HISTORIES] = {
  [PTL_HISTORY_STAYS] = "stays",
  [PTL_HISTORY_NEW] = "new",
  [PTL_HISTORY_GONE] = "gone",
  [PTL_HISTORY_BACK] = "back",
};

PTL_DEFINE_NAMES (PtlSeen, ptl_seen, seen_names)
PTL_DEFINE_NAMES (PtlHistory, ptl_history, history_names)

/* One host through the sessions, while they are gone through. */
typedef struct
{
  PtlHost **hosts; /* (nullable): of each session; without references */
  PtlHost *latest;
} Chain;

typedef struct
{
  GPtrArray *sessions;
  const PtlComparisonOptions *options; /* (nullable) */
  GArray *chains;                      /* Chain */
  GHashTable *by_latest;               /* PtlHost -> index of its chain + 1 */
} Work;

static void
row_free (gpointer data)
{
  PtlTimelineRow *row = data;

  g_free (row->seen);
  g_strfreev (row->texts);
  g_free (row);
}

static void
host_free (gpointer data)
{
  PtlTimelineHost *host = data;

  ptl_host_unref (host->latest);
  row_free (host->row);
  g_ptr_array_unref (host->ports);
  g_free (host);
}

static void
clear (gpointer data)
{
  PtlTimeline *self = data;

  g_ptr_array_unref (self->infos);
  g_ptr_array_unref (self->hosts);
}

PtlTimeline *
ptl_timeline_ref (PtlTimeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ptl_timeline_unref (PtlTimeline *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
ptl_timeline_row_is_steady (const PtlTimelineRow *self)
{
  return self->history == PTL_HISTORY_STAYS && self->n_texts <= 1;
}

static void
add_to_chain (Work *work, guint session, const PtlHostPair *pair)
{
  guint found =
      pair->hosts[0] != NULL
          ? GPOINTER_TO_UINT (g_hash_table_lookup (work->by_latest, pair->hosts[0]))
          : 0;
  Chain *chain;

  if (pair->hosts[1] == NULL)
    return;

  if (found == 0)
    {
      Chain added = { .hosts = g_new0 (PtlHost *, work->sessions->len) };

      g_array_append_val (work->chains, added);
      found = work->chains->len;
    }

  chain = &g_array_index (work->chains, Chain, found - 1);
  chain->hosts[session] = pair->hosts[1];
  chain->latest = pair->hosts[1];
}

/* What is known of each chain before the session: its latest host. */
static GPtrArray *
gather_latest (Work *work)
{
  GPtrArray *latest = g_ptr_array_new ();

  g_hash_table_remove_all (work->by_latest);
  for (guint i = 0; i < work->chains->len; i++)
    {
      Chain *chain = &g_array_index (work->chains, Chain, i);

      g_ptr_array_add (latest, chain->latest);
      g_hash_table_insert (work->by_latest, chain->latest, GUINT_TO_POINTER (i + 1));
    }

  return latest;
}

static void
chain_session (Work *work, guint session)
{
  g_autoptr (GPtrArray) latest = gather_latest (work);
  g_autoptr (GPtrArray) pairs = ptl_host_pairing_new (
      latest, ptl_session_get_hosts (work->sessions->pdata[session]),
      work->options != NULL ? work->options->pins : NULL);

  for (guint i = 0; i < pairs->len; i++)
    add_to_chain (work, session, pairs->pdata[i]);
}

static PtlTimelineRow *
row_new (guint n_sessions)
{
  PtlTimelineRow *row = g_new0 (PtlTimelineRow, 1);

  row->seen = g_new0 (PtlSeen, n_sessions);
  row->texts = g_new0 (char *, n_sessions + 1);
  return row;
}

/* g_strfreev() stops at the first NULL. */
static void
fill_texts (PtlTimelineRow *row, guint n)
{
  for (guint i = 0; i < n; i++)
    if (row->texts[i] == NULL)
      row->texts[i] = g_strdup ("");
}

static guint
count_texts (const PtlTimelineRow *row, guint n)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    if (row->seen[i] == PTL_SEEN_PRESENT)
      g_hash_table_add (texts, row->texts[i]);

  return g_hash_table_size (texts);
}

/* Returns: whether it was there at least once */
static gboolean
settle (PtlTimelineRow *row, guint n)
{
  gboolean was_there = FALSE;
  gboolean came_late = FALSE;
  gboolean was_gone = FALSE;
  PtlSeen last = PTL_SEEN_NOT_COVERED;

  for (guint i = 0; i < n; i++)
    {
      if (row->seen[i] == PTL_SEEN_NOT_COVERED)
        continue;
      last = row->seen[i];
      if (last == PTL_SEEN_ABSENT)
        {
          came_late |= !was_there;
          was_gone |= was_there;
          continue;
        }
      if (!was_there)
        row->first_seen = i;
      row->last_seen = i;
      was_there = TRUE;
    }

  if (last == PTL_SEEN_ABSENT)
    row->history = PTL_HISTORY_GONE;
  else if (was_gone)
    row->history = PTL_HISTORY_BACK;
  else
    row->history = came_late ? PTL_HISTORY_NEW : PTL_HISTORY_STAYS;
  fill_texts (row, n);
  row->n_texts = count_texts (row, n);
  return was_there;
}

static gboolean
is_up (const PtlHost *host)
{
  return host->info->state == PTL_HOST_STATE_UP || host->n_open > 0;
}

/* Whether the session asked at the address where the host was last. */
static gboolean
is_asked (PtlSession *session, const PtlAddress *address)
{
  return ptl_session_find_host (session, address) != NULL ||
         ptl_address_set_contains (ptl_session_get_silent (session), address);
}

/* The host as the sessions up to this one knew it, or as the first that knows it. */
static const PtlHost *
find_nearest (const Chain *chain, guint session, guint n)
{
  for (guint i = session + 1; i-- > 0;)
    if (chain->hosts[i] != NULL)
      return chain->hosts[i];
  for (guint i = session; i < n; i++)
    if (chain->hosts[i] != NULL)
      return chain->hosts[i];

  g_assert_not_reached ();
}

static PtlTimelineRow *
new_host_row (const Work *work, const Chain *chain)
{
  guint n = work->sessions->len;
  PtlTimelineRow *row = row_new (n);

  for (guint i = 0; i < n; i++)
    {
      const PtlHost *host = chain->hosts[i];

      if (host != NULL && is_up (host))
        {
          row->seen[i] = PTL_SEEN_PRESENT;
          row->texts[i] = ptl_address_to_string (&host->address);
        }
      else if (host != NULL ||
               is_asked (work->sessions->pdata[i], &find_nearest (chain, i, n)->address))
        {
          row->seen[i] = PTL_SEEN_ABSENT;
        }
    }

  settle (row, n);
  return row;
}

static PtlSeen
look_at_port (const Work *work,
              const Chain *chain,
              const PtlTimelineRow *host,
              guint session,
              const PtlTimelineRow *row)
{
  const PtlSessionInfo *info = ptl_session_get_info (work->sessions->pdata[session]);
  const PtlPortSet *asked = info->asked[row->protocol];
  const PtlPort *port;

  if (host->seen[session] == PTL_SEEN_NOT_COVERED)
    return PTL_SEEN_NOT_COVERED;
  if (host->seen[session] == PTL_SEEN_ABSENT)
    return asked != NULL && ptl_port_set_contains (asked, row->number)
               ? PTL_SEEN_ABSENT
               : PTL_SEEN_NOT_COVERED;

  port = ptl_host_find_port (chain->hosts[session], row->protocol, row->number);
  if (port != NULL)
    return port->state == PTL_PORT_STATE_OPEN ? PTL_SEEN_PRESENT : PTL_SEEN_ABSENT;

  return ptl_host_covers (chain->hosts[session], row->protocol, row->number)
             ? PTL_SEEN_ABSENT
             : PTL_SEEN_NOT_COVERED;
}

static char *
describe_service (const PtlPort *port)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;

  if (port->service == NULL)
    return g_strdup ("");

  name = ptl_service_get_display_name (port->service);
  version = ptl_service_get_version_text (port->service);
  return g_strconcat (name, version[0] != '\0' ? " " : "", version, NULL);
}

static PtlTimelineRow *
new_port_row (const Work *work,
              const Chain *chain,
              const PtlTimelineRow *host,
              const PtlPort *port)
{
  guint n = work->sessions->len;
  PtlTimelineRow *row = row_new (n);

  row->is_port = TRUE;
  row->protocol = port->protocol;
  row->number = port->number;
  for (guint i = 0; i < n; i++)
    {
      row->seen[i] = look_at_port (work, chain, host, i, row);
      if (row->seen[i] == PTL_SEEN_PRESENT)
        row->texts[i] = describe_service (
            ptl_host_find_port (chain->hosts[i], row->protocol, row->number));
    }

  settle (row, n);
  return row;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PtlTimelineRow *x = *(const PtlTimelineRow *const *) a;
  const PtlTimelineRow *y = *(const PtlTimelineRow *const *) b;

  if (x->protocol != y->protocol)
    return x->protocol < y->protocol ? -1 : 1;

  return (int) x->number - (int) y->number;
}

/* Whether the port is asked for as any of the sessions knows it. */
static gboolean
is_wanted (const Work *work, const Chain *chain, const PtlPort *port)
{
  if (work->options == NULL || work->options->wants == NULL)
    return TRUE;

  for (guint i = 0; i < work->sessions->len; i++)
    {
      const PtlHost *host = chain->hosts[i];
      const PtlPort *known =
          host != NULL ? ptl_host_find_port (host, port->protocol, port->number) : NULL;

      if (known != NULL &&
          work->options->wants (ptl_session_get_info (work->sessions->pdata[i]), host,
                                known, work->options->wants_data))
        return TRUE;
    }

  return FALSE;
}

static void
add_port_rows (PtlTimelineHost *host, const Work *work, const Chain *chain)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < work->sessions->len; i++)
    for (guint j = 0; chain->hosts[i] != NULL && j < chain->hosts[i]->ports->len; j++)
      {
        const PtlPort *port = chain->hosts[i]->ports->pdata[j];
        guint key = port->protocol << 16 | port->number;

        if (port->state == PTL_PORT_STATE_OPEN &&
            g_hash_table_add (done, GUINT_TO_POINTER (key)) &&
            is_wanted (work, chain, port))
          g_ptr_array_add (host->ports, new_port_row (work, chain, host->row, port));
      }

  g_ptr_array_sort (host->ports, compare_rows);
}

static PtlTimelineHost *
new_host (const Work *work, const Chain *chain)
{
  PtlTimelineHost *host = g_new0 (PtlTimelineHost, 1);

  host->latest = ptl_host_ref (chain->latest);
  host->row = new_host_row (work, chain);
  host->ports = g_ptr_array_new_with_free_func (row_free);
  add_port_rows (host, work, chain);
  return host;
}

static gboolean
was_up (const PtlTimelineRow *row, guint n)
{
  for (guint i = 0; i < n; i++)
    if (row->seen[i] == PTL_SEEN_PRESENT)
      return TRUE;

  return FALSE;
}

static int
compare_hosts (gconstpointer a, gconstpointer b)
{
  const PtlTimelineHost *x = *(const PtlTimelineHost *const *) a;
  const PtlTimelineHost *y = *(const PtlTimelineHost *const *) b;

  return ptl_address_compare (&x->latest->address, &y->latest->address);
}

static void
add_hosts (PtlTimeline *self, Work *work)
{
  for (guint i = 0; i < work->chains->len; i++)
    {
      Chain *chain = &g_array_index (work->chains, Chain, i);
      PtlTimelineHost *host = new_host (work, chain);

      if (was_up (host->row, work->sessions->len) &&
          (host->ports->len > 0 || work->options == NULL || work->options->wants == NULL))
        g_ptr_array_add (self->hosts, host);
      else
        host_free (host);
      g_free (chain->hosts);
    }

  g_ptr_array_sort (self->hosts, compare_hosts);
}

PtlTimeline *
ptl_timeline_new (GPtrArray *sessions, const PtlComparisonOptions *options)
{
  PtlTimeline *self = g_atomic_rc_box_new0 (PtlTimeline);
  Work work = {
    .sessions = sessions,
    .options = options,
    .chains = g_array_new (FALSE, FALSE, sizeof (Chain)),
    .by_latest = g_hash_table_new (NULL, NULL),
  };

  self->infos = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  self->hosts = g_ptr_array_new_with_free_func (host_free);
  for (guint i = 0; i < sessions->len; i++)
    {
      g_ptr_array_add (self->infos,
                       ptl_session_info_ref (ptl_session_get_info (sessions->pdata[i])));
      chain_session (&work, i);
    }
  add_hosts (self, &work);

  g_array_unref (work.chains);
  g_hash_table_unref (work.by_latest);
  return self;
}
