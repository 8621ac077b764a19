/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/phrases.h: numbers, times and states as sentences for people.
 *
 * Pure; every result is (transfer full), but where it says otherwise. */
#pragma once

#include "model/progress.h"
#include "model/service-family.h"
#include "model/session-info.h"

G_BEGIN_DECLS

/* "65,536", grouped as the locale does */
char *ptl_phrases_number (guint64 number);

/* "14 s", "2 min 5 s", "1 h 3 min" */
char *ptl_phrases_duration (gint64 seconds);

/* "3 ms", "6.0 s" */
char *ptl_phrases_short_time (guint ms);

/* "14:03:07" */
char *ptl_phrases_time_of_day (gint64 time_us);

/* "1 address", "256 addresses" */
char *ptl_phrases_addresses (guint64 n_addresses);

/* "12 of 340 ports" */
char *ptl_phrases_of_ports (guint n_shown, guint n_ports);

/* "Web", "Mail", ...: for a legend.  Returns: (transfer none) */
const char *ptl_phrases_service_family (PtlServiceFamily family);

/* @extension: ".xml": a name for a file made from @title, which may hold anything */
char *ptl_phrases_file_name (const char *title, const char *extension);

/* "12 open ports", "17 open ports on 2 hosts", "no host answered" */
char *ptl_phrases_findings (guint n_hosts_up, guint n_open_ports);

/**
 * ptl_phrases_when:
 * @time_us, @now_us: since the Unix epoch
 *
 * "Just now", "5 min ago", "14:03", "Yesterday 14:03", "3 March", "3 March 2024"
 */
char *ptl_phrases_when (gint64 time_us, gint64 now_us);

/* "3 March 2024, 14:03:07" */
char *ptl_phrases_date_and_time (gint64 time_us);

/* "Finished in 14 s", "Stopped after 3 s"; @is_alive: whether a running one runs here */
char *ptl_phrases_ending (const PtlSessionInfo *info, gboolean is_alive);

/* "412 of 1,000 ports asked, 3 of 7 services named, 900 ports/s, about 8 s left"; what is
 * not known yet is left out */
char *ptl_phrases_progress (const PtlProgress *progress, double ports_per_second);

G_END_DECLS
