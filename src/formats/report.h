/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/report.h: what every format says of a session besides its hosts. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/* Valid while nobody changes the session. */
typedef struct
{
  const PtlSessionInfo *info;
  GPtrArray *hosts; /* PtlHost */
  guint n_up;
  guint n_open_ports;
  const PtlAddressSet *silent; /* addresses that were asked and did not answer */
  guint64 n_scanned;           /* addresses, those without a host record included */
  gboolean knows_scanned; /* else those without are not counted: a saved session does not
                             say */
  gint64 finished_us;     /* of a session still running: of its last progress */
  PtlPortSet *asked[PTL_N_PROTOCOLS]; /* every port of which a host's state is known */
} PtlReport;

/* Returns: (transfer full) */
PtlReport *ptl_report_new (PtlSession *session);
void ptl_report_free (PtlReport *self);

double ptl_report_get_elapsed_s (const PtlReport *self);

/* Returns: (transfer full): the version alone of the program that scanned */
char *ptl_report_get_version (const PtlReport *self);

/* Returns: (transfer full): a command line that asks for the same scan, quoted for a
 * shell */
char *ptl_report_get_command (const PtlReport *self);

/* Returns: (transfer full) (nullable): why the results are not complete, NULL if they are
 */
char *ptl_report_get_shortfall (const PtlReport *self);

/* Returns: (transfer full) (nullable): whose verdicts are shown, NULL for the scan's own
 */
char *ptl_report_get_revision_text (const PtlReport *self);

/* Returns: whether people should be shown the fingerprint of @service (spec 4.4) */
gboolean ptl_report_shows_fingerprint (const PtlReport *self, const PtlService *service);

/* Returns: (transfer full): "Sat Nov 21 00:23:48 2026", local time, in every locale */
char *ptl_report_format_time (gint64 time_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlReport, ptl_report_free)

G_END_DECLS
