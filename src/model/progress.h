/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/progress.h: how far a scan has come. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_PHASE_STARTING,
  PTL_PHASE_SCANNING, /* hosts, ports and services, side by side */
  PTL_PHASE_FINISHED,
  PTL_PHASE_STOPPED,
  PTL_PHASE_PAUSED /* no connection begins */
} PtlPhase;

typedef struct
{
  PtlPhase phase;
  guint64 hosts_total; /* addresses asked for, excluded ones left out */
  guint64 hosts_done;
  guint hosts_up;
  guint64 ports_done;  /* port states known */
  guint64 ports_total; /* to be asked on the hosts found up so far */
  guint open_ports;
  guint services_done;
  guint services_total; /* open ports to identify, so far */
  guint in_flight;      /* connections open now */
  gint64 elapsed_us;
} PtlProgress;

/* Returns: 0..1, never running backwards by more than newly found work explains */
double ptl_progress_get_fraction (const PtlProgress *self);

/* Returns: seconds left as the pace so far suggests, or -1 when it is too early to say */
int ptl_progress_get_eta_s (const PtlProgress *self);

G_END_DECLS
