/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-diff.h: what two sessions know of one host, port by port. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

/* What a session can say of a host. */
typedef struct
{
  PtlHost *host;                            /* (nullable) */
  gboolean covered;                         /* else it was never asked for */
  gboolean has_names;                       /* it looked up names */
  const PtlPortSet *asked[PTL_N_PROTOCOLS]; /* (nullable): what it asked of each host */
} PtlHostView;

/**
 * ptl_host_diff_new:
 * @views: two, of which one at least has a host
 * @keep_same: whether open ports in which nothing differs have a place in the result;
 * else they are only counted
 *
 * Returns: (transfer full): without identity and score
 */
PtlHostChange *ptl_host_diff_new (const PtlHostView *views, gboolean keep_same);

G_END_DECLS
