/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/ports-table.h: the ports of a session or of one of its hosts. */
#pragma once

#include <gtk/gtk.h>

#include "filter/session-filter.h"
#include "formats/selection.h"

G_BEGIN_DECLS

/* Signals:
 *   port-chosen (PtlHost *, PtlPort *)  NULL, NULL when no row is selected
 *   term-asked (const char *)           the person wants to see only ports like that
 *   counted (uint, uint)                so many of so many ports are shown */
#define PTL_TYPE_PORTS_TABLE (ptl_ports_table_get_type ())
G_DECLARE_FINAL_TYPE (PtlPortsTable, ptl_ports_table, PTL, PORTS_TABLE, GtkScrolledWindow)

/* @only: (nullable): NULL: the ports of all hosts
 * @filter: (nullable): which of them */
void ptl_ports_table_show (PtlPortsTable *self,
                           PtlSession *session,
                           PtlHost *only,
                           PtlSessionFilter *filter);

/* Whether a column names the host of each port. */
void ptl_ports_table_name_hosts (PtlPortsTable *self, gboolean name_hosts);

/* Selects @port and brings it into sight.  Returns: whether the table has it */
gboolean ptl_ports_table_choose (PtlPortsTable *self, PtlPort *port);

/* Copies the selected rows as lines of tab-separated cells. */
void ptl_ports_table_copy (PtlPortsTable *self);
/* The same in a format that ptl_selection_can_be(). */
void ptl_ports_table_copy_as (PtlPortsTable *self, PtlFormat format);

/* Gives it the keyboard. */
void ptl_ports_table_focus (PtlPortsTable *self);

G_END_DECLS
