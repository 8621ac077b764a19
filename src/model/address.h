/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/address.h: an IPv4 or IPv6 address as a plain value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 bytes[16]; /* network order; IPv4 uses the first four, the rest are zero */
  guint32 scope_id; /* of a link-local IPv6 address, else 0 */
  gboolean is_ipv6;
} PtlAddress;

/**
 * ptl_address_parse:
 * @text: "192.0.2.1", "2001:db8::1" or "fe80::1%2" (numeric scope only: a name needs the
 * system)
 *
 * Returns: whether @text is an address; @address is set only then
 */
gboolean ptl_address_parse (const char *text, PtlAddress *address);

/* Returns: (transfer full): the canonical text form (RFC 5952), with "%N" for a scope */
char *ptl_address_to_string (const PtlAddress *self);

/* For GHashTable; the functions take PtlAddress pointers. */
guint ptl_address_hash (gconstpointer address);
gboolean ptl_address_equal (gconstpointer a, gconstpointer b);

/* Orders IPv4 before IPv6, then by number. */
int ptl_address_compare (const PtlAddress *a, const PtlAddress *b);

/* Advances to the next address; FALSE when the last one of the family was reached. */
gboolean ptl_address_next (PtlAddress *self);

/* Returns: how many bytes of the address count: 4 or 16 */
guint ptl_address_get_length (const PtlAddress *self);

gboolean ptl_address_is_loopback (const PtlAddress *self);

/* Whether anybody on the Internet may have it: not one of the blocks that RFC 6890 sets
 * apart for private networks, links, this host, documentation or benchmarks. */
gboolean ptl_address_is_public (const PtlAddress *self);

G_END_DECLS
