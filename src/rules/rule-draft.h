/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-draft.h: a match line proposed from what a service answered. */
#pragma once

#include "rules/response-token.h"

G_BEGIN_DECLS

/* How far a draft goes beyond what it was shown. */
typedef enum
{
  PTL_DRAFT_LEVEL_LITERAL,  /* every byte, but for what differs among the samples */
  PTL_DRAFT_LEVEL_TIGHT,    /* versions, dates, addresses and names of hosts may change */
  PTL_DRAFT_LEVEL_BALANCED, /* so may long numbers; only what tells of a header stays */
  PTL_DRAFT_LEVEL_LOOSE,    /* so may all numbers; ends with the line of the version */
  PTL_N_DRAFT_LEVELS
} PtlDraftLevel;

typedef enum
{
  PTL_DRAFT_REASON_SAME,   /* literal: all samples have it */
  PTL_DRAFT_REASON_KIND,   /* all have it, but its kind changes: a date */
  PTL_DRAFT_REASON_DIFFERS /* a sample has something else there */
} PtlDraftReason;

/* A stretch of the pattern and why it is as it is. */
typedef struct
{
  char *pattern;
  PtlDraftReason reason;
  PtlTokenKind kind;
  guint sample; /* that has something else than the first: which forced it */
  char *first;  /* what the first sample has there, in the notation of base/escape.h */
  char *other;  /* (nullable): what the sample has that forced it */
  char field;   /* 'v', 'i', 'h': it is captured for this field; else 0 */
} PtlDraftPart;

typedef struct
{
  PtlDraftLevel level;
  GPtrArray *parts; /* PtlDraftPart */
  char *service;
  char *product; /* (nullable) */
} PtlRuleDraft;

/**
 * ptl_rule_draft_new:
 * @samples: (element-type GBytes): what one service answered to one probe, on several
 *   machines or in several versions; at least one
 * @service: (nullable): NULL: guessed
 * @product: (nullable): NULL: what stands before the version
 *
 * The pattern begins where the response does, matches every sample and captures what
 * looks like the version.
 */
PtlRuleDraft *ptl_rule_draft_new (GPtrArray *samples,
                                  PtlDraftLevel level,
                                  const char *service,
                                  const char *product);
void ptl_rule_draft_free (PtlRuleDraft *self);

/* Returns: (transfer full): the match line, without its end */
char *ptl_rule_draft_to_line (const PtlRuleDraft *self);

/* Returns: (transfer full): for a person: "[\d.]+  a version, 1.2 in the first, 1.3 in
 * response 2" */
char *ptl_draft_part_describe (const PtlDraftPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleDraft, ptl_rule_draft_free)

G_END_DECLS
