/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-diff.c: what two sessions know of one host, port by port.
 *
 * Each session's ports of one protocol are a row of segments: single ports, and ranges of
 * ports in one state.  Both rows are walked side by side, cut where either begins or
 * ends; what lies in one row alone the other session did not look at. */
#include "compare/host-diff.h"

#include "compare/moved-service.h"
#include "compare/script-diff.h"
#include "compare/service-diff.h"

typedef struct
{
  guint first;
  guint last;
  PtlPortState state;
  PtlReason reason;
  PtlPort *port; /* (nullable): of a single port that has a row */
} Segment;

typedef struct
{
  PtlHostChange *change;
  PtlProtocol protocol;
  gboolean keep_same;
  gboolean is_absent[2]; /* the session asked and the host did not answer */
} Walk;

static gboolean
is_present (const PtlHostView *view)
{
  const PtlHost *host = view->host;

  return host != NULL && (host->info->state == PTL_HOST_STATE_UP ||
                          (host->info->state == PTL_HOST_STATE_UNKNOWN &&
                           (host->ports->len > 0 || host->groups->len > 0)));
}

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const Segment *x = a;
  const Segment *y = b;

  return x->first < y->first ? -1 : x->first > y->first;
}

static void
add_set (GArray *segments, const PtlPortSet *set, PtlPortState state, PtlReason reason)
{
  guint n;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (set, &n);

  for (guint i = 0; i < n; i++)
    {
      Segment segment = { ranges[i].first, ranges[i].last, state, reason, NULL };

      g_array_append_val (segments, segment);
    }
}

static void
add_known (GArray *segments, const PtlHost *host, PtlProtocol protocol)
{
  guint n_rows;

  for (guint i = 0; i < host->ports->len; i++)
    {
      PtlPort *port = host->ports->pdata[i];
      Segment segment = { port->number, port->number, port->state, port->reason, port };

      if (port->protocol == protocol)
        g_array_append_val (segments, segment);
    }

  n_rows = segments->len;
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      if (group->protocol == protocol)
        add_set (segments, group->ports, group->state, group->reason);
    }
  if (segments->len > n_rows)
    g_array_sort (segments, compare_segments);
}

/* Returns: (transfer full): in ascending order, none overlapping another */
static GArray *
get_segments (const PtlHostView *view, PtlProtocol protocol)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (Segment));

  if (is_present (view))
    add_known (segments, view->host, protocol);
  else if (view->covered && view->asked[protocol] != NULL)
    add_set (segments, view->asked[protocol], PTL_PORT_STATE_FILTERED,
             PTL_REASON_NO_RESPONSE);
  return segments;
}

static void
set_sides (PtlPortChange *port, const Segment *const segments[2])
{
  for (guint i = 0; i < 2; i++)
    if (segments[i] != NULL)
      {
        PtlPortSide side = { TRUE, segments[i]->state, segments[i]->reason,
                             segments[i]->port };

        ptl_port_change_set_side (port, i, &side);
      }
}

static gboolean
is_alike (const PtlPortChange *port, PtlChangeKind kind, const Segment *const segments[2])
{
  for (guint i = 0; i < 2; i++)
    {
      const PtlPortSide *side = &port->sides[i];

      if (side->covered != (segments[i] != NULL))
        return FALSE;
      if (side->covered &&
          (side->state != segments[i]->state || side->reason != segments[i]->reason))
        return FALSE;
    }

  return port->kind == kind && port->ports != NULL;
}

/* Returns: (transfer none): the change of all ports with these states, which has a set of
 * ports; among the changes of this protocol, of which few have one */
static PtlPortChange *
ensure_group (Walk *walk, PtlChangeKind kind, const Segment *const segments[2])
{
  GPtrArray *ports = walk->change->ports;
  PtlPortChange *added;

  for (guint i = ports->len; i-- > 0;)
    {
      PtlPortChange *port = ports->pdata[i];

      if (port->protocol != walk->protocol)
        break;
      if (is_alike (port, kind, segments))
        return port;
    }

  added = ptl_port_change_new (kind, walk->protocol);
  added->ports = ptl_port_set_new ();
  set_sides (added, segments);
  g_ptr_array_add (ports, added);
  return added;
}

