/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-spec.h: what to scan, as people write it, expanded one address at a time
 * (spec 7.8).
 *
 *   target = (octets | ipv6 ["%" scope] | name) ["/" bits]
 *   octets = list "." list "." list "." list
 *   list   = range *("," range)
 *   range  = "*" | number | [number] "-" [number]
 *
 * 192.0.2.7   10.0-3.*.1,5-9   192.0.2.0/24   2001:db8::/120   fe80::1%eth0   nas/28
 *
 * Pure but for the interface names of IPv6 scopes: names of hosts are left for the caller
 * to resolve. */
#pragma once

#include "model/address.h"

G_BEGIN_DECLS

#define PTL_TARGET_SPEC_ERROR (ptl_target_spec_error_quark ())

typedef enum
{
  PTL_TARGET_SPEC_ERROR_SYNTAX
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

/* Returns: (transfer full): a second one, for a name with several addresses */
PtlTargetSpec *ptl_target_spec_copy (const PtlTargetSpec *self);

/* Returns: (transfer none): the expression as written */
const char *ptl_target_spec_get_text (const PtlTargetSpec *self);

/* Returns: (transfer none) (nullable): the host name to resolve first, in ASCII; NULL for
 * addresses */
const char *ptl_target_spec_get_name (const PtlTargetSpec *self);

/* Gives a named target its address; its "/bits" apply to it. */
void ptl_target_spec_set_address (PtlTargetSpec *self, const PtlAddress *address);

/* Returns: (transfer none) (nullable): the name, if @address is the very address it was
 * given and not a neighbour within "/bits" */
const char *ptl_target_spec_get_name_of (const PtlTargetSpec *self,
                                         const PtlAddress *address);

/* Returns: number of addresses, 1 for a name not yet resolved, G_MAXUINT64 if more */
guint64 ptl_target_spec_count (const PtlTargetSpec *self);

/* A name not yet resolved contains nothing. */
gboolean ptl_target_spec_contains (const PtlTargetSpec *self, const PtlAddress *address);

/**
 * ptl_target_spec_get:
 * @index: 0 .. count - 1, in ascending order of address
 *
 * Computes the address; nothing is ever expanded in memory.
 */
void ptl_target_spec_get (const PtlTargetSpec *self, guint64 index, PtlAddress *address);

/**
 * ptl_target_spec_seek:
 * @address: (inout): moved to the first address of the target that is not before it
 *
 * Returns: FALSE if none is left
 */
gboolean ptl_target_spec_seek (const PtlTargetSpec *self, PtlAddress *address);

/**
 * ptl_target_spec_skip_run:
 * @address: (inout): an address of the target, moved to the last of the unbroken run of
 * its addresses that it stands in (or to a later address of that run)
 */
void ptl_target_spec_skip_run (const PtlTargetSpec *self, PtlAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTargetSpec, ptl_target_spec_unref)

G_END_DECLS
