/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-alignment.h: what several responses have in common, in order.
 *
 * Each column is a token that every sample has: the same, or another of a kind that
 * changes, a version beside a version.  Between two columns each sample may have a gap:
 * bytes that stand beside nothing. */
#pragma once

#include "rules/response-token.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *samples; /* GBytes */
  GPtrArray *tokens;  /* of each sample: a GArray of PtlResponseToken */
  GArray *columns;    /* guint: of each column, its token's index in every sample */
} PtlResponseAlignment;

/**
 * ptl_response_alignment_new:
 * @samples: (element-type GBytes): at least one
 * @only_telling: leaves the lines of a header out that say nothing of the product
 *   ("Date:"), and the text of pages but for the title
 */
PtlResponseAlignment *ptl_response_alignment_new (GPtrArray *samples,
                                                  gboolean only_telling);
void ptl_response_alignment_free (PtlResponseAlignment *self);

guint ptl_response_alignment_get_n_columns (const PtlResponseAlignment *self);

const PtlResponseToken *
ptl_response_alignment_get_token (const PtlResponseAlignment *self,
                                  guint column,
                                  guint sample);

/* Sets @start and @end to where in the sample the gap before the column lies; for the
 * number of columns, the one after the last. */
void ptl_response_alignment_get_gap (const PtlResponseAlignment *self,
                                     guint column,
                                     guint sample,
                                     gsize *start,
                                     gsize *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlResponseAlignment, ptl_response_alignment_free)

G_END_DECLS