static gboolean
has_row (const Segment *const segments[2])
{
  return (segments[0] != NULL && segments[0]->port != NULL) ||
         (segments[1] != NULL && segments[1]->port != NULL);
}

/* Returns: (transfer none): a change of its own for one port; ports that nobody has a row
 * of share one */
static PtlPortChange *
add_change (Walk *walk,
            PtlChangeKind kind,
            guint first,
            guint last,
            const Segment *const segments[2])
{
  PtlPortChange *port;

  if (!has_row (segments))
    {
      port = ensure_group (walk, kind, segments);
      if (ptl_port_set_count (port->ports) == 0)
        port->number[0] = port->number[1] = (guint16) first;
      ptl_port_set_add_range (port->ports, (guint16) first, (guint16) last);
      return port;
    }

  port = ptl_port_change_new (kind, walk->protocol);
  port->number[0] = port->number[1] = (guint16) first;
  set_sides (port, segments);
  g_ptr_array_add (walk->change->ports, port);
  return port;
}

static void
add_field (PtlPortChange *port,
           PtlChangeField field,
           PtlChangeLevel level,
           const char *before,
           const char *after)
{
  if (port->ports != NULL && port->fields->len > 0)
    return; /* of a group: it is there already */

  g_ptr_array_add (port->fields, ptl_field_change_new (field, level, before, after));
}

static void
add_state_field (PtlPortChange *port,
                 const Segment *const segments[2],
                 PtlChangeLevel level)
{
  add_field (port, PTL_FIELD_STATE, level, ptl_port_state_to_string (segments[0]->state),
             ptl_port_state_to_string (segments[1]->state));
}

static PtlChangeKind
get_state_kind (const Segment *const segments[2])
{
  gboolean guessed = segments[0]->state == PTL_PORT_STATE_OPEN_FILTERED ||
                     segments[1]->state == PTL_PORT_STATE_OPEN_FILTERED;

  if (!guessed && segments[1]->state == PTL_PORT_STATE_OPEN)
    return PTL_CHANGE_NEW;
  if (!guessed && segments[0]->state == PTL_PORT_STATE_OPEN)
    return PTL_CHANGE_GONE;

  return PTL_CHANGE_CHANGED;
}

/* "open|filtered" leaves open whether it is one or the other. */
static PtlChangeLevel
get_state_level (const Segment *const segments[2])
{
  for (guint i = 0; i < 2; i++)
    if (segments[i]->state == PTL_PORT_STATE_OPEN_FILTERED &&
        segments[1 - i]->state != PTL_PORT_STATE_CLOSED)
      return PTL_LEVEL_CERTAINTY;

  return PTL_LEVEL_EXPOSURE;
}

/* The states differ. */
static void
add_state_change (Walk *walk, guint first, guint last, const Segment *const segments[2])
{
  PtlChangeKind kind = get_state_kind (segments);

  /* That a host is gone says all of its closed ports. */
  if (kind == PTL_CHANGE_CHANGED && (walk->is_absent[0] || walk->is_absent[1]))
    return;

  add_state_field (add_change (walk, kind, first, last, segments), segments,
                   get_state_level (segments));
}

static void
append_reason (GPtrArray *fields, const Segment *const segments[2])
{
  PtlChangeLevel level = segments[0]->state == PTL_PORT_STATE_FILTERED
                             ? PTL_LEVEL_CERTAINTY
                             : PTL_LEVEL_NOISE;

  if (segments[0]->reason != segments[1]->reason)
    g_ptr_array_add (fields,
                     ptl_field_change_new (PTL_FIELD_REASON, level,
                                           ptl_reason_to_string (segments[0]->reason),
                                           ptl_reason_to_string (segments[1]->reason)));
}

