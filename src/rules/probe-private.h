/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-private.h: a probe as the files that build the database see it. */
#pragma once

#include "rules/probe-db.h"
#include "rules/rule-index.h"

G_BEGIN_DECLS

/* A name on a fallback line. */
typedef struct
{
  const PtlProbeFile *file;
  guint line;
  guint column;
  char *name;
} PtlFallback;

/* At first a block of one file; then, with what blocks of other files with the same
 * protocol and payload say, the probe. */
struct _PtlProbe
{
  const PtlProbeFile *file;
  char *name;
  PtlProtocol protocol;
  GBytes *payload;
  gboolean for_port_scan; /* no "no-payload" flag */

  guint rarity; /* 0: not given, like the next two */
  guint total_wait_ms;
  guint tcpwrapped_ms;
  PtlPortSet *ports;
  PtlPortSet *sslports;
  GPtrArray *fallbacks; /* (nullable): PtlFallback */

  GPtrArray *rules[PTL_N_RULE_LAYERS]; /* (nullable): PtlRule in file order */

  PtlRuleIndex *indexes[PTL_N_RULE_LAYERS]; /* atomic: made when first needed */

  PtlProbe *merged_into; /* the probe this block became part of, itself maybe */
  GPtrArray *chain;      /* set when sealed: PtlProbe whose rules are tried, in order */
  GHashTable *services;  /* set when sealed: names its own rules can give */
};

PtlProbe *ptl_probe_new (const PtlProbeFile *file,
                         PtlProtocol protocol,
                         char *name,
                         GBytes *payload);
void ptl_probe_free (PtlProbe *self);

/* Takes @rule. */
void ptl_probe_add_rule (PtlProbe *self, PtlRuleLayer layer, PtlRule *rule);

/* Adds what @lower has and @self does not say, and moves its rules here. */
void ptl_probe_absorb (PtlProbe *self, PtlProbe *lower);

/* Remembers for ptl_probe_db_take_faults() that @rule does not compile; from any thread.
 */
void ptl_probe_db_add_fault (PtlProbeDb *self, const PtlRule *rule);

/* Returns: (transfer none) (nullable): NULL if the probe has no rules in the layer.
 * Usable from every thread once the probe is sealed. */
const PtlRuleIndex *ptl_probe_get_index (const PtlProbe *self, guint layer);

/* Collects the service names; the rules must be complete. */
void ptl_probe_seal (PtlProbe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlProbe, ptl_probe_free)

G_END_DECLS
