/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/draft-class.h: the class of texts that stands for what samples have instead of
 * each other. */
#pragma once

#include "rules/line.h"
#include "rules/response-token.h"
#include "rules/rule-draft.h"

G_BEGIN_DECLS

/* What the samples have at one place. */
typedef struct
{
  GArray *texts;          /* PtlText, one for each sample */
  gboolean at_line_start; /* in all of them */
} PtlDraftVariants;

gboolean ptl_draft_variants_are_same (const PtlDraftVariants *self);
gboolean ptl_draft_variants_are_empty (const PtlDraftVariants *self);

/* Returns: whether all could be versions, numbers alone being ones */
gboolean ptl_draft_variants_are_versions (const PtlDraftVariants *self);
gboolean ptl_draft_variants_have_dot (const PtlDraftVariants *self);

/* Appends a class that has all texts of the kind, the variants among them. */
void ptl_draft_class_append_kind (GString *out,
                                  PtlTokenKind kind,
                                  const PtlDraftVariants *variants,
                                  PtlDraftLevel level);

/* Appends the narrowest class that has the variants, wider on a loose level. */
void ptl_draft_class_append_any (GString *out,
                                 const PtlDraftVariants *variants,
                                 PtlDraftLevel level);

G_END_DECLS
