/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/answer-diff.h: whether two answers to one probe say the same. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

/* Of one port at most so many answers are told of. */
#define PTL_ANSWER_DIFF_MAX_PER_PORT 8

typedef enum
{
  PTL_ANSWER_DIFF_SAME,
  PTL_ANSWER_DIFF_NOISE,  /* only times, long numbers, tokens; or bytes of a binary answer
                             that kept its length */
  PTL_ANSWER_DIFF_CONTENT /* anything else */
} PtlAnswerDiff;

/**
 * ptl_answer_diff_compare:
 * @offset: (out): where the first difference of that kind begins
 *
 * Where reading ended early, a beginning that is the same is all there is to compare.
 */
PtlAnswerDiff ptl_answer_diff_compare (const PtlResponse *before,
                                       const PtlResponse *after,
                                       gsize *offset);

/* Returns: (transfer full): what of @response shows a difference at @offset, in the
 * notation of base/escape.h */
char *ptl_answer_diff_get_excerpt (const PtlResponse *response, gsize offset);

/**
 * ptl_answer_diff_append:
 * @fields: (element-type PtlFieldChange)
 *
 * Adds what differs in the answers that both ports gave to the same probes: in the
 * notation of base/escape.h, from shortly before the difference on.
 */
void
ptl_answer_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after);

G_END_DECLS
