/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/version-template.h: fills a field's template with what the pattern captured
 * (spec 1.7).
 *
 *   $1 ... $9                 the capture
 *   $P(n)                     the capture without what is not printable ASCII
 *   $SUBST(n,"find","with")   the capture with every "find" replaced
 *   $I(n,">")                 up to 8 bytes as a big-endian number; "<" little-endian */
#pragma once

#include "rules/pattern.h"

G_BEGIN_DECLS

typedef struct
{
  /* Bytes of the result; one less where it ends in a capture, if @compat_nmap. */
  gsize max_len;
  gboolean is_cpe;      /* captures are made fit for a CPE */
  gboolean compat_nmap; /* cut captures at NUL and drop what is too long, as Nmap does */
} PtlTemplateRules;

/**
 * ptl_version_template_expand:
 * @prefix: what stands before the expanded text; counts for the length
 *
 * Returns: (transfer full) (nullable): printable, valid UTF-8 (plain ASCII if
 *   compat_nmap); NULL where nothing is left or the template does not fit the captures
 */
char *ptl_version_template_expand (PtlText text,
                                   const char *prefix,
                                   const PtlCaptures *captures,
                                   PtlTemplateRules rules);

/**
 * ptl_version_template_check:
 * @n_groups: capture groups of the pattern
 * @offset: (out): on failure where in @text the fault is
 *
 * Returns: FALSE with %PTL_PROBE_DB_ERROR_SYNTAX for a template that can never be filled
 */
gboolean
ptl_version_template_check (PtlText text, guint n_groups, gsize *offset, GError **error);

G_END_DECLS
