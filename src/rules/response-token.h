/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-token.h: a response cut into what it is written from: words, numbers,
 * versions, dates, names of hosts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_TOKEN_WORD,     /* letters */
  PTL_TOKEN_BLANK,    /* spaces and tabs */
  PTL_TOKEN_LINE_END, /* CR LF, LF or CR */
  PTL_TOKEN_SIGN,     /* one printable byte that is nothing else */
  PTL_TOKEN_BYTE,     /* one byte that is not printable ASCII */
  /* What is another the next time, or on the next machine. */
  PTL_TOKEN_NUMBER,
  PTL_TOKEN_VERSION,
  PTL_TOKEN_DATE, /* or a time of day */
  PTL_TOKEN_ADDRESS,
  PTL_TOKEN_HOSTNAME,  /* with a dot in it */
  PTL_TOKEN_IDENTIFIER /* UUIDs, digests and the like */
} PtlTokenKind;

typedef struct
{
  PtlTokenKind kind;
  gsize start;
  gsize end;
} PtlResponseToken;

/* Bytes of a response that are cut; what makes a service known stands at its beginning.
 */
#define PTL_RESPONSE_MAX_CUT 4096

/* Returns: (transfer full) (element-type PtlResponseToken): one after the other, without
 * gaps, up to the end or %PTL_RESPONSE_MAX_CUT */
GArray *ptl_response_tokens_cut (const guint8 *data, gsize len);

/* Returns: for a person: "a date" */
const char *ptl_token_kind_describe (PtlTokenKind kind);

G_END_DECLS
