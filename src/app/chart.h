/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart.h: a session as a grid: hosts in rows, open ports in columns.
 *
 * A snapshot: what is drawn from it (names, families) does not change with the session,
 * so a picture may be made on another thread.  Columns that many hosts have come first.
 * Hosts with the same open ports stand together, like beside like, and what is unlike all
 * others comes last: so the odd one out is seen at a glance. */
#pragma once

#include "model/service-family.h"
#include "model/session.h"

G_BEGIN_DECLS

typedef struct
{
  PtlProtocol protocol;
  guint16 number;
  guint n_hosts; /* that have it open */
} PtlChartColumn;

typedef struct
{
  guint column;
  PtlServiceFamily family;
  gboolean is_encrypted; /* the service speaks through TLS */
  PtlPort *port;
} PtlChartCell;

typedef struct
{
  PtlHost *host;
  char *name;                /* of the host, safe to show */
  GArray *cells;             /* PtlChartCell, by column */
  gboolean is_first_of_kind; /* the row above has other columns */
} PtlChartRow;

typedef struct
{
  GArray *columns;                       /* PtlChartColumn */
  GPtrArray *rows;                       /* PtlChartRow */
  guint longest_name;                    /* of all rows, in characters */
  guint n_cells[PTL_N_SERVICE_FAMILIES]; /* how many ports each family has */
} PtlChart;

/* A cell of the grid; a row or column of -1 is none. */
typedef struct
{
  int row;
  int column;
} PtlChartPlace;

/* Takes what @session knows now; hosts without an open port have no row. */
PtlChart *ptl_chart_new (PtlSession *session);

PtlChart *ptl_chart_ref (PtlChart *self);
void ptl_chart_unref (PtlChart *self);

/* Returns: (transfer none) (nullable): NULL where the host does not have that port */
const PtlChartCell *ptl_chart_get_cell (const PtlChart *self, guint row, guint column);

/* Returns: whether two places are the same */
gboolean ptl_chart_place_equal (PtlChartPlace a, PtlChartPlace b);

/* Returns: whether @host has a row, whose number is then in @row */
gboolean ptl_chart_find_host (const PtlChart *self, const PtlHost *host, guint *row);

/* The same for a port and its column. */
gboolean ptl_chart_find_port (const PtlChart *self, const PtlPort *port, guint *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlChart, ptl_chart_unref)

G_END_DECLS
