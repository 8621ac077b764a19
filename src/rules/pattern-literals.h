/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/pattern-literals.h: byte strings that every match of a pattern contains.
 *
 * Found by reading the pattern's text.  Whatever is not plainly understood yields
 * nothing, which is never wrong: a pattern without literals is simply always tried. */
#pragma once

#include "rules/pattern.h"

G_BEGIN_DECLS

typedef struct
{
  gsize offset; /* in bytes */
  gsize len;
} PtlLiteral;

/* One after another for many patterns, to save the memory's coming and going. */
typedef struct
{
  GByteArray *bytes;
  GArray *literals; /* PtlLiteral, without the prefix */
  gsize
      prefix_len; /* every match is at the start and begins with this many of the bytes */
} PtlPatternLiterals;

void ptl_pattern_literals_init (PtlPatternLiterals *self);
void ptl_pattern_literals_clear (PtlPatternLiterals *self);

/* Replaces what @self has.  The literals of a caseless pattern match in any case; it has
 * no prefix. */
void ptl_pattern_literals_find (PtlPatternLiterals *self, const PtlPattern *pattern);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtlPatternLiterals, ptl_pattern_literals_clear)

G_END_DECLS
