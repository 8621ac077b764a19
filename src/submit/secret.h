/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/secret.h: what in an answer tells of a network or a person rather than of a
 * product: found before anything leaves this computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_SECRET_ADDRESS,     /* IPv4 or IPv6, as text or as the bytes of a known one */
  PTL_SECRET_MAC,         /* of a network card */
  PTL_SECRET_MAIL,        /* a mail address */
  PTL_SECRET_HOST,        /* a host's name */
  PTL_SECRET_USER,        /* a user's name */
  PTL_SECRET_COOKIE,      /* the value of a cookie */
  PTL_SECRET_SESSION,     /* a token, nonce or session's id */
  PTL_SECRET_SERIAL,      /* a serial number, UUID or asset tag */
  PTL_SECRET_CERTIFICATE, /* a name or the serial number in a certificate */
  PTL_SECRET_WORD,        /* what the person asked for */
  PTL_N_SECRETS
} PtlSecretKind;

typedef struct
{
  PtlSecretKind kind;
  gsize start; /* bytes of the answer */
  gsize end;
} PtlSecret;

/* Returns: (transfer none): translated, for a list: "address", "host name" */
const char *ptl_secret_kind_describe (PtlSecretKind kind);

/**
 * ptl_secrets_find:
 * @data: an answer, of which any byte may be anything
 * @known: (nullable) (element-type utf8): what is known to belong to this network: the
 *   host's address, its names, the names of its certificate, the name of this computer;
 *   found as text in any case, as text of 16-bit characters, and addresses as bytes, too
 * @words: (nullable) (element-type utf8): likewise, what the person wants left out
 *
 * Loopback, unspecified and multicast addresses, and the hosts of standards' own
 * documents, tell nothing and are left.
 *
 * Returns: (transfer full) (element-type PtlSecret): by place, without overlaps
 */
GArray *
ptl_secrets_find (const guint8 *data, gsize len, GPtrArray *known, GPtrArray *words);

/**
 * ptl_secret_mask:
 *
 * Bytes of the same length that show what stood there and tell nothing: digits become 0,
 * letters x and X, bytes above ASCII x; dots, dashes, colons and NUL bytes stay, so that
 * lengths and what a rule may rely on stay right.  Of an address or a card every
 * hexadecimal digit becomes 0; bytes of a packed address become 0 as well.
 *
 * Returns: (transfer full)
 */
GBytes *ptl_secret_mask (PtlSecretKind kind, const guint8 *data, gsize len);

G_END_DECLS
