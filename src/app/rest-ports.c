/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rest-ports.c: the ports that have no row of their own, in words. */
#include "app/rest-ports.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"

static void
count (const PtlHost *host, guint64 counts[PTL_N_PORT_STATES])
{
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      counts[group->state] += ptl_port_set_count (group->ports);
    }
}

static char *
describe_state (PtlPortState state, guint64 n_ports)
{
  g_autofree char *number = ptl_phrases_number (n_ports);

  switch (state)
    {
    case PTL_PORT_STATE_OPEN:
      return g_strdup_printf (_ ("%s open"), number);

    case PTL_PORT_STATE_CLOSED:
      return g_strdup_printf (_ ("%s closed"), number);

    case PTL_PORT_STATE_FILTERED:
      return g_strdup_printf (_ ("%s filtered"), number);

    case PTL_PORT_STATE_OPEN_FILTERED:
      return g_strdup_printf (_ ("%s open or filtered"), number);

    case PTL_N_PORT_STATES:
      break;
    }

  g_assert_not_reached ();
}

char *
ptl_rest_ports_describe (PtlSession *session, PtlHost *only)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);
  guint64 counts[PTL_N_PORT_STATES] = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (only != NULL)
    count (only, counts);
  else
    g_ptr_array_foreach (hosts, (GFunc) count, counts);

  for (int state = 0; state < PTL_N_PORT_STATES; state++)
    if (counts[state] > 0)
      g_ptr_array_add (parts, describe_state ((PtlPortState) state, counts[state]));
  if (parts->len == 0)
    return g_strdup ("");

  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (", ", (char **) parts->pdata);
  return g_strdup_printf (_ ("Not shown: %s"), list);
}
