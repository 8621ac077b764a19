/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/own-networks.h: the networks that this machine has an address in. */
#pragma once

#include "model/address.h"

G_BEGIN_DECLS

/* A network as one would scan it. */
typedef struct
{
  PtlAddress address; /* its first */
  guint bits;         /* of the prefix */
} PtlOwnNetwork;

/**
 * ptl_own_networks_list:
 *
 * Asks the kernel, which answers at once.  IPv4 networks of 2 to 65,534 hosts on
 * interfaces that are up; not loopback, and no links between two ends.
 *
 * Returns: (transfer full): (element-type PtlOwnNetwork): each once, in ascending order;
 * empty where there is none or the kernel tells nothing
 */
GArray *ptl_own_networks_list (void);

G_END_DECLS
