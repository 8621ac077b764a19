/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-linker.h: the blocks of all files become the probes of the database. */
#pragma once

#include "rules/probe-file.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *files;  /* PtlProbeFile; ordered from the highest layer to the lowest */
  GPtrArray *probes; /* (out): PtlProbe in the order of asking, without the NULL probe */
  PtlProbe *null_probe; /* (out) (nullable) */
  GPtrArray *problems;  /* PtlRuleProblem; gets fallbacks that name no probe */
} PtlProbeLinker;

/* Returns: FALSE with %PTL_PROBE_DB_ERROR_SYNTAX at the first unknown fallback, if
 * @strict */
gboolean ptl_probe_linker_run (PtlProbeLinker *self, gboolean strict, GError **error);

/* Returns: (nullable): the probe of that name, of the highest layer that has one; for
 * files that were linked */
PtlProbe *
ptl_probe_linker_find (GPtrArray *files, PtlProtocol protocol, const char *name);

G_END_DECLS