/* Both know it in the same state. */
static void
add_same_state (Walk *walk, guint first, guint last, const Segment *const segments[2])
{
  g_autoptr (GPtrArray) fields =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_field_change_free);
  PtlPortChange *port;

  append_reason (fields, segments);
  if (segments[0]->port != NULL && segments[1]->port != NULL &&
      segments[0]->state == PTL_PORT_STATE_OPEN)
    ptl_service_diff_append (fields, segments[0]->port, segments[1]->port);

  if (fields->len == 0)
    {
      walk->change->n_same += last - first + 1;
      if (walk->keep_same && segments[0]->state == PTL_PORT_STATE_OPEN)
        add_change (walk, PTL_CHANGE_SAME, first, last, segments);
      return;
    }

  port = add_change (walk, PTL_CHANGE_CHANGED, first, last, segments);
  if (port->fields->len == 0)
    g_ptr_array_extend_and_steal (port->fields, g_steal_pointer (&fields));
}

static void
add_uncovered (Walk *walk, guint first, guint last, const Segment *const segments[2])
{
  guint by = segments[0] == NULL ? 0 : 1;
  const Segment *known = segments[1 - by];

  walk->change->n_uncovered[by] += last - first + 1;
  if (known->state != PTL_PORT_STATE_OPEN)
    return;

  walk->change->n_uncovered_open[by] += last - first + 1;
  add_change (walk, PTL_CHANGE_NOT_COVERED, first, last, segments);
}

static void
visit (Walk *walk, guint first, guint last, const Segment *before, const Segment *after)
{
  const Segment *const segments[2] = { before, after };

  if (before == NULL || after == NULL)
    add_uncovered (walk, first, last, segments);
  else if (before->state != after->state)
    add_state_change (walk, first, last, segments);
  else
    add_same_state (walk, first, last, segments);
}

/* Moves on to the first segment that does not end before @pos: those of a session put
 * together from foreign files may overlap.  Returns: whether there is one */
static gboolean
skip_past (GArray *segments, guint *at, guint pos)
{
  while (*at < segments->len && g_array_index (segments, Segment, *at).last < pos)
    (*at)++;
  return *at < segments->len;
}

static void
walk_protocol (Walk *walk, GArray *const segments[2])
{
  guint at[2] = { 0, 0 };
  guint pos = 0;

  for (;;)
    {
      const Segment *current[2] = { NULL, NULL };
      guint begin[2] = { G_MAXUINT, G_MAXUINT };
      guint first;
      guint last = G_MAXUINT;

      for (guint i = 0; i < 2; i++)
        if (skip_past (segments[i], &at[i], pos))
          {
            current[i] = &g_array_index (segments[i], Segment, at[i]);
            begin[i] = MAX (current[i]->first, pos);
          }

      first = MIN (begin[0], begin[1]);
      if (first == G_MAXUINT)
        return;
      for (guint i = 0; i < 2; i++)
        if (begin[i] == first)
          last = MIN (last, current[i]->last);
        else if (current[i] != NULL)
          last = MIN (last, begin[i] - 1);

      visit (walk, first, last, begin[0] == first ? current[0] : NULL,
             begin[1] == first ? current[1] : NULL);

      pos = last + 1;
    }
}

static void
walk_ports (PtlHostChange *change, const PtlHostView *views, gboolean keep_same)
{
  Walk walk = { .change = change, .keep_same = keep_same };

  for (guint i = 0; i < 2; i++)
    walk.is_absent[i] = !is_present (&views[i]);

  for (guint p = 0; p < PTL_N_PROTOCOLS; p++)
    {
      g_autoptr (GArray) before = get_segments (&views[0], (PtlProtocol) p);
      g_autoptr (GArray) after = get_segments (&views[1], (PtlProtocol) p);
      GArray *const segments[2] = { before, after };

      walk.protocol = (PtlProtocol) p;
      walk_protocol (&walk, segments);
    }
}

