/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-db.h: the probe database: probes and match rules of one or more layers.
 *
 * Filled by one thread, then sealed; afterwards any thread may read and match. */
#pragma once

#include "rules/probe.h"
#include "rules/rule-problem.h"

G_BEGIN_DECLS

typedef struct _PtlProbeDb PtlProbeDb;

/* From the lowest to the highest; the rules of a higher layer are tried first (DESIGN 3).
 */
typedef enum
{
  PTL_RULE_LAYER_SYSTEM,   /* Nmap's installed files */
  PTL_RULE_LAYER_SHIPPED,  /* ours */
  PTL_RULE_LAYER_USER,     /* the person's rule files */
  PTL_RULE_LAYER_SESSION,  /* of this run: --rules */
  PTL_RULE_LAYER_DATABASE, /* --database: the only layer, in file order */
  PTL_N_RULE_LAYERS
} PtlRuleLayer;

/* Returns: "system", "shipped", "user", "session" or "database" */
const char *ptl_rule_layer_to_string (PtlRuleLayer layer);
gboolean ptl_rule_layer_parse (const char *text, PtlRuleLayer *layer);

#define PTL_PROBE_DB_ERROR (ptl_probe_db_error_quark ())

typedef enum
{
  PTL_PROBE_DB_ERROR_READ,  /* the file cannot be read, is too long or is binary */
  PTL_PROBE_DB_ERROR_SYNTAX /* strict mode: the first bad line; the message is
                               FILE:LINE:COL: reason */
} PtlProbeDbError;

GQuark ptl_probe_db_error_quark (void);

/* A file that is something else altogether gives no more problems than this. */
#define PTL_PROBE_DB_MAX_PROBLEMS 1000

PtlProbeDb *ptl_probe_db_new (void);
PtlProbeDb *ptl_probe_db_ref (PtlProbeDb *self);
void ptl_probe_db_unref (PtlProbeDb *self);

/**
 * ptl_probe_db_load_file:
 * @strict: fail on the first bad line instead of setting it aside
 *
 * Adds one file to a layer.  A line that does not parse is quarantined
 * (ptl_probe_db_get_problems()) and everything else loaded; a bad Probe line takes the
 * lines up to the next one with it.  Strict loading compiles every pattern, so that the
 * first that does not compile is an error as well.
 *
 * Returns: FALSE with %PTL_PROBE_DB_ERROR if the file cannot be read, or on a bad line in
 * strict mode
 */
gboolean ptl_probe_db_load_file (PtlProbeDb *self,
                                 const char *path,
                                 PtlRuleLayer layer,
                                 gboolean strict,
                                 GError **error);

/* Strict, but that no pattern is compiled: see ptl_probe_db_compile(). */
gboolean ptl_probe_db_load_file_unchecked (PtlProbeDb *self,
                                           const char *path,
                                           PtlRuleLayer layer,
                                           GError **error);

/* As ptl_probe_db_load_file() for text in memory; @name stands for the file in messages.
 */
gboolean ptl_probe_db_load_bytes (PtlProbeDb *self,
                                  GBytes *text,
                                  const char *name,
                                  PtlRuleLayer layer,
                                  gboolean strict,
                                  GError **error);

/**
 * ptl_probe_db_seal:
 *
 * Resolves fallbacks and orders the layers.  A fallback that names no probe is set aside
 * as a problem. After this nothing more can be loaded.
 */
gboolean ptl_probe_db_seal (PtlProbeDb *self, gboolean strict, GError **error);

/**
 * ptl_probe_db_compile:
 *
 * Compiles every pattern of a layer, without keeping the result, and checks every version
 * template; what is wrong with them joins the problems.  For the thread that loads,
 * before or after sealing.  Else each pattern is compiled when a response first needs it.
 */
void ptl_probe_db_compile (PtlProbeDb *self, PtlRuleLayer layer);

/**
 * ptl_probe_db_take_faults:
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type PtlRuleProblem): what was wrong with patterns
 *   that had to be compiled since the last call; those rules match nothing
 */
GPtrArray *ptl_probe_db_take_faults (PtlProbeDb *self);

/* Returns: (transfer none): PtlRuleProblem, in the order they were met */
GPtrArray *ptl_probe_db_get_problems (PtlProbeDb *self);

/* The probes in file order, without the NULL probe. */
guint ptl_probe_db_get_n_probes (PtlProbeDb *self);
const PtlProbe *ptl_probe_db_get_probe (PtlProbeDb *self, guint index);

/* Returns: (transfer none) (nullable) */
const PtlProbe *ptl_probe_db_get_null_probe (PtlProbeDb *self);
const PtlProbe *
ptl_probe_db_find_probe (PtlProbeDb *self, PtlProtocol protocol, const char *name);

/* Number of match and softmatch rules. */
guint ptl_probe_db_get_n_rules (PtlProbeDb *self);

/* Returns: (transfer none) (nullable): the argument of the Exclude line, a port
 * specification */
const char *ptl_probe_db_get_exclude (PtlProbeDb *self);

/**
 * ptl_probe_db_set_exclude_aside:
 * @offset: of the fault in what ptl_probe_db_get_exclude() returns
 *
 * That Exclude line joins the problems; the next lower layer's is in force.  What a list
 * of ports may say is known to the layers above.
 */
void ptl_probe_db_set_exclude_aside (PtlProbeDb *self, gsize offset, const char *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlProbeDb, ptl_probe_db_unref)

G_END_DECLS
