/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/redaction.h: a fingerprint without what is nobody else's business.
 *
 * Found is shown, and each finding can be kept or given another text; then the
 * fingerprint is made anew.  The original is never changed. */
#pragma once

#include "rules/fingerprint.h"
#include "submit/secret.h"

G_BEGIN_DECLS

/* One text wherever it stands. */
typedef struct
{
  PtlSecretKind kind;
  GBytes *text;
  GBytes *replacement;
  gboolean is_kept; /* the person lets it go out */
  guint n_places;
} PtlFinding;

typedef struct _PtlRedaction PtlRedaction;

/**
 * ptl_redaction_new:
 * @known, @words: (nullable) (element-type utf8): see ptl_secrets_find()
 *
 * Takes long for megabytes of answers; usable in any thread.
 */
PtlRedaction *
ptl_redaction_new (const PtlFingerprint *fingerprint, GPtrArray *known, GPtrArray *words);
void ptl_redaction_free (PtlRedaction *self);

guint ptl_redaction_get_n_findings (const PtlRedaction *self);
const PtlFinding *ptl_redaction_get_finding (const PtlRedaction *self, guint index);

void ptl_redaction_keep (PtlRedaction *self, guint index, gboolean keep);

/* @replacement: of any length, the answer's length then changes with it */
void ptl_redaction_replace (PtlRedaction *self, guint index, GBytes *replacement);

/* Returns: (transfer full) (element-type PtlSecret): the places in reply @reply that are
 * replaced, by place; @applied: where they are in what ptl_redaction_apply() gives */
GArray *
ptl_redaction_get_places (const PtlRedaction *self, guint reply, gboolean applied);

/* Takes over what was decided about the same texts in @before. */
void ptl_redaction_take_over (PtlRedaction *self, const PtlRedaction *before);

/* Returns: (transfer full): the fingerprint with the replacements */
PtlFingerprint *ptl_redaction_apply (const PtlRedaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRedaction, ptl_redaction_free)

G_END_DECLS
