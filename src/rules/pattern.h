/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/pattern.h: the regular expression of a match rule.
 *
 * The one place that knows PCRE2.  A pattern is compiled when it is first needed; any
 * thread may do that, and the first to finish wins. */
#pragma once

#include "model/service.h"
#include "rules/line.h"

G_BEGIN_DECLS

/* Groups kept of one match, the whole match included; nine can be addressed. */
#define PTL_PATTERN_MAX_GROUPS 50

/* Bytes of a response that are matched; the end of a longer one does not count as its
 * end. */
#define PTL_PATTERN_MAX_SUBJECT (64 * 1024)

typedef struct
{
  PtlText text; /* stays in the file's text */
  gboolean caseless;
  gboolean dotall;
  gpointer code;   /* atomic: NULL until compiled */
  gpointer native; /* atomic: the same in machine code, NULL until it is worth it */
  int spent_us;    /* atomic: by the interpreter, until native is made */
} PtlPattern;

/* What one thread needs to run patterns on one response. */
typedef struct _PtlPatternRunner PtlPatternRunner;

/* The groups of a match; valid until the runner's next one. */
typedef struct
{
  const guint8 *subject;
  guint n_groups; /* the whole match included */
  PtlCapture groups[PTL_PATTERN_MAX_GROUPS];
} PtlCaptures;

void ptl_pattern_clear (PtlPattern *self);

/**
 * ptl_pattern_check:
 * @n_groups: (out) (optional): number of capture groups
 * @offset: (out): on failure where in the pattern the fault is
 *
 * Compiles the pattern, and keeps nothing.  Also fails for a pattern that can match an
 * empty text: it would claim every response.
 *
 * Returns: FALSE with %PTL_PROBE_DB_ERROR_SYNTAX
 */
gboolean ptl_pattern_check (const PtlPattern *self,
                            guint *n_groups,
                            gsize *offset,
                            GError **error);

/* Returns: whether the pattern was found not to compile when it was first needed; once */
gboolean ptl_pattern_take_fault (PtlPattern *self);

/* Returns: (transfer full): the pattern with every byte that is not printable ASCII
 * written as \xHH, which means the same */
char *ptl_pattern_to_string (const PtlPattern *self);

/* Returns: (transfer none): the thread's own, with its time before it */
PtlPatternRunner *ptl_pattern_runner_begin (void);

/**
 * ptl_pattern_runner_match:
 * @captures: (out): filled when it matches
 *
 * A pattern that does not compile, or that reaches a match, depth or heap limit, does not
 * match; nor does any once the runner has used a second of the processor.
 */
gboolean ptl_pattern_runner_match (PtlPatternRunner *self,
                                   PtlPattern *pattern,
                                   const guint8 *data,
                                   gsize len,
                                   PtlCaptures *captures);

G_END_DECLS