static void
add_host_field (PtlHostChange *change,
                PtlChangeField field,
                PtlChangeLevel level,
                const char *before,
                const char *after)
{
  g_ptr_array_add (change->fields, ptl_field_change_new (field, level, before, after));
}

static void
compare_names (PtlHostChange *change, const PtlHostView *views)
{
  const char *before = views[0].host->info->hostname;
  const char *after = views[1].host->info->hostname;

  if ((before == NULL && !views[0].has_names) || (after == NULL && !views[1].has_names))
    return;

  if ((before == NULL) != (after == NULL) ||
      (before != NULL && g_ascii_strcasecmp (before, after) != 0))
    add_host_field (change, PTL_FIELD_NAME, PTL_LEVEL_IDENTITY, before, after);
}

/* Both are there. */
static void
compare_hosts (PtlHostChange *change, const PtlHostView *views)
{
  const PtlHost *before = views[0].host;
  const PtlHost *after = views[1].host;

  if (!ptl_address_equal (&before->address, &after->address))
    {
      g_autofree char *was = ptl_address_to_string (&before->address);
      g_autofree char *is = ptl_address_to_string (&after->address);

      change->kind = PTL_CHANGE_MOVED;
      add_host_field (change, PTL_FIELD_ADDRESS, PTL_LEVEL_IDENTITY, was, is);
    }
  if (before->info->mac != NULL && after->info->mac != NULL &&
      g_ascii_strcasecmp (before->info->mac, after->info->mac) != 0)
    add_host_field (change, PTL_FIELD_MAC, PTL_LEVEL_IDENTITY, before->info->mac,
                    after->info->mac);
  compare_names (change, views);
  ptl_script_diff_append_host (change->fields, before->info, after->info);
}

static int
compare_ports (gconstpointer a, gconstpointer b)
{
  const PtlPortChange *x = *(const PtlPortChange *const *) a;
  const PtlPortChange *y = *(const PtlPortChange *const *) b;
  guint16 number_x = MIN (x->number[0], x->number[1]);
  guint16 number_y = MIN (y->number[0], y->number[1]);

  if (x->protocol != y->protocol)
    return x->protocol < y->protocol ? -1 : 1;
  if (number_x != number_y)
    return number_x < number_y ? -1 : 1;

  return (int) MAX (x->number[0], x->number[1]) - (int) MAX (y->number[0], y->number[1]);
}

static void
settle_ports (PtlHostChange *change)
{
  for (guint i = 0; i < change->ports->len; i++)
    {
      PtlPortChange *port = change->ports->pdata[i];

      port->level = ptl_field_changes_get_level (port->fields);
    }

  g_ptr_array_sort (change->ports, compare_ports);
}

PtlHostChange *
ptl_host_diff_new (const PtlHostView *views, gboolean keep_same)
{
  PtlHostChange *self =
      ptl_host_change_new (PTL_CHANGE_SAME, views[0].host, views[1].host);
  gboolean before = is_present (&views[0]);
  gboolean after = is_present (&views[1]);

  g_return_val_if_fail (views[0].host != NULL || views[1].host != NULL, self);

  walk_ports (self, views, keep_same);
  ptl_moved_service_join (self->ports);

  if (before && after)
    compare_hosts (self, views);
  else if ((before && !views[1].covered) || (after && !views[0].covered))
    self->kind = PTL_CHANGE_NOT_COVERED;
  else if (before != after)
    {
      self->kind = after ? PTL_CHANGE_NEW : PTL_CHANGE_GONE;
      add_host_field (self, PTL_FIELD_HOST, PTL_LEVEL_EXPOSURE, before ? "up" : "down",
                      after ? "up" : "down");
    }

  settle_ports (self);
  if (self->kind == PTL_CHANGE_SAME && ptl_host_change_is_difference (self))
    self->kind = PTL_CHANGE_CHANGED;
  self->level = ptl_field_changes_get_level (self->fields);
  return self;
}
