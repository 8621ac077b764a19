/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-rows.c: which ports of a host get a row of their own. */
#include "formats/port-rows.h"

static guint
count_state (const PtlHost *host, PtlPortState state)
{
  guint n = 0;

  for (guint i = 0; i < host->ports->len; i++)
    n += ((const PtlPort *) host->ports->pdata[i])->state == state;
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      if (group->state == state)
        n += ptl_port_set_count (group->ports);
    }

  return n;
}

static void
add_rows (PtlPortRows *self, const PtlPortGroup *group)
{
  guint n;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (group->ports, &n);

  for (guint i = 0; i < n; i++)
    for (guint number = ranges[i].first; number <= ranges[i].last; number++)
      {
        PtlPort *port = ptl_port_new (group->protocol, (guint16) number);

        port->state = group->state;
        port->reason = group->reason;
        g_ptr_array_add (self->rows, port);
      }
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const PtlPortGroup *x = *(const PtlPortGroup *const *) a;
  const PtlPortGroup *y = *(const PtlPortGroup *const *) b;

  return x->protocol != y->protocol ? (int) x->protocol - (int) y->protocol
                                    : (int) x->reason - (int) y->reason;
}

static void
ignore_state (PtlPortRows *self, const PtlHost *host, PtlPortState state)
{
  PtlIgnoredState ignored = { .state = state, .groups = g_ptr_array_new () };

  for (guint i = 0; i < host->groups->len; i++)
    {
      PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      if (group->state != state)
        continue;
      ignored.count += ptl_port_set_count (group->ports);
      g_ptr_array_add (ignored.groups, group);
    }

  g_ptr_array_sort (ignored.groups, compare_groups);
  g_array_append_val (self->ignored, ignored);
}

static void
list_state (PtlPortRows *self, const PtlHost *host, PtlPortState state)
{
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      if (group->state == state)
        add_rows (self, group);
    }
}

static gboolean
has_groups (const PtlHost *host, PtlPortState state)
{
  for (guint i = 0; i < host->groups->len; i++)
    if (g_array_index (host->groups, PtlPortGroup, i).state == state)
      return TRUE;

  return FALSE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PtlPort *x = *(const PtlPort *const *) a;
  const PtlPort *y = *(const PtlPort *const *) b;

  return x->protocol != y->protocol ? (int) x->protocol - (int) y->protocol
                                    : (int) x->number - (int) y->number;
}

static int
compare_ignored (gconstpointer a, gconstpointer b)
{
  const PtlIgnoredState *x = a;
  const PtlIgnoredState *y = b;

  return x->count != y->count ? (x->count < y->count ? 1 : -1)
                              : (int) x->state - (int) y->state;
}

static void
clear_ignored (gpointer data)
{
  PtlIgnoredState *ignored = data;

  g_ptr_array_unref (ignored->groups);
}

PtlPortRows *
ptl_port_rows_new (const PtlHost *host)
{
  PtlPortRows *self = g_new0 (PtlPortRows, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_port_unref);
  self->ignored = g_array_new (FALSE, FALSE, sizeof (PtlIgnoredState));
  g_array_set_clear_func (self->ignored, clear_ignored);

  for (guint i = 0; i < host->ports->len; i++)
    g_ptr_array_add (self->rows, ptl_port_ref (host->ports->pdata[i]));
  for (guint state = 0; state < PTL_N_PORT_STATES; state++)
    {
      if (!has_groups (host, state))
        continue;
      if (state != PTL_PORT_STATE_OPEN &&
          count_state (host, state) > PTL_PORT_ROWS_MAX_STATE)
        ignore_state (self, host, state);
      else
        list_state (self, host, state);
    }

  g_ptr_array_sort (self->rows, compare_rows);
  g_array_sort (self->ignored, compare_ignored);
  return self;
}

void
ptl_port_rows_free (PtlPortRows *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->ignored);
  g_free (self);
}
