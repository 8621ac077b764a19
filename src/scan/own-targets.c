/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/own-targets.c: the networks around this machine, as targets. */
#include "scan/own-targets.h"

#include "net/own-networks.h"

GStrv
ptl_own_targets_list (void)
{
  g_autoptr (GArray) networks = ptl_own_networks_list ();
  g_autoptr (GStrvBuilder) targets = g_strv_builder_new ();

  for (guint i = 0; i < networks->len; i++)
    {
      const PtlOwnNetwork *network = &g_array_index (networks, PtlOwnNetwork, i);
      g_autofree char *address = ptl_address_to_string (&network->address);
      g_autofree char *target = g_strdup_printf ("%s/%u", address, network->bits);

      g_strv_builder_add (targets, target);
    }

  return g_strv_builder_end (targets);
}
