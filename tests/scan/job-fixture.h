/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/job-fixture.h: what tests of whole scans share: a small database, a scan run
 * to its end. */
#pragma once

#include "lib/peer.h"
#include "model/session.h"
#include "scan/scan-job.h"

typedef struct
{
  PtlSession *session;
  PtlScanJobEnd end;
  gboolean ended;
} JobWatch;

/* They fill in a JobWatch, which is their user data. */
extern const PtlScanJobFuncs job_funcs;

void job_watch_init (JobWatch *watch, const PtlScanOptions *options);

extern const char job_database[];
extern const char *job_rules;     /* what is scanned by; at first job_database */
extern guint16 job_excluded_port; /* of its Exclude line */

PtlScanOptions *job_options (const char *target, const char *ports);
PtlScanJob *job_new (const PtlScanOptions *options, GError **error);
PtlScanJob *job_new_to_go_on (const PtlScanOptions *options,
                              const PtlUnfinished *unfinished,
                              GError **error);

/* Scans until the end, which must be @end. */
PtlSession *job_scan (const PtlScanOptions *options, PtlScanJobEnd end);

/* Scans the peer's port on 127.0.0.1; returns it as it stands at the end. */
PtlPort *job_scan_peer (Peer *peer, PtlTiming timing);

/* Services that the database knows: one that speaks first, one that is asked. */
void job_banner_script (PeerLink *link, gpointer data);
void job_http_script (PeerLink *link, gpointer data);
