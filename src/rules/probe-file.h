/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-file.h: one probe file, read into blocks of a probe and its rules.
 *
 *   file  = [exclude] *block
 *   block = probe *(ports | sslports | rarity | totalwaitms | tcpwrappedms | fallback |
 *                   match | softmatch)
 *
 * One line each; lines that are empty or begin with "#" say nothing (spec 1.2). */
#pragma once

#include "rules/probe-private.h"

G_BEGIN_DECLS

#define PTL_PROBE_FILE_MAX (32 * 1024 * 1024)

/* Owned by the database. */
struct _PtlProbeFile
{
  char *name;
  PtlRuleLayer layer;
  GBytes *text;  /* the patterns and templates of the rules lie in it */
  char *exclude; /* (nullable) */
  guint exclude_line;
  guint exclude_column;
  gboolean has_null;
  GPtrArray *probes;      /* PtlProbe: the blocks in file order */
  GPtrArray *problems;    /* PtlRuleProblem; the database takes them */
  GHashTable *names;      /* of each protocol's blocks: "tcp/NULL" to PtlProbe */
  GStringChunk *services; /* names of services */
};

/**
 * ptl_probe_file_parse:
 * @strict: fail on the first line that is wrong
 *
 * The lines of a block whose Probe line is wrong are left out with it.
 *
 * Returns: (transfer full) (nullable): NULL with a %PTL_PROBE_DB_ERROR
 */
PtlProbeFile *ptl_probe_file_parse (GBytes *text,
                                    const char *name,
                                    PtlRuleLayer layer,
                                    gboolean strict,
                                    GError **error);
/* Returns: FALSE with the %PTL_PROBE_DB_ERROR of the first pattern that does not compile
 */
gboolean ptl_probe_file_check (const PtlProbeFile *self, GError **error);

void ptl_probe_file_free (PtlProbeFile *self);

/* Returns: (nullable): the first block of that name */
PtlProbe *
ptl_probe_file_find (const PtlProbeFile *self, PtlProtocol protocol, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlProbeFile, ptl_probe_file_free)

G_END_DECLS
