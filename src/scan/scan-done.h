/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-done.h: what is done of a scan that is gone on with: the rest of the plan is
 * its work list, down to the single port. */
#pragma once

#include "model/unfinished.h"

G_BEGIN_DECLS

/* A port whose state is known and whose service is not. */
typedef struct
{
  PtlProtocol protocol;
  guint16 port;
  PtlPortState state;
  gboolean is_named;    /* by the table */
  guint first_response; /* sequence of its next response */
} PtlUnnamedPort;

/* What is done of one host that is up.  Immutable. */
typedef struct
{
  PtlHostInfo *info; /* finished: nothing is left */
  PtlPortSet *settled[PTL_N_PROTOCOLS];
  PtlPortSet *rows[PTL_N_PROTOCOLS]; /* those of settled that have a row */
  PtlPortSet *open_udp;
  GArray *unnamed; /* PtlUnnamedPort, by protocol and number */
  guint n_open;
  guint n_named;  /* services known for good */
  guint n_traced; /* steps of its trace there are */
} PtlHostDone;

/* For the progress of the whole: what one host comes to. */
typedef struct
{
  gboolean up;
  guint ports_total;
  guint ports_done;
  guint open_ports;
  guint services_total;
  guint services_done;
} PtlScanHostCounts;

typedef struct _PtlScanDone PtlScanDone;

/* Keeps nothing of @unfinished but what its hosts' infos hold by reference. */
PtlScanDone *ptl_scan_done_new (const PtlUnfinished *unfinished);
void ptl_scan_done_free (PtlScanDone *self);

/* Returns: whether the address was asked and did not answer */
gboolean ptl_scan_done_is_silent (const PtlScanDone *self, const PtlAddress *address);

/* Returns: (transfer none) (nullable): NULL if nothing is known of the host */
const PtlHostDone *ptl_scan_done_find (const PtlScanDone *self,
                                       const PtlAddress *address);

/* Returns: (transfer none) (nullable): PtlAddress: those that @name had */
GArray *ptl_scan_done_get_addresses (const PtlScanDone *self, const char *name);

/* Returns: the sequence of the port's next response */
guint ptl_host_done_get_first_response (const PtlHostDone *self,
                                        PtlProtocol protocol,
                                        guint16 port);

/* Returns: (transfer full): those of the @n ports in @planned that are left, in order;
 * @n_left: how many */
guint16 *ptl_host_done_choose_ports (const PtlHostDone *self,
                                     PtlProtocol protocol,
                                     const guint16 *planned,
                                     guint n,
                                     guint *n_left);

/* Adds what is done to what will be. */
void ptl_host_done_add_counts (const PtlHostDone *self, PtlScanHostCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanDone, ptl_scan_done_free)

G_END_DECLS
