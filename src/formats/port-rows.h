/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-rows.h: which ports of a host get a row of their own and which are only
 * counted (spec 6.1). */
#pragma once

#include "model/host.h"

G_BEGIN_DECLS

/* More ports than this in one state other than open are counted, not listed. */
#define PTL_PORT_ROWS_MAX_STATE 25

typedef struct
{
  PtlPortState state;
  guint count;
  GPtrArray *groups; /* const PtlPortGroup *, by protocol and reason */
} PtlIgnoredState;

typedef struct
{
  GPtrArray *rows; /* PtlPort, by protocol and number */
  GArray *ignored; /* PtlIgnoredState, the largest first */
} PtlPortRows;

/* Returns: (transfer full): valid while @host does not change */
PtlPortRows *ptl_port_rows_new (const PtlHost *host);
void ptl_port_rows_free (PtlPortRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortRows, ptl_port_rows_free)

G_END_DECLS
