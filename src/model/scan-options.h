/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/scan-options.h: what a scan is asked to do. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_TIMING_PARANOID,
  PTL_TIMING_SNEAKY,
  PTL_TIMING_POLITE,
  PTL_TIMING_NORMAL,
  PTL_TIMING_AGGRESSIVE,
  PTL_TIMING_INSANE,
  PTL_N_TIMINGS
} PtlTiming;

#define PTL_MAX_INTENSITY 9

/* Built by a front end, then immutable.  Strings are as the person typed them; scan/
 * parses them. */
typedef struct
{
  GPtrArray *targets;      /* char *: target expressions */
  GPtrArray *target_files; /* char *: paths of files of target expressions */
  GPtrArray *excludes;     /* char *: target expressions left out */
  GPtrArray *exclude_files;
  char *ports;     /* (nullable): port specification; NULL: the top_ports most frequent */
  guint top_ports; /* used when ports is NULL */
  gboolean tcp;
  gboolean udp;
  gboolean ipv6; /* names resolve to IPv6 addresses */
  gboolean skip_discovery;
  gboolean no_dns; /* no reverse look-up */
  gboolean identify;
  gboolean all_ports; /* identify ports of the Exclude list as well */
  guint intensity;    /* 0..PTL_MAX_INTENSITY */
  PtlTiming timing;
  guint max_parallel;     /* sockets in flight, 0: as the timing says */
  guint max_rate;         /* connection attempts per second, 0: no limit */
  guint host_timeout_ms;  /* 0: as the timing says */
  guint probes_in_flight; /* per port, 0: as the timing says */
  guint shard;            /* 1..n_shards: the part of the scan that is wanted */
  guint n_shards;         /* 0: all of it */
  gboolean compat_nmap;
  gboolean trace;
  GPtrArray *databases; /* char *: probe files instead of the default layers */
  GPtrArray *rules;     /* char *: additional files of user rules */
} PtlScanOptions;

#define PTL_TYPE_SCAN_OPTIONS (ptl_scan_options_get_type ())
GType ptl_scan_options_get_type (void);

/* Returns: (transfer full): the defaults: TCP, top 1000, identify at intensity 7, timing
 * normal */
PtlScanOptions *ptl_scan_options_new (void);
PtlScanOptions *ptl_scan_options_copy (const PtlScanOptions *self);
void ptl_scan_options_free (PtlScanOptions *self);

/**
 * ptl_scan_options_to_string:
 * Returns: (transfer full): a text that ptl_scan_options_from_string() reads back
 */
char *ptl_scan_options_to_string (const PtlScanOptions *self);

/**
 * ptl_scan_options_from_string:
 *
 * Members that @text does not name keep their defaults; names it does not know are
 * ignored, so that an older program reads what a newer one wrote.
 *
 * Returns: (transfer full) (nullable): NULL with a %G_VARIANT_PARSE_ERROR if @text is
 * malformed
 */
PtlScanOptions *ptl_scan_options_from_string (const char *text, GError **error);

/* The same as an a{sv} with a member for each of the struct's: b, u, s, ay (bytestring)
 * and aay.  Returns: (transfer full) */
GVariant *ptl_scan_options_to_variant (const PtlScanOptions *self);
PtlScanOptions *ptl_scan_options_from_variant (GVariant *variant);

/* Returns: (transfer full): the targets as a person would say them: "10.0.0.0/24, nas" */
char *ptl_scan_options_get_targets_text (const PtlScanOptions *self);

const char *ptl_timing_to_string (PtlTiming timing); /* "paranoid" ... "insane" */
gboolean ptl_timing_parse (const char *text, PtlTiming *timing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanOptions, ptl_scan_options_free)

G_END_DECLS
