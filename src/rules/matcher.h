/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/matcher.h: which rule claims a response, and what it says of the service. */
#pragma once

#include "rules/probe-db.h"

G_BEGIN_DECLS

/* What one rule says of one response. */
typedef struct
{
  gboolean soft;
  gboolean tunnels; /* a hard match of "ssl", or of "dtls" over UDP: look again inside */
  /* The rule's fields with captures filled in, rule reference (its response member is 0)
   * and, for a service "ssl/NAME", the tunnel set and the prefix gone.  The outcome is
   * hard or soft match. */
  PtlService *service;
} PtlMatch;

void ptl_match_free (PtlMatch *self);

/**
 * ptl_match_response:
 * @probe: the probe that was sent
 * @compat_nmap: give fields exactly as Nmap would, its defects included (values cut at
 * NUL, one CPE for each part)
 *
 * Tries the rules of @probe, of its fallbacks and, for TCP, of the NULL probe, in this
 * order, each list in order; the first that matches decides (spec 2.5).  With several
 * layers this is done for one after another, from the highest down, and a hard match of
 * any goes before the soft one of a higher layer if it tells more: a version, another
 * service or product.  Match, depth and heap limits are set;
 * a rule that hits one does not match.  Usable from every thread.
 *
 * Returns: (transfer full) (nullable): NULL when no rule claims the response
 */
PtlMatch *ptl_match_response (PtlProbeDb *db,
                              const PtlProbe *probe,
                              const guint8 *data,
                              gsize len,
                              gboolean compat_nmap);

/**
 * ptl_match_response_further:
 *
 * The same, with what later rules know besides added to its service: hard matches that
 * name another product, or a version where none was known.
 *
 * Returns: (transfer full) (nullable)
 */
PtlMatch *ptl_match_response_further (PtlProbeDb *db,
                                      const PtlProbe *probe,
                                      const guint8 *data,
                                      gsize len);

/**
 * ptl_match_response_all:
 *
 * Every rule of those lists that matches, in the order they would be tried.
 *
 * Returns: (transfer full) (element-type PtlMatch): owns its elements
 */
GPtrArray *ptl_match_response_all (PtlProbeDb *db,
                                   const PtlProbe *probe,
                                   const guint8 *data,
                                   gsize len);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlMatch, ptl_match_free)

G_END_DECLS
