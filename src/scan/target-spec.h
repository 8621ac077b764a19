/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-spec.h: what to scan, as people write it, expanded one address at a time
 * (spec 7.8).
 *
 *   192.0.2.7   10.0-3.*.1,5-9   192.0.2.0/24   2001:db8::/120   fe80::1%eth0
 * host.example/28
 *
 * Pure but for the interface names of IPv6 scopes: names of hosts are left for the caller
 * to resolve. */
#pragma once

#include "model/address.h"

G_BEGIN_DECLS

#define PTL_TARGET_SPEC_ERROR (ptl_target_spec_error_quark ())

typedef enum
{
  PTL_TARGET_SPEC_ERROR_SYNTAX,
  PTL_TARGET_SPEC_ERROR_READ
} PtlTargetSpecError;

GQuark ptl_target_spec_error_quark (void);

typedef struct _PtlTargetSpec PtlTargetSpec;

/**
 * ptl_target_spec_parse:
 * @offset: (out) (optional): on failure the 0-based offset in @text of what is wrong
 *
 * Parses one expression.
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_TARGET_SPEC_ERROR_SYNTAX
 */
PtlTargetSpec *ptl_target_spec_parse (const char *text, gsize *offset, GError **error);
PtlTargetSpec *ptl_target_spec_ref (PtlTargetSpec *self);
void ptl_target_spec_unref (PtlTargetSpec *self);

/* Returns: (transfer none) (nullable): the host name to resolve first, NULL for addresses
 */
const char *ptl_target_spec_get_name (const PtlTargetSpec *self);

/* Gives a named target its address; its "/bits" apply to it. */
void ptl_target_spec_set_address (PtlTargetSpec *self, const PtlAddress *address);

/* Returns: number of addresses, 1 for a name not yet resolved without bits, G_MAXUINT64
 * if more */
guint64 ptl_target_spec_count (const PtlTargetSpec *self);

gboolean ptl_target_spec_contains (const PtlTargetSpec *self, const PtlAddress *address);

/**
 * ptl_target_spec_get:
 * @index: 0 .. count - 1, in ascending order of address
 *
 * Computes the address; nothing is ever expanded in memory.
 */
void ptl_target_spec_get (const PtlTargetSpec *self, guint64 index, PtlAddress *address);

/**
 * ptl_target_list_parse:
 * @text: expressions separated by blanks, commas do not separate (octet lists use them)
 *
 * The expressions of a command line, an entry or a file (where "#" starts a comment).
 * @name and line numbers appear in messages as NAME:LINE:COL, or "column N" if @name is
 * NULL.
 *
 * Returns: (transfer full) (nullable) (element-type PtlTargetSpec)
 */
GPtrArray *
ptl_target_list_parse (const char *text, gsize len, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTargetSpec, ptl_target_spec_unref)

G_END_DECLS
