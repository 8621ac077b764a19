/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/neighbours.h: hardware addresses of the local link, from the kernel's neighbour
 * table. */
#pragma once

#include "model/address.h"

G_BEGIN_DECLS

/**
 * ptl_neighbours_find_mac:
 *
 * Asks the kernel over rtnetlink (RTM_GETNEIGH); takes microseconds, never waits for the
 * network.
 *
 * Returns: (transfer full) (nullable): "02:42:ac:11:00:02", NULL when the kernel knows
 * none
 */
char *ptl_neighbours_find_mac (const PtlAddress *address);

G_END_DECLS
