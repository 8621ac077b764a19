/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/pattern-scan.h: a table of patterns over bytes of any kind. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int kind;            /* what the caller makes of it */
  const char *pattern; /* of GRegex, on bytes, without regard to case; its first group is
                          what is meant, else all of it */
} PtlPattern;

/* Compiled at the first use, and kept. */
typedef struct
{
  const PtlPattern *patterns;
  guint n_patterns;
  GRegex **compiled; /* as many, NULL at first */
  gsize once;
} PtlPatternTable;

/* @start, @end: of the first group, or of the whole match if it has none */
typedef void (*PtlPatternFunc) (int kind, gsize start, gsize end, gpointer user_data);

/* Calls @found for every place.  Usable from every thread.  A pattern that needs more
 * work on these bytes than GRegex allows finds nothing more. */
void ptl_pattern_scan (PtlPatternTable *table,
                       const guint8 *data,
                       gsize len,
                       PtlPatternFunc found,
                       gpointer user_data);

G_END_DECLS
