/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/local-ports.h: which UDP ports of this machine are this program's.
 *
 * Who scans their own machine asks, sooner or later, the port that another socket of the
 * scan has: that socket must not take the question for an answer.  Of all scans of the
 * program; from any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A port may be added several times, for as many addresses. */
void ptl_local_ports_add (guint16 port);
void ptl_local_ports_remove (guint16 port);
gboolean ptl_local_ports_has (guint16 port);

G_END_DECLS
