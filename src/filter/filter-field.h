/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-field.h: what a filter can ask for: the fields, by name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_FILTER_FIELD_ANY, /* words without a field: any text that a row shows */
  PTL_FILTER_FIELD_IS,  /* new, unknown, up, down */
  PTL_FILTER_FIELD_HAS,

  PTL_FILTER_FIELD_SESSION,
  PTL_FILTER_FIELD_STARTED,
  PTL_FILTER_FIELD_TAG,
  PTL_FILTER_FIELD_NOTE, /* on the session or on the host */

  PTL_FILTER_FIELD_HOST,
  PTL_FILTER_FIELD_NAME,
  PTL_FILTER_FIELD_MAC,
  PTL_FILTER_FIELD_VENDOR,

  PTL_FILTER_FIELD_PORT,
  PTL_FILTER_FIELD_PROTOCOL,
  PTL_FILTER_FIELD_STATE,
  PTL_FILTER_FIELD_REASON,

  PTL_FILTER_FIELD_SERVICE,
  PTL_FILTER_FIELD_PRODUCT,
  PTL_FILTER_FIELD_VERSION,
  PTL_FILTER_FIELD_INFO,
  PTL_FILTER_FIELD_HOSTNAME,
  PTL_FILTER_FIELD_OS,
  PTL_FILTER_FIELD_DEVICE,
  PTL_FILTER_FIELD_CPE,
  PTL_FILTER_FIELD_OUTCOME,
  PTL_FILTER_FIELD_LAYER,
  PTL_FILTER_FIELD_PROBE,
  PTL_FILTER_FIELD_BANNER,

  PTL_FILTER_FIELD_TLS_VERSION,
  PTL_FILTER_FIELD_TLS_CIPHER,
  PTL_FILTER_FIELD_CERT_SUBJECT,
  PTL_FILTER_FIELD_CERT_ISSUER,
  PTL_FILTER_FIELD_CERT_NAME,
  PTL_FILTER_FIELD_CERT_ISSUED,
  PTL_FILTER_FIELD_CERT_EXPIRES,
  PTL_FILTER_FIELD_CERT_BITS,
  PTL_FILTER_FIELD_CERT_SHA256,
  PTL_FILTER_N_FIELDS
} PtlFilterField;

/* How a field's values are read and compared. */
typedef enum
{
  PTL_FILTER_KIND_TEXT,
  PTL_FILTER_KIND_WORD, /* a text of which all values are known */
  PTL_FILTER_KIND_NUMBER,
  PTL_FILTER_KIND_VERSION,
  PTL_FILTER_KIND_HOST,  /* an address, a block of them, or a name */
  PTL_FILTER_KIND_PAST,  /* a time; "7d" is 7 days ago */
  PTL_FILTER_KIND_FUTURE /* a time; "30d" is in 30 days */
} PtlFilterKind;

/* Of what a field is: a row of a session is itself, one with a host, or with a host and a
 * port. */
typedef enum
{
  PTL_FILTER_LEVEL_SESSION,
  PTL_FILTER_LEVEL_HOST,
  PTL_FILTER_LEVEL_PORT
} PtlFilterLevel;

typedef struct
{
  const char *name;  /* NULL: of no name */
  const char *other; /* (nullable): a second name */
  PtlFilterKind kind;
  PtlFilterLevel level;
  const char *const *words; /* (nullable) (array zero-terminated=1) */
  guint max;                /* of a number */
} PtlFilterFieldInfo;

/* The words of PTL_FILTER_FIELD_IS and of PTL_FILTER_FIELD_HAS, in the order of
 * filter-field.c. */
typedef enum
{
  PTL_FILTER_IS_NEW,
  PTL_FILTER_IS_UNKNOWN,
  PTL_FILTER_IS_UP,
  PTL_FILTER_IS_DOWN
} PtlFilterIs;

typedef enum
{
  PTL_FILTER_HAS_TLS,
  PTL_FILTER_HAS_CERT,
  PTL_FILTER_HAS_SERVICE,
  PTL_FILTER_HAS_PRODUCT,
  PTL_FILTER_HAS_VERSION,
  PTL_FILTER_HAS_INFO,
  PTL_FILTER_HAS_HOSTNAME,
  PTL_FILTER_HAS_OS,
  PTL_FILTER_HAS_DEVICE,
  PTL_FILTER_HAS_CPE,
  PTL_FILTER_HAS_FINGERPRINT,
  PTL_FILTER_HAS_RULE,
  PTL_FILTER_HAS_NAME,
  PTL_FILTER_HAS_MAC,
  PTL_FILTER_HAS_VENDOR,
  PTL_FILTER_HAS_NOTE,
  PTL_FILTER_HAS_TAG
} PtlFilterHas;

const PtlFilterFieldInfo *ptl_filter_field_get_info (PtlFilterField field);

/* Returns: whether there is a field of that name of @len bytes */
gboolean ptl_filter_field_parse (const char *name, gsize len, PtlFilterField *field);

/* Returns: the place of @word, case aside, in the field's words, or -1 */
int ptl_filter_field_find_word (PtlFilterField field, const char *word);

/* Returns: (transfer none) (nullable): the field whose name @name may have meant */
const char *ptl_filter_field_suggest (const char *name);

/* Returns: (transfer none) (nullable): the word of the field likewise */
const char *ptl_filter_field_suggest_word (PtlFilterField field, const char *word);

G_END_DECLS
