/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/local-ports.c: which UDP ports of this machine are this program's. */
#include "net/local-ports.h"

static int n_sockets[G_MAXUINT16 + 1]; /* by port; atomic */

void
ptl_local_ports_add (guint16 port)
{
  g_atomic_int_inc (&n_sockets[port]);
}

void
ptl_local_ports_remove (guint16 port)
{
  g_return_if_fail (ptl_local_ports_has (port));

  g_atomic_int_dec_and_test (&n_sockets[port]);
}

gboolean
ptl_local_ports_has (guint16 port)
{
  return g_atomic_int_get (&n_sockets[port]) > 0;
}
