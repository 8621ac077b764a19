/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-layers.h: the probe database a scan uses: Nmap's installed file, ours, the
 * person's. */
#pragma once

#include "rules/probe-db.h"

G_BEGIN_DECLS

/**
 * ptl_rule_layers_load:
 * @databases: (nullable) (element-type filename): if not empty, exactly these files,
 * strictly
 * @rules: (nullable) (element-type filename): further files of user rules, strictly
 *
 * Reads files: call it from a worker thread.  A fault in a file the person named is an
 * error; one in the default layers is quarantined.
 *
 * Returns: (transfer full) (nullable): a sealed database, or NULL with a
 * %PTL_PROBE_DB_ERROR
 */
PtlProbeDb *ptl_rule_layers_load (GPtrArray *databases, GPtrArray *rules, GError **error);

/* The same in a few milliseconds, for who needs few of the rules: the patterns of
 * @databases, which may be ten thousand, are compiled when a response needs them, and
 * their faults are those of ptl_rule_layers_describe_new_faults(). */
PtlProbeDb *
ptl_rule_layers_load_unchecked (GPtrArray *databases, GPtrArray *rules, GError **error);

/**
 * ptl_rule_layers_check_exclude:
 * @db: sealed
 *
 * An Exclude line that is no list of ports joins the problems of @db.  May read the list
 * of services.
 */
void ptl_rule_layers_check_exclude (PtlProbeDb *db);

/**
 * ptl_rule_layers_load_draft:
 * @text: a file of rules that is not saved yet
 * @path: where it will be: takes the place of that file
 *
 * The layers a scan would use if it were saved.  Reads files, too.  Returns as
 * ptl_rule_layers_load(); a fault in the draft is an error.
 */
PtlProbeDb *ptl_rule_layers_load_draft (GBytes *text, const char *path, GError **error);

/**
 * ptl_rule_layers_describe_faults:
 *
 * Returns: (transfer full) (nullable): what to tell the person of rules in their own
 * folder that were set aside: "FILE:LINE:COL: reason", of the first of them; NULL if
 * there are none
 */
char *ptl_rule_layers_describe_faults (PtlProbeDb *db);

/**
 * ptl_rule_layers_describe_new_faults:
 *
 * Returns: (transfer full) (nullable): the same of rules whose patterns turned out not to
 *   compile, when a response needed them, since the last call
 */
char *ptl_rule_layers_describe_new_faults (PtlProbeDb *db);

/**
 * ptl_rule_layers_describe:
 *
 * Reads the files of ptl_rule_layers_load() once more: call it from a worker thread.
 *
 * Returns: (transfer full): what a session remembers of its rules: for each file a line
 * "LAYER FILE sha256:DIGITS", of its contents, so that two sessions' rules can be told
 * apart
 */
char *ptl_rule_layers_describe (GPtrArray *databases, GPtrArray *rules);

G_END_DECLS
